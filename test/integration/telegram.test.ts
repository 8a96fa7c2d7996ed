import { EventEmitter, once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ANNA } from '../support/conversation.ts';
import { TelegramDesk } from '../support/telegram-desk.ts';
import { TestFolder } from '../support/test-desk.ts';

let folder: TestFolder;
let telegram: TelegramDesk;

beforeAll(async () => {
  folder = await TestFolder.create();
});
afterEach(() => telegram.stop());
afterAll(() => folder.remove());

describe('a customer in a private chat', () => {
  test('asks and is answered, with 👍 and 👎 under the answer', async () => {
    telegram = await TelegramDesk.startDesk(folder);
    const answer = await telegram.asks('where is order 100234');
    expect(answer).toMatchObject({ text: 'Order 100234 is on its way.', buttons: [['👍', '👎']] });
    const [question, sent] = await telegram.transcript();
    expect(question).toMatchObject({ author: { kind: 'customer', name: 'Kim Li' } });
    expect(sent).toMatchObject({ delivery: 'sent' });
    expect(telegram.errors).toEqual([]);
  });

  test('is shown the article that an answer comes from', async () => {
    telegram = await TelegramDesk.startDesk(folder);
    const answer = await telegram.asks('do you sell gift cards');
    expect(answer.text).toMatch(/^Gift cards never expire\..*\n\nFrom: Gift cards$/s);
    const link = { type: 'text_link', url: 'https://shop.example/help/en/gift-cards' };
    expect(answer.entities).toEqual([expect.objectContaining(link)]);
  });

  test('writes Chinese, and reads Chinese', async () => {
    telegram = await TelegramDesk.startDesk(folder);
    await telegram.asks('我的订单在哪里？');
    expect((await telegram.transcript())[0]).toMatchObject({ text: '我的订单在哪里？' });
    const source = { articleId: 'gift-cards', locale: 'zh', title: '礼品卡' };
    await telegram.says('礼品卡**永不**过期。', { source, locale: 'zh' });
    expect(telegram.lastAnswer().text).toBe('礼品卡永不过期。\n\n来自：礼品卡');
  });

  test('sends a picture without words, and the desk has it', async () => {
    telegram = await TelegramDesk.startDesk(folder);
    telegram.kim.sendFile({ name: 'cup.png', bytes: new Uint8Array([1, 2]), as: 'photo' });
    await telegram.handled();
    const [message] = await telegram.transcript();
    expect(message).toMatchObject({ text: '', attachments: [{ name: 'photo.jpg', sizeBytes: 2 }] });
  });

  test('replaces a picture, and the desk has the new one', async () => {
    telegram = await TelegramDesk.startDesk(folder);
    const written = telegram.kim.sendFile({ name: 'cup.png', bytes: new Uint8Array([1, 2]), as: 'photo' });
    await telegram.handled();
    const photo = [{ file_id: 'new', file_unique_id: 'new', width: 8, height: 6 }];
    telegram.kim.replace(written, { photo, caption: 'the right one' });
    await telegram.handled();
    const [message] = await telegram.transcript();
    expect(message).toMatchObject({ text: 'the right one', attachments: [{ key: 'new' }] });
  });

  test('passes on what somebody else said, which is read and is not taken for their own words', async () => {
    telegram = await TelegramDesk.startDesk(folder);
    const forward_origin = { type: 'hidden_user', date: 1_767_600_000, sender_user_name: 'Lu' };
    telegram.kim.send({ text: 'where is order 100234', forward_origin });
    await telegram.handled();
    expect(telegram.lastAnswer().text).toBe('Order 100234 is on its way.');
    const [message] = await telegram.transcript();
    expect(message).toMatchObject({ text: '', enclosures: [{ kind: 'forward', author: 'Lu' }] });
  });

  test('edits a message, and it is edited in the transcript', async () => {
    telegram = await TelegramDesk.startDesk(folder);
    const written = telegram.kim.write('where is order 100234');
    await telegram.handled();
    telegram.kim.edit(written, 'where is order 100999');
    await telegram.handled();
    const [question] = await telegram.transcript();
    expect(question).toMatchObject({ text: 'where is order 100999', editedAt: expect.any(Number) });
  });

  test('who presses Start is greeted, and who asks for a person by command gets one', async () => {
    telegram = await TelegramDesk.startDesk(folder);
    telegram.kim.start('from-the-shop');
    await telegram.handled();
    expect(telegram.lastAnswer().text).toMatch(/^Hello!/);
    await telegram.asks('/human');
    expect(await telegram.ticket()).toMatchObject({ reason: 'requested' });
  });

  test('sees that somebody is writing', async () => {
    telegram = await TelegramDesk.startDesk(folder);
    telegram.kim.start();
    telegram.channel.showTyping(telegram.conversation(), 'Anna');
    await telegram.platform.until(() => telegram.kim.seesAction() === 'typing');
  });
});

