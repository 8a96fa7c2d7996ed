/** The blocks of messages that were pasted with their formats. */

import type { RichBlock } from '@grammyjs/types';
import { FILE, PHOTO, type TelegramRows, VIDEO } from './table.ts';

const paragraph = (text: string): RichBlock => ({ type: 'paragraph', text });
const cell = (text: string) => ({ text, align: 'left' as const, valign: 'top' as const });
const caption = { text: 'my cup', credit: 'Lu' };
const pasted = (...blocks: RichBlock[]) => ({ rich_message: { blocks: [...blocks, paragraph('Why?')] } });
const heard = (text: string) => ({ text: `${text}\nWhy?` });

export const PASTED = {
  'pasted paragraph': {
    sent: pasted({ type: 'paragraph', text: ['See ', { type: 'url', text: 'here', url: 'https://shop.example/' }] }),
    heard: heard('See here (https://shop.example/)'),
  },
  'pasted heading': { sent: pasted({ type: 'heading', text: 'Lamp', size: 1 }), heard: heard('Lamp') },
  'pasted pre': { sent: pasted({ type: 'pre', text: 'a\n b' }), heard: heard('a\n b') },
  'pasted footer': { sent: pasted({ type: 'footer', text: 'end' }), heard: heard('end') },
  'pasted divider': { sent: pasted(paragraph('one'), { type: 'divider' }), heard: heard('one') },
  'pasted mathematical_expression': {
    sent: pasted({ type: 'mathematical_expression', expression: 'x^2' }),
    heard: heard('x^2'),
  },
  'pasted anchor': { sent: pasted(paragraph('one'), { type: 'anchor', name: 'top' }), heard: heard('one') },
  'pasted list': {
    sent: pasted({
      type: 'list',
      items: [
        { label: '1.', blocks: [paragraph('Open'), paragraph('slowly')] },
        { label: '', blocks: [paragraph('Lamp')], has_checkbox: true, is_checked: true },
      ],
    }),
    heard: heard('1. Open\nslowly\n[x] Lamp'),
  },
  'pasted blockquote': {
    sent: pasted({ type: 'blockquote', blocks: [paragraph('It works')], credit: 'Lu' }),
    heard: heard('It works\nLu'),
  },
  'pasted expandable_blockquote': {
    sent: pasted({ type: 'expandable_blockquote', text: 'It works' }),
    heard: heard('It works'),
  },
  'pasted pullquote': { sent: pasted({ type: 'pullquote', text: 'It works' }), heard: heard('It works') },
  'pasted collage': {
    sent: pasted({ type: 'collage', blocks: [{ type: 'photo', photo: PHOTO }], caption }),
    heard: { ...heard('my cup\nLu'), attachments: [{ key: 'P' }] },
  },
  'pasted slideshow': {
    sent: pasted({ type: 'slideshow', blocks: [{ type: 'photo', photo: PHOTO }], caption }),
    heard: { ...heard('my cup\nLu'), attachments: [{ key: 'P' }] },
  },
  'pasted table': {
    sent: pasted({
      type: 'table',
      cells: [[cell('Lamp'), cell('12 €')]],
      caption: ['Price', { type: 'bold', text: 's' }],
    }),
    heard: heard('Lamp | 12 €\nPrices'),
  },
  'pasted details': {
    sent: pasted({ type: 'details', summary: 'More', blocks: [paragraph('It flickers')] }),
    heard: heard('More\nIt flickers'),
  },
  'pasted map': {
    sent: pasted({ type: 'map', location: { latitude: 1, longitude: 2 }, zoom: 13, width: 9, height: 9 }),
    heard: heard('1, 2'),
  },
  'pasted animation': {
    sent: pasted({ type: 'animation', animation: VIDEO }),
    heard: { text: 'Why?', attachments: [{ name: 'animation.mp4' }] },
  },
  'pasted audio': {
    sent: pasted({ type: 'audio', audio: { ...FILE, duration: 1 } }),
    heard: { text: 'Why?', attachments: [{ name: 'audio.mp3' }] },
  },
  'pasted document': {
    sent: pasted({ type: 'document', document: { ...FILE, file_name: 'bill.pdf' } }),
    heard: { text: 'Why?', attachments: [{ name: 'bill.pdf' }] },
  },
  'pasted photo': {
    sent: pasted({ type: 'photo', photo: PHOTO, caption }),
    heard: { ...heard('my cup\nLu'), attachments: [{ key: 'P' }] },
  },
  'pasted video': {
    sent: pasted({ type: 'video', video: VIDEO }),
    heard: { text: 'Why?', attachments: [{ name: 'video.mp4' }] },
  },
  'pasted voice_note': {
    sent: pasted({ type: 'voice_note', voice_note: { ...FILE, duration: 1 } }),
    heard: { text: 'Why?', attachments: [{ name: 'voice.ogg' }] },
  },
  'pasted buttons': {
    sent: pasted({
      type: 'buttons',
      buttons: [
        { text: 'Shop', url: 'https://shop.example/' },
        { text: 'No', disabled: {} },
      ],
    }),
    heard: heard('Shop (https://shop.example/) | No'),
  },
  'pasted thinking': { sent: pasted({ type: 'thinking', text: 'Hm' }), heard: heard('Hm') },
} satisfies TelegramRows<`pasted ${RichBlock['type']}`>;
