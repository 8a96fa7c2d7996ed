import { EventEmitter, once } from 'node:events';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import type { InboundEvent } from '../../src/domain/inbound.ts';
import { DiscordDesk } from '../support/discord-desk.ts';

let discord: DiscordDesk;

afterEach(() => discord.stop());

function texts(events: InboundEvent[]): string[] {
  return events.flatMap(({ body }) => ('text' in body ? [body.text] : []));
}

function hasText(text: string): (event: InboundEvent) => boolean {
  return (event) => texts([event]).includes(text);
}

/** What the desk has of Discord, from what it heard. */
function historyOf(find: () => DiscordDesk) {
  return {
    lastEventAt: async () =>
      find()
        .events.map(({ occurredAt }) => occurredAt)
        .sort()
        .at(-1),
    activeConversations: async () => [...new Set(find().events.map(({ conversationKey }) => conversationKey))],
  };
}

describe('what to do is said, and the connection tried again rarely', () => {
  test('when the token is wrong', async () => {
    discord = await DiscordDesk.create({ token: 'not-a-token' });
    await discord.begin();
    expect((await discord.reports('waiting')).detail).toContain('DISCORD_TOKEN');
  });

  test('when the gateway does not know the token', async () => {
    discord = await DiscordDesk.create();
    discord.platform.faults.next('IDENTIFY', { kind: 'closed', code: 4004 });
    await discord.begin();
    expect((await discord.reports('waiting')).detail).toContain('DISCORD_TOKEN');
    expect(inspect(discord.errors, { depth: 10 })).not.toContain(discord.platform.token);
  });

  test('when the token is taken back later', async () => {
    discord = await DiscordDesk.start();
    discord.platform.revokeToken();
    expect((await discord.reports('waiting')).detail).toContain('DISCORD_TOKEN');
  });

  test('when the bot may not read messages', async () => {
    discord = await DiscordDesk.create({ platform: { privilegedIntents: [] } });
    await discord.begin();
    expect((await discord.reports('waiting')).detail).toContain('Message Content Intent');
  });
});

describe('the connection comes back', () => {
  test('when Discord could not be reached', async () => {
    discord = await DiscordDesk.create();
    await discord.platform.stopListening();
    await discord.begin();
    expect((await discord.reports('waiting')).detail).toContain('No connection');
    await discord.platform.listen();
    await discord.reports('connected');
  });

  test('when Discord’s own front answers with a page', async () => {
    discord = await DiscordDesk.create();
    discord.platform.faults.next('GET /gateway/bot', { kind: 'server-error', status: 502, accepted: false });
    await discord.connect();
    expect(discord.statuses.map(({ state }) => state)).toEqual(['connecting', 'waiting', 'connected']);
  });

  test('with all that happened since, when the socket was dropped', async () => {
    discord = await DiscordDesk.start();
    const dm = discord.kim.openDirectMessage();
    const written = discord.kim.write(dm, 'before');
    await discord.hears(hasText('before'));
    discord.platform.gateway.drop();
    discord.kim.react(written, '👍');
    discord.kim.write(dm, 'meanwhile');
    discord.kim.edit(written, 'before that');
    await discord.hearsOf('edit');
    expect(discord.events.map(({ body }) => body.kind)).toEqual(['message', 'message', 'edit']);
    expect(discord.statuses.at(-1)?.state).toBe('connected');
  });

  test('with the messages since, when the session was lost', async () => {
    discord = await DiscordDesk.create({ history: historyOf(() => discord) });
    await discord.connect();
    discord.kim.write(discord.kim.openDirectMessage(), 'before');
    await discord.hears(hasText('before'));
    discord.platform.gateway.invalidateSessions(false);
    discord.kim.write(discord.kim.openDirectMessage(), 'meanwhile');
    const asked = discord.kim.write(discord.help, 'in public');
    await discord.hears(hasText('in public'));
    discord.kim.write(discord.kim.openDirectMessage(), 'after');
    await discord.hears(hasText('after'));
    expect(texts(discord.events).filter((text) => text !== 'before')).toEqual(['meanwhile', 'in public', 'after']);
    expect(discord.events.find(hasText('in public'))).toMatchObject({ eventKey: `message-${asked.id}` });
  });
});

