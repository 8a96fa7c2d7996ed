/** Discord for the contract of channels: direct messages with the bot, and a help channel of a server it is in. */

import { z } from 'zod';
import { createDiscordChannel } from '../../../adapters/discord/discord-channel.ts';
import type { ConversationAddress } from '../../../src/domain/inbound.ts';
import { systemClock } from '../../../src/engine/timers/system-clock.ts';
import type { Accept } from '../../../src/ports/channel.ts';
import type { KindsHarness } from '../../contract/message-kinds.ts';
import type { DiscordMethod } from '../../platforms/discord/discord-faults.ts';
import type { Format } from '../../platforms/discord/markup.ts';
import type { DiscordPerson, Place } from '../../platforms/discord/person.ts';
import { createDiscordPlatform, type DiscordPlatform } from '../../platforms/discord/platform.ts';
import { strangeEvents } from '../../platforms/discord/strange-events.ts';
import type { SeenMessage } from '../../platforms/discord/view.ts';
import { createChanges } from '../../platforms/shared/changes.ts';
import { shippedPhrasesIn } from '../shipped-phrases.ts';
import {
  articleUrl,
  findNowhere,
  type HarnessCustomer,
  HOSTILE_NAME,
  indexOfButton,
  type Shown,
  type Situation,
  toShownButton,
  UNLIMITED,
} from './channel-harness.ts';
import { ScriptedDesk } from './scripted-desk.ts';

const METHODS: Record<'send' | 'edit' | 'remove' | 'open', DiscordMethod> = {
  send: 'POST /channels/:channel/messages',
  edit: 'PATCH /channels/:channel/messages/:message',
  remove: 'DELETE /channels/:channel/messages/:message',
  open: 'GET /channels/:channel/messages/:message',
};
/** A name that is none cannot be told. */
const eventSchema = z
  .object({ name: z.string().catch('NAMELESS'), data: z.unknown() })
  .catch({ name: 'NAMELESS', data: null });
const WRONG_TOKEN = `${'x'.repeat(24)}.xxxxxx.${'x'.repeat(38)}`;
const FORMATS: Partial<Record<Format, string>> = { 'code-block': 'code block', strikethrough: 'strike' };
/** What commands call their one option. */
const OPTIONS: Record<string, string> = { language: 'language', link: 'code' };

