/** Every kind of message that Slack's own types name, and those that Slack sends and they do not. */

import type {
  AllMessageEvents,
  GenericMessageEvent,
  KnownBlock,
  MessageAttachment,
  RichTextBlockElement,
  RichTextElement,
} from '@slack/types';
import type { Enclosure } from '../../src/domain/message.ts';
import { openSlack } from '../support/channels/slack-harness.ts';
import { type MessageKinds, messageKindsContract } from './message-kinds.ts';

type Subtype = Exclude<AllMessageEvents['subtype'], undefined>;
type FileMode = NonNullable<GenericMessageEvent['files']>[number]['mode'];

const PAGE = 'https://shop.example/page';
const MENTION = { type: 'user', user_id: 'U0NOBODY' };
const words = (text: string) => ({ type: 'text', text });
const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });
const rich = (...elements: object[]) => ({ type: 'rich_text', elements });
const typed = (...elements: object[]) => ({ blocks: [rich(section(...elements))] });
const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: true });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const button = (text: string) => ({ type: 'button', action_id: 'a', text: plain(text) });
const picture = { type: 'image', image_url: `${PAGE}.png`, alt_text: 'a cup' };
const file = (fields: object = {}) => ({
  files: [{ id: 'F1', name: 'cup.png', title: 'Cup', mimetype: 'image/png', filetype: 'png', size: 7, ...fields }],
});
const attached = (fields: MessageAttachment & Record<string, unknown>) => ({ attachments: [{ id: 1, ...fields }] });
const item = (title: string, text: string, url?: string): Partial<Enclosure> => ({ kind: 'item', title, text, url });
const asCup = { text: '', attachments: [{ key: 'F1', name: 'cup.png', mediaType: 'image/png', sizeBytes: 7 }] };
const withheld = { text: '', enclosures: [item('File that Slack withholds', 'cup.png')] };

const NOTICE = 'Slack itself tells of what somebody did in the channel';
const notice = (subtype: Subtype) => ({ sent: { subtype, text: 'has done something' }, unheard: NOTICE });
const PART = { notAKind: 'it stands in the card beside the parts that have rows, and says nothing by itself' };
const LOOKS = { notAKind: 'it is only how a card looks' };

const SUBTYPES: MessageKinds<Subtype> = {
  bot_message: {
    sent: { subtype: 'bot_message', bot_id: 'B1', text: 'beep' },
    unheard: 'what bots write is no question',
  },
  channel_archive: notice('channel_archive'),
  channel_join: notice('channel_join'),
  channel_leave: notice('channel_leave'),
  channel_name: notice('channel_name'),
  channel_posting_permissions: notice('channel_posting_permissions'),
  channel_purpose: notice('channel_purpose'),
  channel_topic: notice('channel_topic'),
  channel_unarchive: notice('channel_unarchive'),
  ekm_access_denied: {
    sent: { subtype: 'ekm_access_denied', user: 'UREVOKEDU', text: 'This message is hidden' },
    unheard: 'Slack tells nobody whose message it hides, or what it said',
  },
  file_share: { sent: { subtype: 'file_share', ...file() }, heard: asCup },
  me_message: { sent: { subtype: 'me_message', text: 'waves :wave:' }, heard: { text: 'waves 👋' } },
  message_changed: { notAKind: 'it is the change of a message, not one' },
  message_deleted: { notAKind: 'it is the end of a message, not one' },
  message_replied: { notAKind: 'Slack counts the replies of a message anew; the reply is told of by itself' },
  thread_broadcast: { sent: { subtype: 'thread_broadcast', text: 'to all' }, heard: { text: 'to all' } },
};