describe('after downtime', () => {
  test('what people wrote in DMs, threads and help channels is heard, oldest first and once each', async () => {
    discord = await DiscordDesk.create({ history: historyOf(() => discord) });
    await discord.connect();
    const dm = discord.kim.openDirectMessage();
    discord.kim.write(dm, 'one');
    const { thread } = await discord.answers(discord.help, 'two', 'So.');
    await discord.channel.stop();
    const before = discord.events.length;
    discord.kim.write(thread, 'three');
    discord.kim.write(dm, 'four');
    const edited = discord.kim.write(discord.help, 'fife');
    discord.kim.edit(edited, 'five');
    discord.kim.write(discord.general, 'nobody’s concern');
    await discord.connect();
    await discord.hearsOf('edit');
    const again = discord.events.slice(before);
    expect(texts(again.filter(({ body }) => body.kind === 'message'))).toEqual(['one', 'two', 'three', 'four', 'five']);
    const keys = new Set(discord.events.map(({ eventKey }) => eventKey));
    expect(keys.size).toBe(discord.events.length - 2);
    expect(again.find(hasText('three'))).toMatchObject({ conversationKey: thread.id });
    expect(discord.errors).toEqual([]);
  });

  test('more than a page is heard, as fast as Discord lets the bot read', async () => {
    discord = await DiscordDesk.create({ history: historyOf(() => discord) });
    await discord.connect();
    const dm = discord.kim.openDirectMessage();
    discord.kim.write(dm, 'first');
    await discord.hears(hasText('first'));
    await discord.channel.stop();
    discord.platform.faults.next('GET /channels/:channel/messages', { kind: 'rate-limited', retryAfterSeconds: 1 });
    for (let count = 0; count < 250; count++) discord.kim.write(dm, `message ${count}`);
    await discord.connect();
    await discord.hears(hasText('message 249'));
    expect(new Set(texts(discord.events)).size).toBe(251);
    expect(discord.statuses.map(({ state }) => state)).not.toContain('waiting');
  });

  test('a history that cannot be read is read later', async () => {
    discord = await DiscordDesk.create({ history: historyOf(() => discord) });
    await discord.connect();
    const dm = discord.kim.openDirectMessage();
    discord.kim.write(dm, 'first');
    await discord.hears(hasText('first'));
    await discord.channel.stop();
    discord.kim.write(dm, 'second');
    discord.platform.faults.next('GET /channels/:channel/messages', {
      kind: 'server-error',
      status: 503,
      accepted: false,
    });
    await discord.begin();
    await discord.hears(hasText('second'));
    expect(discord.statuses.map(({ state }) => state)).toContain('waiting');
  });
});

describe('what the desk cannot take', () => {
  test('while it looks for what was missed is taken later', async () => {
    const asked = new EventEmitter();
    const wasAsked = once(asked, 'asked');
    const gate = new EventEmitter();
    const opened = once(gate, 'open');
    let failures = 0;
    const lastEventAt = async (): Promise<number | undefined> => {
      asked.emit('asked');
      await opened;
      failures += 1;
      if (failures === 1) throw new Error('The disk is full');
      return undefined;
    };
    discord = await DiscordDesk.start({ history: { lastEventAt, activeConversations: async () => [] } });
    await wasAsked;
    const dm = discord.kim.openDirectMessage();
    discord.kim.write(dm, 'one');
    discord.kim.write(dm, 'two');
    // Commands do not wait, so that this one shows that the others have come.
    await discord.platform.until(() => discord.platform.commandsIn(dm).includes('help'));
    discord.kim.runCommand(dm, 'help');
    await discord.hearsOf('command');
    gate.emit('open');
    await discord.hears(hasText('two'));
    expect(texts(discord.events)).toEqual(['one', 'two']);
  });

  test('is held, in order, until it can', async () => {
    let isFull = true;
    discord = await DiscordDesk.start({
      accept: async () => {
        if (isFull) throw new Error('The disk is full');
        return 'accepted';
      },
    });
    const dm = discord.kim.openDirectMessage();
    discord.kim.write(dm, 'one');
    discord.kim.write(dm, 'two');
    await discord.fails((error) => error instanceof Error && error.message === 'The disk is full');
    isFull = false;
    await discord.hears(hasText('two'));
    expect(texts(discord.events)).toEqual(['one', 'two']);
  });

  test('holds nobody else up', async () => {
    discord = await DiscordDesk.start({
      accept: async ({ customer }) => {
        if (customer.key === discord.kim.id) throw new Error('Not now');
        return 'accepted';
      },
    });
    discord.kim.write(discord.kim.openDirectMessage(), 'one');
    expect(await discord.allHeard()).toEqual([]);
  });

  test('is awaited when the channel stops', async () => {
    const gate = new EventEmitter();
    const opened = once(gate, 'open');
    discord = await DiscordDesk.start({ accept: () => opened.then(() => 'accepted') });
    const asked = new EventEmitter();
    const wasAsked = once(asked, 'asked');
    const { accept } = discord;
    discord.accept = (event) => {
      asked.emit('asked');
      return accept?.(event) ?? Promise.resolve('accepted');
    };
    discord.kim.write(discord.kim.openDirectMessage(), 'one');
    await wasAsked;
    let isStopped = false;
    const stopping = discord.channel.stop().then(() => {
      isStopped = true;
    });
    await discord.platform.until(() => discord.platform.gateway.connected() === 0);
    expect(isStopped).toBe(false);
    gate.emit('open');
    await stopping;
    expect(texts(discord.events)).toEqual(['one']);
  });
});

