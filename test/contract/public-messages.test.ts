/** What every adapter promises of the public channels it listens to, each with its own SDK on a platform that speaks its protocol. */

import { afterEach, describe, expect, test } from 'vitest';
import type { PublicMessage } from '../../src/domain/public-message.ts';
import type { SlackChannel } from '../platforms/slack/types.ts';
import { DiscordDesk, UNLIMITED } from '../support/discord-desk.ts';
import { SlackDesk } from '../support/slack-desk.ts';
import { TelegramEdge } from '../support/telegram-edge.ts';

type PlaceName = 'listened' | 'other';

/** Somebody on a platform with two public channels that the bot is in, one of which is listened to. */
interface Bench {
  heard: PublicMessage[];
  /** The listened channel as its setting names it. */
  place: string;
  writes(place: PlaceName, text: string): { edit(text: string): void };
  asksBot(text: string): void;
  /** The bot itself writes where it listens. */
  botWrites(text: string): Promise<void>;
  /** Somebody writes where it is listened, and the platform tells it twice. */
  writesToldTwice(text: string): Promise<void>;
  /** Resolves once all that was done has been told. */
  settled(): Promise<void>;
  asked(): number;
  stop(): Promise<void>;
}

let bench: Bench;

afterEach(() => bench.stop());

async function openDiscord(): Promise<Bench> {
  const [heard, listenTo]: [PublicMessage[], string[]] = [[], []];
  const settings = { helpChannels: ['#help'], listenTo, rateLimits: UNLIMITED };
  const discord = await DiscordDesk.create({ settings, onPublicMessage: (message) => heard.push(message) });
  const { platform, kim, general } = discord;
  const other = platform.createChannel(discord.guild, { name: 'other' });
  listenTo.push(general.id);
  await discord.connect();
  return {
    heard,
    place: general.id,
    writes: (place, text) => {
      const message = kim.write(place === 'listened' ? general : other, text);
      return { edit: (changed) => void kim.edit(message, changed) };
    },
    asksBot: (text) => void kim.write(general, `<@${platform.bot.id}> ${text}`),
    async botWrites(text) {
      await discord.says(text, {}, discord.address(general.id));
    },
    async writesToldTwice(text) {
      platform.faults.next('MESSAGE_CREATE', { kind: 'redelivered' });
      kim.write(general, text);
    },
    settled: async () => void (await discord.allHeard()),
    asked: () => discord.events.filter(({ customer }) => customer.key === kim.id).length,
    stop: () => discord.stop(),
  };
}

async function openTelegram(): Promise<Bench> {
  const [heard, listenTo]: [PublicMessage[], string[]] = [[], []];
  const telegram = await TelegramEdge.start({ listenTo, onPublicMessage: (message) => heard.push(message) });
  const { platform, kim } = telegram;
  const [listened, other] = ['General', 'Other'].map((title) => {
    const group = platform.createGroup({ title, kind: 'supergroup', owner: kim });
    group.addBot();
    // Who is an administrator reads everything, whatever BotFather was told.
    group.promoteBot();
    return group;
  }) as [ReturnType<typeof platform.createGroup>, ReturnType<typeof platform.createGroup>];
  listenTo.push(String(listened.id()));
  await telegram.handled();
  return {
    heard,
    place: String(listened.id()),
    writes: (place, text) => {
      const message = kim.write(text, { in: place === 'listened' ? listened : other });
      return { edit: (changed) => kim.edit(message, changed) };
    },
    asksBot: (text) => void kim.write(`@${platform.bot.username} ${text}`, { in: listened }),
    async botWrites(text) {
      await telegram.says(text, {}, telegram.conversation(kim, { in: listened }));
    },
    async writesToldTwice(text) {
      kim.write(text, { in: listened });
      await telegram.handled();
      platform.updates.redeliver(platform.updates.told().at(-1)?.update_id ?? 0);
    },
    settled: () => telegram.handled(),
    asked: () => telegram.events.length,
    stop: () => telegram.stop(),
  };
}

async function openSlack(): Promise<Bench> {
  const [heard, listenTo]: [PublicMessage[], string[]] = [[], []];
  const channels: SlackChannel[] = [];
  const slack = await SlackDesk.begin(
    {
      settings: { listenTo },
      onPublicMessage: (message) => heard.push(message),
    },
    (platform) => channels.push(platform.createChannel({ name: 'general' })) && listenTo.push(channels[0]?.id ?? ''),
  );
  await slack.reports('connected');
  const { platform, kim } = slack;
  const [listened] = channels as [SlackChannel];
  const place = listened.id;
  const other = platform.createChannel({ name: 'other', members: [kim] });
  kim.joins(listened);
  await slack.settled();
  return {
    heard,
    place,
    writes: (where, text) => {
      const message = kim.writes(where === 'listened' ? listened : other, text);
      return { edit: (changed) => kim.edits(message, changed) };
    },
    asksBot: (text) => void kim.writes(listened, `@relaydesk ${text}`),
    async botWrites(text) {
      await slack.says(text, {}, slack.at(place));
    },
    async writesToldTwice(text) {
      platform.faults.next('message', { kind: 'delivered-twice' });
      kim.writes(listened, text);
    },
    settled: () => slack.settled(),
    asked: () => slack.events.length,
    stop: async () => {},
  };
}

describe.each([
  ['Discord', openDiscord],
  ['Telegram', openTelegram],
  ['Slack', openSlack],
])('%s: public channels that are listened to', (_name, open) => {
  test('what people say among themselves is told, with where and when, and is no event of the desk', async () => {
    bench = await open();
    const before = Date.now();
    bench.writes('listened', 'the new lamps are wonderful');
    bench.writes('listened', 'they are');
    await bench.settled();
    expect(bench.heard.map(({ text }) => text)).toEqual(['the new lamps are wonderful', 'they are']);
    const [message] = bench.heard;
    expect(message).toMatchObject({ place: bench.place, placeName: expect.stringMatching(/^general$/i) });
    expect(message?.authorKey).not.toBe('');
    expect(new Set(bench.heard.map(({ messageKey }) => messageKey)).size).toBe(2);
    if (_name !== 'Telegram') expect(Math.abs((message?.writtenAt ?? 0) - before)).toBeLessThan(5_000);
    expect(bench.asked()).toBe(0);
  });

  test('nothing is told of other channels, of what is for the bot, of edits, and of what the bot says', async () => {
    bench = await open();
    bench.writes('other', 'hello there');
    bench.asksBot('where is my order?');
    await bench.botWrites('Good morning');
    const first = bench.writes('listened', 'the lamp is fine');
    await bench.settled();
    first.edit('the lamp is awful');
    await bench.settled();
    expect(bench.heard.map(({ text }) => text)).toEqual(['the lamp is fine']);
    expect(bench.asked()).toBe(1);
  });

  test('a message that the platform tells twice has the same key both times', async () => {
    bench = await open();
    await bench.writesToldTwice('hello');
    await bench.settled();
    expect(bench.heard.length).toBeGreaterThan(0);
    expect(new Set(bench.heard.map(({ messageKey }) => messageKey)).size).toBe(1);
  });
});
