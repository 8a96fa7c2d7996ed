import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { badRequest } from '../platforms/telegram/telegram-error.ts';
import { TelegramEdge } from '../support/telegram-edge.ts';

let telegram: TelegramEdge;

beforeEach(async () => {
  telegram = await TelegramEdge.start();
  telegram.kim.start();
});
afterEach(() => telegram.stop());

const MEGABYTE = 1024 * 1024;
const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => index % 253);
const png = { mediaType: 'image/png', sizeBytes: bytes.length };
const shown = () => telegram.answers().map(({ text, file, buttons }) => [text, file?.name, buttons.length]);

describe('a file for a customer', () => {
  test('goes out whole, with the text and the buttons under it', async () => {
    const attachments = [telegram.file('guide.pdf', [bytes.subarray(0, 70_000), bytes.subarray(70_000)])];
    const keys = await telegram.says('Here **it** is', { attachments, asksFeedback: true });
    expect(keys).toHaveLength(1);
    expect(shown()).toEqual([['Here it is', 'guide.pdf', 1]]);
    expect(telegram.lastAnswer().entities).toMatchObject([{ type: 'bold' }]);
    expect(Buffer.from(telegram.lastAnswer().file?.bytes ?? []).equals(bytes)).toBe(true);
    expect(telegram.platform.requests.of('sendDocument')).toHaveLength(1);
    expect(telegram.errors).toEqual([]);
  });

  test('that is a picture goes as one, and as a document where Telegram cannot show it', async () => {
    await telegram.says('', { attachments: [telegram.file('a.png', [bytes], png)] });
    expect(telegram.lastAnswer().message).toHaveProperty('photo');
    const again = telegram.file('b.png', [bytes], png);
    telegram.reopens(again, [bytes]);
    telegram.platform.faults.next('sendPhoto', { kind: 'refused', error: badRequest('PHOTO_INVALID_DIMENSIONS') });
    await telegram.says('', { attachments: [again] });
    expect(telegram.lastAnswer().message).toHaveProperty('document');
    expect(telegram.errors).toEqual([]);
  });

  test('comes after a text that is too long to stand under it; further files follow, the last with the buttons', async () => {
    const text = 'word '.repeat(300).trim();
    const attachments = ['one', 'two'].map((name) => telegram.file(name, [bytes]));
    const keys = await telegram.says(text, { attachments, asksFeedback: true });
    expect(shown()).toEqual([
      [text, undefined, 0],
      ['', 'one', 0],
      ['', 'two', 1],
    ]);
    expect(keys).toHaveLength(3);
  });

  test.each([
    ['"; filename="x.exe', '_; filename=_x.exe'],
    ['a\r\nContent-Type: text/html', 'a_Content-Type: text_html'],
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['请看.pdf', '请看.pdf'],
    ['', 'file'],
  ])('with the hostile name %j is called %j', async (name, expected) => {
    await telegram.says('Here', { attachments: [telegram.file(name, [bytes])] });
    expect(shown()).toEqual([['Here', expected, 0]]);
  });
});

describe('a file that cannot be sent is replaced by a line, and the rest goes out', () => {
  test.each([
    ['en', 'Here', '(The file “a.zip” is larger than the 50 MB that can be sent here.)'],
    ['zh', '请看附件', '（文件“a.zip”超过这里可以发送的 50 MB。）'],
  ])('as it is said to be too large, in %s', async (locale, text, line) => {
    const large = telegram.file('a.zip', [bytes], { sizeBytes: 51 * MEGABYTE });
    const keys = await telegram.says(text, { locale, attachments: [large, telegram.file('b.txt', [bytes])] });
    expect(keys).toHaveLength(2);
    expect(shown()).toEqual([
      [`${text}\n\n${line}`, undefined, 0],
      ['', 'b.txt', 0],
    ]);
  });

  test('as it turns out to be too large, which is read no further', async () => {
    let chunks = 0;
    const endless = (function* () {
      for (;;) {
        chunks += 1;
        yield new Uint8Array(MEGABYTE);
      }
    })();
    await telegram.says('Here', { attachments: [telegram.file('a.zip', endless)] });
    expect(shown()).toEqual([[expect.stringContaining('larger than the 50 MB'), undefined, 0]]);
    expect(chunks).toBeLessThan(60);
  });

  test('as it is gone', async () => {
    const missing = { ...telegram.file('<b>a</b>.pdf', []), key: 'missing' };
    await telegram.says('Here', { attachments: [missing], asksFeedback: true });
    expect(shown()).toEqual([['Here\n\n(The file “<b>a<_b>.pdf” could not be sent.)', undefined, 1]]);
    expect(telegram.errors).toHaveLength(1);
  });

  test('as reading it breaks off', async () => {
    const broken = (async function* () {
      yield bytes;
      throw new Error('The connection was lost');
    })();
    await telegram.says('Here', { attachments: [telegram.file('a.pdf', broken)] });
    expect(shown()).toEqual([['Here\n\n(The file “a.pdf” could not be sent.)', undefined, 0]]);
  });

  test('as Telegram does not take it', async () => {
    await telegram.says('Here', { attachments: [telegram.file('empty.txt', [])] });
    expect(shown()).toEqual([['Here\n\n(The file “empty.txt” could not be sent.)', undefined, 0]]);
  });
});