const BLOCKS: MessageKinds<KnownBlock['type']> = {
  actions: {
    sent: { blocks: [{ type: 'actions', elements: [button('Yes'), button('No')] }] },
    heard: { text: 'Yes\nNo' },
  },
  alert: { sent: { blocks: [{ type: 'alert', text: plain('Careful') }] }, heard: { text: 'Careful' } },
  card: {
    sent: { blocks: [{ type: 'card', title: mrkdwn('A *cup*'), body: mrkdwn('of tea'), actions: [button('Buy')] }] },
    heard: { text: 'A *cup*\nof tea\nBuy' },
  },
  carousel: {
    sent: {
      blocks: [{ type: 'carousel', elements: ['one', 'two'].map((title) => ({ type: 'card', title: mrkdwn(title) })) }],
    },
    heard: { text: 'one\ntwo' },
  },
  container: {
    sent: {
      blocks: [
        {
          type: 'container',
          title: plain('Box'),
          child_blocks: [{ type: 'section', text: mrkdwn('inside') }, picture],
        },
      ],
    },
    heard: { text: 'Box\ninside', enclosures: [item('Picture', 'a cup', `${PAGE}.png`)] },
  },
  context: {
    sent: { blocks: [{ type: 'context', elements: [mrkdwn('by <@U0NOBODY>'), picture] }] },
    heard: { text: 'by @U0NOBODY', enclosures: [item('Picture', 'a cup', `${PAGE}.png`)] },
  },
  context_actions: {
    sent: {
      blocks: [
        {
          type: 'context_actions',
          elements: [
            {
              type: 'feedback_buttons',
              positive_button: { text: plain('Good') },
              negative_button: { text: plain('Bad') },
            },
          ],
        },
      ],
    },
    heard: { text: 'Good\nBad' },
  },
  data_table: {
    sent: {
      blocks: [{ type: 'data_table', caption: 'Prices', rows: [[words('Cup'), { type: 'raw_number', text: '3' }]] }],
    },
    heard: { text: 'Prices\nCup | 3' },
  },
  divider: {
    sent: { text: '', blocks: [{ type: 'divider' }] },
    heard: { text: '', enclosures: [item('Message of a kind the desk does not know (divider)', '')] },
  },
  file: {
    sent: { blocks: [{ type: 'file', source: 'remote', external_id: 'doc-1' }] },
    heard: { text: '', enclosures: [item('File elsewhere', 'doc-1')] },
  },
  header: { sent: { blocks: [{ type: 'header', text: plain('News') }] }, heard: { text: 'News' } },
  image: {
    sent: { blocks: [{ ...picture, title: plain('My cup') }] },
    heard: { text: '', enclosures: [item('Picture', 'My cup', `${PAGE}.png`)] },
  },
  input: {
    sent: { blocks: [{ type: 'input', label: plain('Your name'), element: { type: 'plain_text_input' } }] },
    heard: { text: 'Your name' },
  },
  markdown: { sent: { blocks: [{ type: 'markdown', text: 'so **so**' }] }, heard: { text: 'so **so**' } },
  plan: {
    sent: { blocks: [{ type: 'plan', title: 'Plan', tasks: [{ type: 'task_card', task_id: '1', title: 'Pack' }] }] },
    heard: { text: 'Plan\nPack' },
  },
  rich_text: {
    sent: { text: 'unused', blocks: [rich(section(words('my\n')), section(MENTION, words(' cup')))] },
    heard: { text: 'my\n@U0NOBODY cup' },
  },
  section: {
    sent: {
      blocks: [
        {
          type: 'section',
          text: mrkdwn('see <https://shop.example|shop>'),
          fields: [plain('red')],
          accessory: button('Buy'),
        },
      ],
    },
    heard: { text: 'see shop (https://shop.example)\nred\nBuy' },
  },
  table: {
    sent: { blocks: [{ type: 'table', rows: [['a', 'b'].map(cell), ['c', 'd'].map(cell)] }] },
    heard: { text: 'a | b\nc | d' },
  },
  task_card: {
    sent: {
      blocks: [
        {
          ...{
            type: 'task_card',
            task_id: '1',
            title: 'Pack',
            status: 'complete',
            output: rich(section(words('packed'))),
          },
          sources: [{ type: 'url', url: PAGE, text: 'how' }],
        },
      ],
    },
    heard: { text: `Pack\npacked\nhow (${PAGE})` },
  },
  video: {
    sent: {
      blocks: [
        { type: 'video', title: plain('How to'), title_url: PAGE, video_url: PAGE, thumbnail_url: PAGE, alt_text: '' },
      ],
    },
    heard: { text: '', enclosures: [item('Video', 'How to', PAGE)] },
  },
};

