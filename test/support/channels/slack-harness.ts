/** Slack for the contract of channels: direct messages with the app, and a help channel of the workspace. */

import { toSlackSettings } from '../../../adapters/slack/settings.ts';
import { createSlackAdapter } from '../../../adapters/slack/slack-adapter.ts';
import type { CustomerCommand } from '../../../src/domain/customer-commands.ts';
import type { ConversationAddress } from '../../../src/domain/inbound.ts';
import { systemClock } from '../../../src/engine/timers/system-clock.ts';
import type { KindsHarness } from '../../contract/message-kinds.ts';
import type { Person } from '../../platforms/slack/person.ts';
import { isObject } from '../../platforms/slack/schema.ts';
import type { ShownMessage } from '../../platforms/slack/shown.ts';
import { createSlackPlatform } from '../../platforms/slack/slack-platform.ts';
import { strangeEvents } from '../../platforms/slack/strange-events.ts';
import type { Block, SlackChannel, SlackMessage } from '../../platforms/slack/types.ts';
import { shippedPhrasesIn } from '../shipped-phrases.ts';
import {
  articleUrl,
  findNowhere,
  type HarnessCustomer,
  type HarnessEmoji,
  HOSTILE_NAME,
  indexOfButton,
  type Shown,
  type Situation,
  toShownButton,
  UNLIMITED,
} from './channel-harness.ts';
import { openPublicAddress } from './public-address.ts';
import { ScriptedDesk } from './scripted-desk.ts';

const METHODS = { send: 'chat.postMessage', edit: 'chat.update', remove: 'chat.delete', open: 'files.info' };
const COMMANDS = ['help', 'human', 'status', 'language', 'link', 'unlink'].map((name) => `/desk-${name}`);
const EMOJI: Record<HarnessEmoji, string> = { '👍': '+1', '🎉': 'tada', '🔥': 'fire' };
const WRONG_TOKEN = `xoxb-${'x'.repeat(40)}`;

/** Starts the adapter on a Slack of its own, over Socket Mode or signed HTTP. */
export async function openSlack(situation: Situation, over: 'socket' | 'http' = 'socket'): Promise<KindsHarness> {
  const address = over === 'http' ? await openPublicAddress('/slack/events') : undefined;
  const platform = await createSlackPlatform({
    acknowledgementTimeoutMs: 500,
    retryDelaysMs: [0, 50, 50, 50, 50, 50],
    commands: ['/desk', ...COMMANDS],
  });
  const desk = new ScriptedDesk();
  const kim = platform.createUser({ name: 'kim', locale: 'en-GB' });
  const lu = platform.createUser({ name: HOSTILE_NAME });
  const help = platform.createChannel({ name: 'help', members: [kim, lu] });
  const group = platform.createUserGroup({ handle: 'staff', users: [lu] });
  const { channel, handleRequest } = createSlackAdapter({
    botToken: situation === 'wrong token' ? WRONG_TOKEN : platform.botToken,
    ...(address === undefined ? { appToken: platform.appToken } : { signingSecret: platform.signingSecret }),
    apiUrl: situation === 'unreachable' ? `${await findNowhere()}/api/` : platform.url,
    settings: { ...toSlackSettings({}), helpChannels: ['#help'], rateLimits: UNLIMITED },
    clock: systemClock,
    articleUrl,
    phrasesIn: shippedPhrasesIn,
    deskName: 'Shop desk',
    history: desk.history,
    keyValues: desk.keyValues,
    onPublicMessage: desk.onPublicMessage,
    openAttachment: desk.openAttachment,
    report: desk.report,
    reportError: desk.reportError,
  });
  const dm = kim.directMessage();
  const direct = { channel: 'slack', account: platform.team.id, conversationKey: dm.id };
  const messagesOf = (where: ConversationAddress): { channel: SlackChannel; shown: ShownMessage[] } => {
    const [, ts] = where.conversationKey.split(':');
    return ts === undefined
      ? { channel: dm, shown: kim.sees(dm) }
      : { channel: help, shown: kim.seesThread({ channel: help.id, ts }) };
  };
  const see = (where: ConversationAddress): { shown: Shown; message: SlackMessage }[] => {
    const { channel: shownIn, shown } = messagesOf(where);
    return shown
      .filter(({ author }) => author === 'relaydesk')
      .flatMap((each) => {
        const message = platform.messages(shownIn).find(({ ts }) => ts === each.ts);
        return message === undefined ? [] : [{ shown: toShown(each, message), message }];
      });
  };
  const download = async (message: SlackMessage): Promise<Shown['files']> =>
    Promise.all(
      (message.files ?? []).map(async ({ name, url_private }) => {
        const response = await fetch(url_private, { headers: { Authorization: `Bearer ${platform.botToken}` } });
        return { name, bytes: response.ok ? Buffer.from(await response.arrayBuffer()) : undefined };
      }),
    );
  const settled = async (): Promise<void> => {
    const { deliveries, until } = platform;
    await until(() => deliveries.every(({ acknowledgement }) => acknowledgement !== undefined));
  };

  address?.answerWith(handleRequest);
  await channel.start(desk.accept);
  if (situation === 'connected') await desk.reports('connected');
  if (address !== undefined) await platform.useRequestUrl(address.url);
  return {
    channel,
    desk,
    kim: createCustomer(kim, help),
    lu: createCustomer(lu, help),
    direct,
    secrets: [platform.botToken, platform.appToken, platform.signingSecret, WRONG_TOKEN],
    mentions: [
      ...['<!channel>', '<!here>', '<!everyone>', `<!subteam^${group.id}>`, '@here', '@channel'],
      ...[`<@${lu.id}>`, `<#${help.id}>`, '<https://evil.example|your bank>', '&lt;!channel&gt;', ':smile:'],
    ],
    goneFileKey: 'F0GONE',
    async connect() {
      const before = desk.statuses.filter(({ state }) => state === 'connected').length;
      await channel.start(desk.accept);
      await desk.reports('connected', before + 1);
    },
    sendsKind: async (sent) => void kim.sends(dm, sent),
    send: (message, to = direct) => channel.send(to, message),
    edit: (keys, message) => channel.edit(direct, keys, message),
    remove: (keys) => channel.remove(direct, keys),
    sees: (where = direct) =>
      Promise.all(see(where).map(async ({ shown, message }) => ({ ...shown, files: await download(message) }))),
    shows: (fits) => platform.until(() => [see(direct).map(({ shown }) => shown)].find(fits)),
    /** Slack has no such sign outside of threads. */
    async showsTyping() {
      const asked = kim.writes(help, 'anybody there?');
      const { conversationKey } = await desk.hears('message');
      channel.showTyping({ ...direct, conversationKey }, 'Ann');
      await platform.until(() => kim.seesStatus(asked)?.includes('Ann'));
    },
    settled,
    async twice(act) {
      platform.faults.next('message', { kind: 'delivered-twice' });
      await act();
      await settled();
    },
    meets: (request, fault) => platform.faults.next(METHODS[request], fault),
    refusesMessages: () => void platform.faults.every(METHODS.send, { kind: 'refused', error: 'channel_not_found' }),
    strange: strangeEvents({ channel: dm.id, user: kim.id, team: platform.team.id }),
    told: () => platform.deliveries.map(({ payload }) => payload),
    tells: (packet) => platform.tell(isObject(packet) ? packet : {}),
    breaksConnection: platform.dropSockets,
    async close() {
      await channel.stop();
      await platform.close();
      await address?.close();
    },
  };
}

