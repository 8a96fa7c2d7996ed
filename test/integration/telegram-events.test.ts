import { afterEach, describe, expect, test } from 'vitest';
import type { Attachment } from '../../src/domain/message.ts';
import { TelegramEdge } from '../support/telegram-edge.ts';

let telegram: TelegramEdge;

afterEach(() => telegram.stop());

describe('commands', () => {
  test('complete as one types, in the languages of the desk', async () => {
    telegram = await TelegramEdge.start();
    const { platform, kim } = telegram;
    const mei = platform.createPerson({ first_name: 'Mei', language_code: 'zh' });
    const group = platform.createGroup({ title: 'Shop', kind: 'supergroup', owner: kim });
    expect(kim.commandsOffered()[0]).toEqual({ command: 'help', description: 'What I can do for you, and articles' });
    expect(mei.commandsOffered()[1]).toEqual({ command: 'human', description: '转接人工客服' });
    expect(kim.commandsOffered().map(({ command }) => command)).toContain('link');
    expect(kim.commandsOffered({ in: group }).map(({ command }) => command)).toEqual([
      'help',
      'human',
      'status',
      'language',
    ]);
  });

  test('are not sent to Telegram again when it has them', async () => {
    telegram = await TelegramEdge.start();
    const { requests, updates } = telegram.platform;
    const sent = requests.of('setMyCommands').length;
    updates.pollElsewhere();
    await telegram.reports('waiting');
    await telegram.pass(1_000);
    await telegram.reports('connected', 2);
    expect(requests.of('setMyCommands')).toHaveLength(sent);
  });

  test('that Telegram does not take keep nothing else from working', async () => {
    telegram = await TelegramEdge.start({
      arrange: ({ faults }) => faults.next('setMyCommands', { kind: 'server-error', status: 500, accepted: false }),
    });
    expect(telegram.errors).toHaveLength(1);
    telegram.kim.write('/link 4711');
    expect(await telegram.bodies()).toEqual([
      { kind: 'command', messageKey: '1', command: 'link', argument: '4711', isPrivate: true },
    ]);
  });
});

describe('a file from a customer', () => {
  const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
  const send = async (size?: number): Promise<Attachment> => {
    telegram = await TelegramEdge.start();
    const more = { type: 'application/pdf', caption: 'my bill', ...(size === undefined ? {} : { size }) };
    telegram.kim.sendFile({ name: 'bill.pdf', bytes, ...more });
    const [body] = await telegram.bodies();
    expect(body).toMatchObject({ kind: 'message', text: 'my bill' });
    const attachment = body?.kind === 'message' && body.attachments?.[0];
    if (!attachment) throw new Error('There is no attachment');
    return attachment;
  };

  test('is named and can be read, as often as one likes; nothing about it tells the token', async () => {
    const attachment = await send();
    expect(attachment).toMatchObject({ name: 'bill.pdf', mediaType: 'application/pdf', sizeBytes: bytes.length });
    for (let time = 0; time < 2; time++) {
      const { content, sizeBytes } = await telegram.channel.openAttachment(attachment);
      expect(sizeBytes).toBe(bytes.length);
      expect(Buffer.concat(await collect(content)).equals(bytes)).toBe(true);
    }
    expect(JSON.stringify(attachment)).not.toContain(telegram.platform.token());
  });

  test('larger than Telegram hands out is refused, in words', async () => {
    const attachment = await send(21 * 1024 * 1024);
    const opening = telegram.channel.openAttachment(attachment);
    await expect(opening).rejects.toMatchObject({ failure: 'refused', message: expect.stringContaining('20 MB') });
  });

  test('that is gone is refused', async () => {
    const attachment = await send();
    const opening = telegram.channel.openAttachment({ ...attachment, key: 'elsewhere' });
    await expect(opening).rejects.toMatchObject({ failure: 'refused' });
  });

  test('that cannot be had now may be asked for again; the failure does not tell the token', async () => {
    const attachment = await send();
    telegram.platform.faults.next('download', { kind: 'reset' });
    const failure: unknown = await telegram.channel.openAttachment(attachment).catch((error: unknown) => error);
    expect(failure).toMatchObject({ failure: 'unavailable' });
    expect(String((failure as Error).cause)).not.toContain(telegram.platform.token());
  });
});

test('reactions are told as they change', async () => {
  telegram = await TelegramEdge.start();
  telegram.kim.start();
  const [messageKey] = await telegram.says('Hello');
  const answer = telegram.lastAnswer();
  telegram.kim.react(answer, '🎉');
  telegram.kim.react(answer, '👎');
  telegram.kim.react(answer);
  const [, ...bodies] = await telegram.bodies();
  expect(bodies).toEqual(
    [
      { emoji: '🎉', added: true },
      { emoji: '🎉', added: false },
      { emoji: '👎', added: true },
      { emoji: '👎', added: false },
    ].map((change) => ({ kind: 'reaction', messageKey, ...change })),
  );
  expect(new Set(telegram.events.map(({ eventKey }) => eventKey)).size).toBe(5);
});

describe('a customer', () => {
  test('who blocks the bot cannot be written to, and can again who takes it back', async () => {
    telegram = await TelegramEdge.start();
    telegram.kim.start();
    telegram.kim.block();
    telegram.kim.unblock();
    const [, ...bodies] = await telegram.bodies();
    expect(bodies).toMatchObject([
      { kind: 'reachability', reachable: false },
      { kind: 'reachability', reachable: true },
    ]);
  });

  test('who has left Telegram is found out when a message is refused, once a message', async () => {
    telegram = await TelegramEdge.start();
    telegram.kim.start();
    await telegram.handled();
    telegram.kim.deleteAccount();
    for (const id of ['m1', 'm1', 'm2']) {
      await expect(telegram.says('Hello', { id })).rejects.toMatchObject({ failure: 'refused' });
    }
    const [, ...told] = telegram.events;
    expect(told[0]).toMatchObject({
      conversationKey: String(telegram.kim.user.id),
      customer: { key: String(telegram.kim.user.id) },
      body: { kind: 'reachability', reachable: false, detail: expect.stringContaining('deactivated') },
    });
    expect(new Set(told.map(({ eventKey }) => eventKey)).size).toBe(2);
  });
});

async function collect(content: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return chunks;
}