describe('what the library drops is heard', () => {
  test('an edit, a deletion and a reaction in a DM from before the start', async () => {
    discord = await DiscordDesk.create();
    const dm = discord.kim.openDirectMessage();
    const [first, second] = [discord.kim.write(dm, 'one'), discord.kim.write(dm, 'two')];
    await discord.connect();
    discord.kim.edit(first, 'changed');
    discord.kim.react(first, '🎉');
    discord.kim.delete(second);
    await discord.hearsOf('delete');
    expect(discord.events).toMatchObject([
      { body: { kind: 'edit' }, customer: { key: discord.kim.id } },
      { body: { kind: 'delete', messageKey: `${dm.id}/${second.id}` } },
    ]);
  });

  test('a message in a DM that does not say what it is', async () => {
    discord = await DiscordDesk.start();
    discord.platform.faults.next('MESSAGE_CREATE', { kind: 'without', field: 'channel_type' });
    discord.kim.write(discord.kim.openDirectMessage(), 'hello');
    expect(await discord.hearsOf('message')).toMatchObject(discord.direct);
  });

  test('a message in a channel and a thread that the client was not told of', async () => {
    discord = await DiscordDesk.start();
    discord.platform.faults.next('CHANNEL_CREATE', { kind: 'lost' });
    const channel = discord.platform.createChannel(discord.guild, { name: 'new' });
    discord.platform.faults.next('MESSAGE_CREATE', { kind: 'without', field: 'channel_type' });
    const asked = discord.kim.write(channel, `<@${discord.platform.bot.id}> hello`);
    expect(await discord.hearsOf('message')).toMatchObject({ conversationKey: asked.id });
    discord.platform.faults.next('THREAD_CREATE', { kind: 'lost' });
    await discord.says('Yes?', { replyToKey: `${channel.id}/${asked.id}` }, discord.address(asked.id));
    discord.kim.write({ id: asked.id }, 'thanks');
    expect(await discord.hears(hasText('thanks'))).toMatchObject({ conversationKey: asked.id });
  });
});

describe('stopping', () => {
  test('leaves no connection behind, whether there is one or not', async () => {
    discord = await DiscordDesk.start();
    await discord.channel.stop();
    expect(discord.platform.gateway.connected()).toBe(0);
    await discord.platform.stopListening();
    await discord.begin();
    await discord.channel.stop();
    await discord.platform.listen();
    expect(discord.statuses.at(-1)?.state).toBe('stopped');
  });

  test('while the library is about to connect again makes no further connection', async () => {
    discord = await DiscordDesk.start();
    discord.platform.gateway.drop();
    await discord.channel.stop();
    // Two failures take longer than the library waits before it connects again.
    for (let count = 0; count < 2; count++) {
      discord.platform.faults.next('GET /gateway/bot', { kind: 'server-error', status: 503, accepted: false });
    }
    await discord.connect();
    discord.kim.write(discord.kim.openDirectMessage(), 'anybody?');
    await discord.hears(hasText('anybody?'));
    expect([discord.platform.gateway.connected(), discord.events.length]).toEqual([1, 1]);
  });
});