describe('the text of a message with files', () => {
  test('is edited under the file', async () => {
    const attachments = [telegram.file('a.pdf', [bytes])];
    const keys = await telegram.says('one', { attachments, asksFeedback: true });
    expect(await telegram.edits(keys, 'two', { attachments, asksFeedback: true })).toEqual(keys);
    expect(shown()).toEqual([['two', 'a.pdf', 1]]);
    const tooLong = telegram.edits(keys, 'word '.repeat(300), { attachments });
    await expect(tooLong).rejects.toMatchObject({ failure: 'refused' });
  });

  test('is edited where a line took the place of the file', async () => {
    const attachments = [{ ...telegram.file('a.pdf', []), key: 'missing' }];
    const keys = await telegram.says('one', { attachments });
    await telegram.edits(keys, 'two', { attachments });
    expect(shown()).toEqual([['two', undefined, 0]]);
  });

  test('is edited before the files, which stay as they are', async () => {
    const attachments = [telegram.file('a.pdf', [bytes])];
    const keys = await telegram.says('word '.repeat(300), { attachments, asksFeedback: true });
    expect(await telegram.edits(keys, 'two', { attachments, asksFeedback: true })).toEqual(keys);
    expect(shown()).toEqual([
      ['two', undefined, 0],
      ['', 'a.pdf', 1],
    ]);
  });
});

describe('a file that an agent takes out of a message', () => {
  const files = (...names: string[]) => names.map((name) => telegram.file(name, [bytes]));
  const longText = 'word '.repeat(300).trim();

  test('is gone, the text stays under another, and it can be edited on, after a restart as well', async () => {
    const attachments = files('a.pdf', 'b.pdf', 'c.pdf');
    const keys = await telegram.says('Here', { attachments });
    await telegram.restart();
    const kept = await telegram.edits(keys, 'Here', { attachments: attachments.slice(1) });
    expect(shown()).toEqual([
      ['Here', 'b.pdf', 0],
      ['', 'c.pdf', 0],
    ]);
    expect(kept).toEqual(keys.slice(1));
    const left = await telegram.edits(kept, 'There', { attachments: attachments.slice(1, 2) });
    expect(shown()).toEqual([['There', 'b.pdf', 0]]);
    expect(await telegram.edits(left, 'There it is', { attachments: attachments.slice(1, 2) })).toEqual(left);
    expect(shown()).toEqual([['There it is', 'b.pdf', 0]]);
  });

  test('is gone where it was the only one, and the text stays, with the buttons', async () => {
    const keys = await telegram.says('Here', { attachments: files('a.pdf'), asksFeedback: true });
    const after = await telegram.edits(keys, 'Here', { asksFeedback: true });
    expect(shown()).toEqual([['Here', undefined, 1]]);
    await telegram.edits(after, 'There', { asksFeedback: true });
    expect(shown()).toEqual([['There', undefined, 1]]);
  });

  test('is gone from behind a long text', async () => {
    const attachments = files('a.pdf', 'b.pdf');
    const keys = await telegram.says(longText, { attachments });
    await telegram.edits(keys, `${longText}!`, { attachments: attachments.slice(1) });
    expect(shown()).toEqual([
      [`${longText}!`, undefined, 0],
      ['', 'b.pdf', 0],
    ]);
    await telegram.edits([keys[0], ...keys.slice(2)], 'short');
    expect(shown()).toEqual([['short', undefined, 0]]);
  });

  test('is gone where a line took its place, and where it was there twice one is left', async () => {
    const twice = telegram.file('a.pdf', [bytes]);
    telegram.reopens(twice, [bytes]);
    const attachments = [twice, { ...telegram.file('b.pdf', []), key: 'missing' }, twice];
    const keys = await telegram.says('Here', { attachments });
    await telegram.edits(keys, 'Here', { attachments: attachments.slice(0, 1) });
    expect(shown()).toEqual([['Here', 'a.pdf', 0]]);
  });

  test('stays with all the rest where Telegram does not take it back any more', async () => {
    const attachments = files('a.pdf', 'b.pdf');
    const keys = await telegram.says('one', { attachments });
    await telegram.channel.stop();
    await telegram.clock.advanceTo(telegram.clock.now() + 49 * 3_600_000);
    const editing = telegram.edits(keys, 'two', { attachments: attachments.slice(1) });
    await expect(editing).rejects.toMatchObject({ failure: 'refused', message: expect.stringContaining('48 hours') });
    expect(shown()).toEqual([
      ['one', 'a.pdf', 0],
      ['', 'b.pdf', 0],
    ]);
  });
});

test('a file whose answer is lost may have arrived', async () => {
  telegram.platform.faults.next('sendDocument', { kind: 'response-lost' });
  const sending = telegram.says('Here', { attachments: [telegram.file('a.pdf', [bytes])] });
  await expect(sending).rejects.toMatchObject({ failure: 'unknown' });
  expect(shown()).toEqual([['Here', 'a.pdf', 0]]);
});