/** Starts the adapter on a Discord of its own. */
export async function openDiscord(situation: Situation): Promise<KindsHarness> {
  const platform = await createDiscordPlatform();
  const desk = new ScriptedDesk();
  const guild = platform.createGuild({ name: 'Shop' });
  const help = platform.createChannel(guild, { name: 'help' });
  const role = platform.createRole(guild, { name: 'Staff', mentionable: true });
  const kim = platform.createUser({ name: 'kim', in: [guild] });
  const lu = platform.createUser({ name: HOSTILE_NAME, in: [guild] });
  const fence = platform.createUser({ name: 'fence', in: [guild] });
  const channel = createDiscordChannel({
    token: situation === 'wrong token' ? WRONG_TOKEN : platform.token,
    apiUrl: situation === 'unreachable' ? await findNowhere() : platform.url,
    settings: { helpChannels: ['#help'], listenTo: [], rateLimits: UNLIMITED },
    clock: systemClock,
    articleUrl,
    openAttachment: desk.openAttachment,
    locales: () => ['en', 'zh'],
    phrasesIn: shippedPhrasesIn,
    history: desk.history,
    keyValues: desk.keyValues,
    onPublicMessage: desk.onPublicMessage,
    report: desk.report,
    reportError: desk.reportError,
  });
  const dm = kim.openDirectMessage();
  const direct = { channel: 'discord', account: platform.bot.id, conversationKey: dm.id };
  const see = ({ conversationKey }: ConversationAddress): Shown[] =>
    kim
      .sees({ id: conversationKey })
      .filter(({ isBot }) => isBot)
      .map(toShown);
  const connected = (): number => desk.statuses.filter(({ state }) => state === 'connected').length;
  const fences = createChanges();
  const passed = new Set<string>();
  const accept: Accept = async (event) => {
    if (event.customer.key !== fence.id) return desk.accept(event);
    passed.add(event.eventKey);
    fences.happened();
    return 'accepted';
  };
  /** What happened before somebody else wrote has come when that has come. */
  const settled = async (): Promise<void> => {
    const { id } = fence.write(fence.openDirectMessage(), 'fence');
    await fences.until(() => passed.has(`message-${id}`));
  };

  await channel.start(accept);
  if (situation === 'connected') await desk.reports('connected');
  return {
    channel,
    desk,
    kim: createCustomer(kim, platform, help),
    lu: createCustomer(lu, platform, help),
    direct,
    secrets: [platform.token, WRONG_TOKEN],
    mentions: ['@everyone', '@here', `<@${lu.id}>`, `<@!${lu.id}>`, `<@&${role.id}>`, `<#${help.id}>`, '</help:1>'],
    goneFileKey: `${dm.id}/1573657795545268224/1573657795545268225`,
    async connect() {
      const before = connected();
      await channel.start(accept);
      await desk.reports('connected', before + 1);
    },
    send: (message, to = direct) => channel.send(to, message),
    edit: (keys, message) => channel.edit(direct, keys, message),
    remove: (keys) => channel.remove(direct, keys),
    sees: async (where = direct) => see(where),
    shows: (fits) => platform.until(() => [see(direct)].find(fits)),
    async showsTyping() {
      channel.showTyping(direct, 'Ann');
      await platform.until(() => platform.isBotTyping(dm));
    },
    settled,
    sendsKind: async (sent) => void kim.writeAnything(dm, sent),
    async twice(act) {
      platform.faults.next('MESSAGE_CREATE', { kind: 'redelivered' });
      await act();
      await settled();
    },
    meets: (request, fault) => platform.faults.next(METHODS[request], fault),
    refusesMessages: () => kim.closeDirectMessages(),
    strange: strangeEvents({ channelId: dm.id, userId: kim.id }),
    told: () =>
      platform.gateway
        .told()
        .filter(({ t }) => t !== 'READY')
        .map(({ t, d }) => ({ name: t, data: d })),
    tells: (packet) => {
      const { name, data } = eventSchema.parse(packet);
      platform.gateway.tell(name, data);
    },
    breaksConnection: () => platform.gateway.drop(),
    async close() {
      await channel.stop();
      await platform.close();
    },
  };
}

function createCustomer(person: DiscordPerson, platform: DiscordPlatform, help: Place): HarnessCustomer {
  const dm = person.openDirectMessage();
  /** Keys are `channel/message`. */
  const messageOf = (key: string) => {
    const [channelId = '', id = ''] = key.split('/');
    return { channelId, id };
  };
  return {
    key: person.id,
    name: person.name,
    says: async (text, where) => void person.write(where ? { id: where.conversationKey } : dm, text),
    asksInPublic: async (text) => void person.write(help, text),
    sendsFile: async ({ name, mediaType, bytes }, words = '') =>
      void person.write(dm, words, { files: [{ name, contentType: mediaType, bytes }] }),
    edits: async (key, text) => void person.edit(messageOf(key), text),
    deletes: async (key) => person.delete(messageOf(key)),
    async presses(key, label) {
      const message = messageOf(key);
      const labels =
        person
          .sees({ id: message.channelId })
          .find(({ id }) => id === message.id)
          ?.buttons.map((button) => button.label) ?? [];
      const outcome = person.press(message, labels[indexOfButton(labels, label)] ?? '');
      await platform.until(() => outcome.state !== 'waiting');
    },
    reacts: async (key, emoji) => person.react(messageOf(key), emoji),
    takesBack: async (key, emoji) => person.unreact(messageOf(key), emoji),
    async commands(command, argument) {
      await platform.until(() => platform.commandsIn(dm).includes(command));
      person.runCommand(dm, command, argument === undefined ? {} : { [OPTIONS[command] ?? '']: argument });
    },
  };
}

function toShown({ id, channelId, markup, pinged, buttons, files }: SeenMessage): Shown {
  return {
    key: `${channelId}/${id}`,
    byline: '',
    text: markup.shown,
    formats: markup.formats.filter((format) => format !== 'link').map((format) => FORMATS[format] ?? format),
    links: markup.links,
    pings: pinged,
    buttons: buttons.map(({ label }) => toShownButton(label)),
    files: files.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes) })),
  };
}
