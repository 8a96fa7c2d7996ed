/** What people answer or pass on, as what it is: others' words. */

import type { Message } from '@grammyjs/types';
import { CLUB, PHOTO, SHOP, SOMEBODY, type TelegramRows } from './table.ts';

const DATE = 1_700_000_000;
const TEXT = 'The lamp flickers';
const said = (more: object) =>
  ({ message_id: 4, date: DATE, ...more }) as unknown as NonNullable<Message['reply_to_message']>;
const forward = (author: string, more: object = {}) => ({
  text: '',
  attachments: [],
  enclosures: [{ kind: 'forward' as const, author, title: undefined, text: TEXT, url: undefined, ...more }],
});
const quote = (author: string | undefined, text: string, more: object = {}) => ({
  text: 'Why?',
  enclosures: [{ kind: 'quote' as const, author, text, ...more }],
});

export const FORWARDS = {
  'forwarded from user': {
    sent: { text: TEXT, forward_origin: { type: 'user', date: DATE, sender_user: SOMEBODY } },
    heard: forward('Lu Wu'),
  },
  'forwarded from hidden_user': {
    sent: {
      photo: PHOTO,
      caption: TEXT,
      forward_origin: { type: 'hidden_user', date: DATE, sender_user_name: 'Lu \u202EW' },
    },
    heard: { ...forward('Lu W'), attachments: [{ key: 'P' }] },
  },
  'forwarded from chat': {
    sent: {
      text: TEXT,
      forward_origin: { type: 'chat', date: DATE, sender_chat: CLUB, author_signature: 'Chair' },
    },
    heard: forward('Lamp club', { title: 'Chair' }),
  },
  'forwarded from channel': {
    sent: {
      text: TEXT,
      forward_origin: { type: 'channel', date: DATE, chat: SHOP, message_id: 12, author_signature: 'Ann' },
    },
    heard: forward('Shop news', { title: 'Ann', url: 'https://t.me/shop_news/12' }),
  },
} satisfies TelegramRows<string>;

export const ANSWERS = {
  reply_to_message: {
    sent: { text: 'Why?', reply_to_message: said({ from: SOMEBODY, text: TEXT }) },
    heard: quote('Lu Wu', TEXT, { messageKey: '4' }),
  },
  quote: {
    sent: {
      text: 'Why?',
      reply_to_message: said({ from: SOMEBODY, text: TEXT }),
      quote: { text: 'flickers', position: 9, is_manual: true },
    },
    heard: quote('Lu Wu', 'flickers', { messageKey: '4' }),
  },
  external_reply: {
    sent: {
      text: 'Why?',
      external_reply: {
        origin: { type: 'channel', date: DATE, chat: SHOP, message_id: 12 },
        chat: SHOP,
        message_id: 12,
        photo: PHOTO,
      },
    },
    heard: {
      ...quote('Shop news', '', { title: 'photo.jpg', url: 'https://t.me/shop_news/12' }),
      attachments: [{ key: 'P' }],
    },
  },
  reply_to_story: {
    sent: { text: 'Why?', reply_to_story: { chat: SHOP, id: 9 } },
    heard: quote('Shop news', '', { title: 'Story', url: 'https://t.me/shop_news/s/9' }),
  },
  reply_to_checklist_task_id: {
    sent: {
      text: 'Why?',
      reply_to_message: said({
        from: SOMEBODY,
        checklist: {
          title: 'To do',
          tasks: [
            { id: 1, text: 'Open' },
            { id: 2, text: 'Lamp' },
          ],
        },
      }),
      reply_to_checklist_task_id: 2,
    },
    heard: quote('Lu Wu', 'Lamp'),
  },
  reply_to_poll_option_id: {
    sent: {
      text: 'Why?',
      reply_to_message: said({
        from: SOMEBODY,
        poll: { question: 'Tea?', options: [{ persistent_id: 'o1', text: 'Yes' }] },
      }),
      reply_to_poll_option_id: 'o1',
    },
    heard: quote('Lu Wu', 'Yes'),
  },
  link_preview_options: {
    sent: { text: 'Why?', link_preview_options: { url: 'https://shop.example/lamp' } },
    heard: { text: 'Why?', enclosures: [{ kind: 'item', title: 'Link', url: 'https://shop.example/lamp' }] },
  },
  is_topic_message: {
    sent: {
      text: 'Why?',
      is_topic_message: true,
      message_thread_id: 4,
      reply_to_message: said({ from: SOMEBODY, forum_topic_created: { name: 'Lamps', icon_color: 0 } }),
    },
    heard: { text: 'Why?', enclosures: [{ kind: 'item', title: 'Topic', text: 'Lamps', messageKey: '4' }] },
  },
} satisfies TelegramRows<string>;