describe('a score', () => {
  test('is given by button, shown on it, taken back, and changed', async () => {
    telegram = await TelegramDesk.startDesk(folder);
    const answer = await telegram.asks('where is order 100234');
    const press = async (label: string, buttons: string[]): Promise<number | undefined> => {
      await telegram.kim.press(answer, label);
      await telegram.platform.until(() => String(telegram.answers()[0]?.buttons[0]) === String(buttons));
      await telegram.handled();
      return (await telegram.transcript())[1]?.score;
    };
    expect(await press('👍', ['👍 ✓', '👎'])).toBe(1);
    expect(await press('👍 ✓', ['👍', '👎'])).toBeUndefined();
    expect(await press('👎', ['👍', '👎 ✓'])).toBe(0);
    expect(await telegram.ticket()).toMatchObject({ reason: 'not_helpful' });
    expect(await press('👍', ['👍 ✓', '👎'])).toBe(1);
    expect(telegram.errors).toEqual([]);
  });

  test('pressed and at once changed is the later one, on the button too', async () => {
    telegram = await TelegramDesk.startDesk(folder);
    const answer = await telegram.asks('where is order 100234');
    await Promise.all([telegram.kim.press(answer, '👎'), telegram.kim.press(answer, '👍')]);
    await telegram.platform.until(() => telegram.platform.requests.of('editMessageReplyMarkup')[1]?.status === 200);
    await telegram.handled();
    expect(telegram.answers()[0]?.buttons).toEqual([['👍 ✓', '👎']]);
    expect((await telegram.transcript())[1]).toMatchObject({ score: 1 });
  });

  test('is given by reaction, taken back, and changed', async () => {
    telegram = await TelegramDesk.startDesk(folder);
    const answer = await telegram.asks('where is order 100234');
    const react = async (emoji?: '👍' | '👎' | '🤔'): Promise<number | undefined> => {
      telegram.kim.react(answer, emoji);
      await telegram.handled();
      return (await telegram.transcript())[1]?.score;
    };
    expect(await react('👍')).toBe(1);
    expect(await react('🤔')).toBeUndefined();
    expect(await react('👎')).toBe(0);
    expect(await react()).toBeUndefined();
  });
});

test("a ticket has the agent's name on what the agent says, and a rating in the end", async () => {
  telegram = await TelegramDesk.startDesk(folder);
  await telegram.asks('a human please');
  const ticketId = (await telegram.ticket())?.id ?? '';
  const { desk } = telegram.desk;
  await desk.command({ key: 'c1', ticketId, staff: ANNA, command: { kind: 'claim' } });
  await desk.command({ key: 'c2', ticketId, staff: ANNA, command: { kind: 'reply', text: 'Hello!\nHow *are* you?' } });
  await telegram.desk.settle();
  expect(telegram.lastAnswer().text).toBe('Anna\nHello!\nHow are you?');
  await desk.command({ key: 'c3', ticketId, staff: ANNA, command: { kind: 'resolve' } });
  await telegram.desk.settle();
  const request = telegram.lastAnswer();
  expect(request.buttons).toEqual([['1', '2', '3', '4', '5']]);
  await telegram.kim.press(request, '4');
  await telegram.handled();
  const events = await telegram.desk.store.read.tickets.events(ticketId);
  expect(events).toContainEqual(expect.objectContaining({ kind: 'rated', detail: '4 of 5' }));
  await telegram.platform.until(() => telegram.answers().some(({ buttons }) => buttons[0]?.includes('4 ✓')));
});

describe('what Telegram delivers', () => {
  test('again changes nothing', async () => {
    telegram = await TelegramDesk.startDesk(folder);
    const { updates, requests, until } = telegram.platform;
    await telegram.asks('where is order 100234');
    const polls = requests.of('getUpdates').length;
    updates.redeliver(FIRST_UPDATE_ID);
    await until(() => requests.of('getUpdates').length > polls);
    await telegram.handled();
    expect(telegram.answers()).toHaveLength(1);
    expect(await telegram.transcript()).toHaveLength(2);
  });

  test('and the desk cannot take is asked for again, in order, and nothing is lost', async () => {
    let refusals = 2;
    telegram = await TelegramDesk.startDesk(folder, {
      accept: async (event) => {
        refusals -= 1;
        if (refusals >= 0) throw new Error('The disk is full');
        return telegram.desk.desk.accept(event);
      },
    });
    telegram.kim.write('where is order 100234');
    telegram.kim.write('where is order 100235');
    await telegram.reports('waiting', 1);
    await telegram.desk.pass(1_000);
    await telegram.reports('waiting', 2);
    await telegram.desk.pass(2_000);
    await telegram.handled();
    const texts = telegram.answers().map(({ text }) => text);
    expect(texts).toEqual(['Order 100234 is on its way.', 'Order 100235 is on its way.']);
    expect(telegram.errors).toContainEqual(expect.objectContaining({ message: 'The disk is full' }));
  });

  test('is not left half taken when the channel stops', async () => {
    const door = new EventEmitter();
    const begun = once(door, 'begun');
    telegram = await TelegramDesk.startDesk(folder, {
      accept: async () => {
        door.emit('begun');
        await once(door, 'open');
        return 'accepted';
      },
    });
    telegram.kim.write('hello');
    await begun;
    let isStopped = false;
    const stopping = telegram.channel.stop().then(() => {
      isStopped = true;
    });
    await telegram.desk.settle();
    expect(isStopped).toBe(false);
    door.emit('open');
    await stopping;
    expect(telegram.statuses.at(-1)).toMatchObject({ state: 'stopped' });
  });
});

const FIRST_UPDATE_ID = 700_000_001;
