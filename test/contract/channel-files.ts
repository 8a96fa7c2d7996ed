/** Files that go out with the desk's messages. */

import { expect } from 'vitest';
import type { Shown } from '../support/channels/channel-harness.ts';
import { toMessage } from '../support/outgoing-message.ts';
import { failureOf, type Rules, toKnownFile } from './channel-rules.ts';

const GUIDE = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 253));
const NOTE = Buffer.from('short');
const PLAN = Buffer.from('a plan');

export const FILES = {
  async 'files go out as they are, with the words'(harness) {
    const { desk, send, sees } = harness;
    const attachments = [desk.file('guide.pdf', GUIDE), desk.file('note.txt', NOTE)];
    const keys = await send(toMessage('Here **it** is', { attachments, asksFeedback: true }));
    const shown = await sees();
    expect(filesOf(shown)).toEqual([toKnownFile('guide.pdf', GUIDE), toKnownFile('note.txt', NOTE)]);
    expect(shown.filter(({ text }) => text !== '').map(({ text }) => text)).toEqual(['Here it is']);
    expect(shown.filter(({ buttons }) => buttons.length > 0)).toHaveLength(1);
    for (const { key } of shown) expect(keys).toContain(key);
    expect(desk.errors).toEqual([]);
  },

  async 'a picture goes out as it is'({ desk, send, sees }) {
    await send(toMessage('Look', { attachments: [desk.file('cup.png', GUIDE, { mediaType: 'image/png' })] }));
    expect(filesOf(await sees())).toEqual([toKnownFile('cup.png', GUIDE)]);
  },

  async 'files go out without words'({ desk, send, sees }) {
    const attachments = [desk.file('guide.pdf', GUIDE), desk.file('note.txt', NOTE)];
    const keys = await send(toMessage('', { attachments }));
    const shown = await sees();
    expect(filesOf(shown)).toEqual([toKnownFile('guide.pdf', GUIDE), toKnownFile('note.txt', NOTE)]);
    for (const { key } of shown) expect(keys).toContain(key);
  },

  async 'a hostile name harms nothing'({ desk, send, sees }) {
    const names = [
      '"; filename="x.exe',
      'a\r\nContent-Type: text/html',
      '../../etc/passwd',
      '<@everyone>*b*',
      '.',
      '请看',
    ];
    const attachments = names.map((name) => desk.file(name, NOTE));
    await send(toMessage('Here', { attachments }));
    const shown = await sees();
    expect(filesOf(shown).map(({ content }) => content)).toEqual(names.map(() => toKnownFile('', NOTE).content));
    expect(shown.flatMap(({ pings, links, formats }) => [...pings, ...links, ...formats])).toEqual([]);
  },

  async 'the words of a message with files are changed, and all of it is taken back'(harness) {
    const { desk, send, edit, remove, sees } = harness;
    const message = toMessage('one', { attachments: [desk.file('guide.pdf', GUIDE)] });
    const keys = await edit(await send(message), { ...message, text: 'two' });
    const shown = await sees();
    expect(shown.map(({ text }) => text).join('')).toBe('two');
    expect(filesOf(shown)).toEqual([toKnownFile('guide.pdf', GUIDE)]);
    await remove(keys);
    await remove(keys);
    const left = await sees();
    expect(left.map(({ text }) => text).join('')).toBe('');
    expect(left.flatMap(({ files }) => files.flatMap(({ bytes }) => bytes ?? []))).toEqual([]);
  },

  async 'a file taken out of a sent message is gone, its words stay'(harness) {
    const { desk, send, edit, sees } = harness;
    const attachments = [desk.file('guide.pdf', GUIDE), desk.file('note.txt', NOTE), desk.file('plan.txt', PLAN)];
    const message = toMessage('Here they are', { attachments });
    let keys = await send(message);
    for (const left of [attachments.slice(1), attachments.slice(1, 2), []]) {
      keys = await edit(keys, { ...message, attachments: left });
      const shown = await sees();
      expect(filesOf(shown).filter(({ content }) => content !== undefined)).toEqual(
        left.map(({ name }) => toKnownFile(name, name === 'note.txt' ? NOTE : PLAN)),
      );
      expect(shown.map(({ text }) => text).join('')).toBe('Here they are');
      for (const { key, text } of shown) if (text !== '') expect(keys).toContain(key);
    }
  },

  async 'a file that cannot be opened is named in its place, and the rest goes out'({ desk, send, sees }) {
    const attachments = [desk.missingFile('gone *cup*.png'), desk.file('note.txt', NOTE)];
    const keys = await send(toMessage('Here it is', { attachments, asksFeedback: true }));
    const shown = await sees();
    const text = shown.map((each) => each.text).join('\n');
    expect(text).toContain('Here it is');
    expect(text).toContain('gone *cup*.png');
    expect(filesOf(shown)).toEqual([toKnownFile('note.txt', NOTE)]);
    expect(shown.flatMap(({ buttons }) => buttons)).toHaveLength(2);
    for (const { key } of shown) expect(keys).toContain(key);
  },

  async 'a file that is too large is named in its place, in the language of the message'(harness) {
    const { channel, desk, send, sees } = harness;
    const sizeBytes = channel.capabilities.maxFileBytes + 1;
    const attachments = [desk.missingFile('huge.zip', { sizeBytes })];
    await send(toMessage('这是您的文件', { locale: 'zh', attachments }));
    const text = (await sees()).map((each) => each.text).join('\n');
    expect(text).toMatch(/^这是您的文件[\s\S]*huge\.zip/);
    expect(text.replace(/\p{Script=Han}/gu, '').length).toBeLessThan(text.length - 10);
  },

  async 'a file that breaks off while it is read keeps the words from going out at most for now'(harness) {
    const { desk, send, sees } = harness;
    const message = toMessage('Here it is', { attachments: [desk.breakingFile('guide.pdf', GUIDE)] });
    const sending = send(message);
    const outcome = await sending.then(
      () => 'sent',
      () => 'failed',
    );
    if (outcome === 'failed') {
      expect(await failureOf(harness, sending)).toMatchObject({ name: 'DeliveryError', failure: 'unavailable' });
    }
    const shown = (await sees()).filter(({ text }) => text.includes('Here it is'));
    expect(shown).toHaveLength(outcome === 'sent' ? 1 : 0);
    expect(shown.map(({ text }) => text).join()).toContain(outcome === 'sent' ? 'guide.pdf' : '');
  },
} satisfies Rules;

function filesOf(shown: Shown[]) {
  return shown.flatMap(({ files }) => files.map(({ name, bytes }) => toKnownFile(name, bytes)));
}