function createCustomer(person: Person, help: SlackChannel): HarnessCustomer {
  const dm = person.directMessage();
  const messageOf = (ts: string) => ({ channel: dm.id, ts });
  const run = async (command: CustomerCommand, argument = ''): Promise<void> => {
    await person.runs(`/desk-${command}`, argument, dm);
  };
  return {
    key: person.id,
    name: person.name,
    says: async (text, where) => {
      const [, thread] = where?.conversationKey.split(':') ?? [];
      person.writes(thread === undefined ? dm : help, text, thread === undefined ? {} : { thread });
    },
    asksInPublic: async (text) => void person.writes(help, text),
    sendsFile: async ({ name, mediaType, bytes }, words = '') =>
      void person.writes(dm, words, { files: [{ name, content: bytes, type: mediaType }] }),
    edits: async (key, text) => person.edits(messageOf(key), text),
    deletes: async (key, where) => person.deletes({ channel: where?.conversationKey.split(':')[0] ?? dm.id, ts: key }),
    async presses(key, label, where) {
      const [, thread] = where?.conversationKey.split(':') ?? [];
      const shown = thread === undefined ? person.sees(dm) : person.seesThread({ channel: help.id, ts: thread });
      const buttons = shown.find(({ ts }) => ts === key)?.buttons ?? [];
      const index = indexOfButton(
        buttons.map(({ text }) => text),
        label,
      );
      const channel = thread === undefined ? dm.id : help.id;
      await person.presses({ channel, ts: key }, buttons[index]?.actionId ?? '');
    },
    reacts: async (key, emoji) => person.reacts(messageOf(key), EMOJI[emoji]),
    takesBack: async (key, emoji) => person.takesBack(messageOf(key), EMOJI[emoji]),
    commands: run,
  };
}

/** A message of files is known by its file, one of words by its time. */
function toShown(shown: ShownMessage, message: SlackMessage): Shown {
  const { ts, text, pings, links, buttons } = shown;
  const fileId = message.files?.[0]?.id;
  return {
    key: fileId ?? ts,
    byline: '',
    text,
    formats: formatsOf(message.blocks ?? []),
    links: links.map(({ url }) => url),
    pings,
    buttons: buttons.map((button) => toShownButton(button.text)),
    files: [],
  };
}

const PARTS: Record<string, string> = { rich_text_quote: 'quote', rich_text_preformatted: 'code block' };

/** What rich text is formatted as; blocks of any other kind with words in them count as formats of their own. */
function formatsOf(blocks: Block[]): string[] {
  const formats = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isObject(value)) return;
    const { style, elements } = value;
    const type = String(value.type);
    const part = PARTS[type];
    if (part !== undefined) formats.add(part);
    if (type === 'emoji' || type === 'date' || type === 'color') formats.add(type);
    for (const name of Object.keys(style ?? {})) formats.add(name);
    visit(elements);
  };
  for (const block of blocks) {
    if (block.type === 'rich_text') visit(block.elements);
    else if (block.type !== 'actions') formats.add(block.type);
  }
  return [...formats];
}