const RICH_TEXT: MessageKinds<RichTextElement['type'] | RichTextBlockElement['type']> = {
  broadcast: { sent: typed({ type: 'broadcast', range: 'here' }), heard: { text: '@here' } },
  channel: {
    sent: { text: '<#C0HELP|help>', ...typed({ type: 'channel', channel_id: 'C0HELP' }) },
    heard: { text: '#help' },
  },
  color: { sent: typed({ type: 'color', value: '#ff0000' }), heard: { text: '#ff0000' } },
  date: {
    sent: typed({ type: 'date', timestamp: 1, format: '{date}', fallback: 'long ago' }),
    heard: { text: 'long ago' },
  },
  emoji: { sent: typed({ type: 'emoji', name: 'wave', unicode: '1f44b-1f3fd' }), heard: { text: '👋🏽' } },
  link: { sent: typed({ type: 'link', url: PAGE, text: 'terms' }), heard: { text: `terms (${PAGE})` } },
  rich_text_list: {
    sent: {
      blocks: [
        rich(
          section(words('Please:\n')),
          { type: 'rich_text_list', style: 'ordered', indent: 0, elements: [section(words('one'))] },
          { type: 'rich_text_list', style: 'bullet', indent: 1, elements: [section(words('a'))] },
          { type: 'rich_text_list', style: 'ordered', indent: 0, offset: 1, elements: [section(words('two'))] },
        ),
      ],
    },
    heard: { text: 'Please:\n1. one\n  • a\n2. two' },
  },
  rich_text_preformatted: {
    sent: { blocks: [rich({ type: 'rich_text_preformatted', elements: [words('a = 1\nb = 2')] })] },
    heard: { text: 'a = 1\nb = 2' },
  },
  rich_text_quote: {
    sent: {
      text: '&gt; you said so\nno',
      blocks: [rich({ type: 'rich_text_quote', elements: [words('you said so')] }, section(words('no')))],
    },
    heard: { text: 'no', enclosures: [{ kind: 'quote', text: 'you said so' }] },
  },
  rich_text_section: { sent: typed(words('hello')), heard: { text: 'hello' } },
  team: { sent: typed({ type: 'team', team_id: 'T1' }), heard: { text: '@team' } },
  text: { sent: typed({ type: 'text', text: 'loud', style: { bold: true } }), heard: { text: 'loud' } },
  user: { sent: typed(MENTION), heard: { text: '@U0NOBODY' } },
  usergroup: { sent: typed({ type: 'usergroup', usergroup_id: 'S1' }), heard: { text: '@group' } },
};

const ATTACHMENTS: MessageKinds<keyof MessageAttachment> = {
  actions: PART,
  app_id: LOOKS,
  app_unfurl_url: PART,
  author_icon: LOOKS,
  author_link: PART,
  author_name: { sent: attached({ author_name: 'Ann' }), heard: { text: '', enclosures: [item('Card', 'Ann')] } },
  author_subname: PART,
  blocks: {
    sent: attached({ blocks: [{ type: 'header', text: plain('News') }] }),
    heard: { text: '', enclosures: [item('Card', 'News')] },
  },
  bot_id: LOOKS,
  callback_id: LOOKS,
  color: LOOKS,
  fallback: { sent: attached({ fallback: 'A card' }), heard: { text: '', enclosures: [item('Card', 'A card')] } },
  fields: {
    sent: attached({ fields: [{ title: 'Size', value: 'L' }] }),
    heard: { text: '', enclosures: [item('Card', 'Size: L')] },
  },
  footer: PART,
  footer_icon: LOOKS,
  image_url: {
    sent: attached({ image_url: `${PAGE}.png`, fallback: 'a cup' }),
    heard: { text: '', enclosures: [item('Picture', 'a cup', `${PAGE}.png`)] },
  },
  is_app_unfurl: PART,
  mrkdwn_in: LOOKS,
  pretext: {
    sent: attached({ pretext: 'Look:', text: 'a cup' }),
    heard: { text: '', enclosures: [item('Card', 'Look:\na cup')] },
  },
  preview: PART,
  text: { sent: attached({ text: 'a &lt;cup&gt;' }), heard: { text: '', enclosures: [item('Card', 'a <cup>')] } },
  thumb_url: LOOKS,
  title: { sent: attached({ title: 'Cup' }), heard: { text: '', enclosures: [item('Card', 'Cup')] } },
  title_link: {
    sent: attached({ title: 'Cup', title_link: PAGE }),
    heard: { text: '', enclosures: [item('Card', 'Cup', PAGE)] },
  },
  ts: PART,
};

const FILES: MessageKinds<FileMode> = {
  external: {
    sent: file({ mode: 'external', is_external: true, external_type: 'gdrive', url_private: PAGE }),
    heard: { text: '', enclosures: [item('File elsewhere', 'cup.png', PAGE)] },
  },
  hosted: { sent: file({ mode: 'hosted' }), heard: asCup },
  post: { sent: file({ mode: 'post' }), heard: asCup },
  snippet: { sent: file({ mode: 'snippet' }), heard: asCup },
};

/** What Slack sends and its types do not name. */
const UNNAMED: MessageKinds<string> = {
  'a shared post': {
    sent: attached({
      ...{
        is_share: true,
        is_msg_unfurl: true,
        author_name: 'Ann',
        from_url: PAGE,
        text: 'The code is <https://a.example|this>',
      },
      ...file(),
    }),
    heard: {
      ...asCup,
      enclosures: [
        { kind: 'forward', author: 'Ann', text: 'The code is this (https://a.example)', url: PAGE, title: undefined },
      ],
    },
  },
  'a shared post with a comment, told in blocks': {
    sent: {
      text: 'and this?',
      ...attached({ is_share: true, author_subname: 'ann', message_blocks: [{ message: typed(words('the code')) }] }),
    },
    heard: { text: 'and this?', enclosures: [{ kind: 'forward', author: 'ann', text: 'the code' }] },
  },
  'a link to a post': {
    sent: { text: `<${PAGE}>`, ...attached({ is_msg_unfurl: true, author_name: 'Ann', text: 'hi', from_url: PAGE }) },
    heard: { text: PAGE, enclosures: [{ kind: 'forward', author: 'Ann', text: 'hi', url: PAGE }] },
  },
  'a link’s preview': {
    sent: { text: `<${PAGE}>`, ...attached({ service_name: 'Shop', title: 'Cups', text: 'All cups', from_url: PAGE }) },
    heard: { text: PAGE, enclosures: [item('Link', 'Shop\nCups\nAll cups', PAGE)] },
  },
  'a deleted file': { sent: file({ mode: 'tombstone' }), heard: withheld },
  'a file hidden by the plan’s limit': { sent: file({ mode: 'hidden_by_limit' }), heard: withheld },
  'a file of others': { sent: file({ file_access: 'access_denied' }), heard: withheld },
  'a file that is not found': { sent: file({ file_access: 'file_not_found' }), heard: withheld },
  'a file of another workspace that cannot be asked for': {
    sent: { files: [{ id: 'F0OTHER', file_access: 'check_file_info' }] },
    heard: { text: '', enclosures: [item('File that Slack withholds', '')] },
  },
  'a canvas': {
    sent: file({ name: 'Plan', title: 'Plan', filetype: 'quip', mode: 'quip', permalink: PAGE }),
    heard: { text: '', enclosures: [item('Canvas', 'Plan', PAGE)] },
  },
  'a list': {
    sent: file({ name: 'Todo', title: 'Todo', filetype: 'list', mode: 'list', permalink: PAGE }),
    heard: { text: '', enclosures: [item('List', 'Todo', PAGE)] },
  },
  'a clip with its transcript': {
    sent: file({
      subtype: 'slack_audio',
      transcription: { status: 'complete', preview: { content: 'my cup broke', has_more: false } },
    }),
    heard: { ...asCup, enclosures: [item('Transcript', 'my cup broke')] },
  },
  'a huddle': {
    sent: { subtype: 'huddle_thread', text: 'A huddle started', room: { id: 'R1' } },
    heard: { text: '', enclosures: [item('Huddle', 'A huddle started')] },
  },
  'a reminder': {
    sent: { subtype: 'reminder_add', text: 'set up a reminder “tea”' },
    heard: { text: '', enclosures: [item('Reminder', 'set up a reminder “tea”')] },
  },
  'a call': {
    sent: { blocks: [{ type: 'call', call_id: 'R1', call: { v1: { name: 'Tea time', join_url: PAGE } } }] },
    heard: { text: '', enclosures: [item('Call', 'Tea time', PAGE)] },
  },
  'a subtype nobody knows, typed by a person': {
    sent: { subtype: 'of_a_new_kind', client_msg_id: '1', text: 'hello' },
    heard: { text: 'hello' },
  },
  'a block nobody knows, with words': {
    sent: { blocks: [{ type: 'of_a_new_kind', text: plain('hello') }] },
    heard: { text: 'hello' },
  },
  'a block nobody knows': {
    sent: { blocks: [{ type: 'of_a_new_kind', data: 7 }] },
    heard: { text: '', enclosures: [item('Message of a kind the desk does not know (of_a_new_kind)', '')] },
  },
  'nothing at all': {
    sent: {},
    heard: { text: '', enclosures: [item('Message of a kind the desk does not know (empty)', '')] },
  },
};

function cell(text: string): object {
  return { type: 'raw_text', text };
}

for (const [what, kinds] of Object.entries({ SUBTYPES, BLOCKS, RICH_TEXT, ATTACHMENTS, FILES, UNNAMED })) {
  messageKindsContract(`slack, ${what.toLowerCase().replace('_', ' ')}`, openSlack, kinds);
}
