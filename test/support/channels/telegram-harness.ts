/** Telegram for the contract of channels: private chats with the bot, and a group it is in. */

import { createTelegramAdapter } from '../../../adapters/telegram/telegram-adapter.ts';
import type { ConversationAddress } from '../../../src/domain/inbound.ts';
import { systemClock } from '../../../src/engine/timers/system-clock.ts';
import type { KindsHarness } from '../../contract/message-kinds.ts';
import type { Group } from '../../platforms/telegram/group.ts';
import type { Person } from '../../platforms/telegram/person.ts';
import { strangeUpdates } from '../../platforms/telegram/strange-updates.ts';
import { createTelegramPlatform, type TelegramPlatform } from '../../platforms/telegram/telegram-platform.ts';
import type { ShownMessage } from '../../platforms/telegram/view.ts';
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
import { openPublicAddress } from './public-address.ts';
import { ScriptedDesk } from './scripted-desk.ts';

const METHODS = { send: 'sendMessage', edit: 'editMessageText', remove: 'deleteMessage', open: 'getFile' };
const WEBHOOK_SECRET = 'a_secret_of_the_webhook';
const WRONG_TOKEN = `7000000001:${'x'.repeat(35)}`;
const FORMATS: Record<string, string> = {
  pre: 'code block',
  blockquote: 'quote',
  expandable_blockquote: 'quote',
  strikethrough: 'strike',
};
/** What Telegram's apps find in a text by themselves, whoever wrote it. */
const FOUND_BY_APPS = new Set(['url', 'email', 'phone_number', 'hashtag', 'cashtag', 'bot_command', 'mention']);

/** Starts the adapter on a Telegram of its own: it asks for updates, or has them posted to it. */
export async function openTelegram(situation: Situation, by: 'polling' | 'webhook' = 'polling'): Promise<KindsHarness> {
  const address = by === 'webhook' ? await openPublicAddress('/telegram/webhook') : undefined;
  const platform = await createTelegramPlatform();
  const desk = new ScriptedDesk();
  const kim = platform.createPerson({ first_name: 'Kim', last_name: 'Li', language_code: 'en' });
  const lu = platform.createPerson({ first_name: HOSTILE_NAME });
  const group = platform.createGroup({ title: 'Shop', kind: 'supergroup', owner: kim, members: [lu] });
  group.addBot();
  const { channel, handleRequest } = createTelegramAdapter({
    token: situation === 'wrong token' ? WRONG_TOKEN : platform.token(),
    apiRoot: situation === 'unreachable' ? await findNowhere() : platform.url,
    settings: { listenTo: [], rateLimits: UNLIMITED },
    ...(address === undefined ? {} : { webhook: { url: address.url, secret: WEBHOOK_SECRET } }),
    clock: systemClock,
    articleUrl,
    openAttachment: desk.openAttachment,
    keyValues: desk.keyValues,
    onPublicMessage: desk.onPublicMessage,
    locales: () => ['en', 'zh'],
    phrasesIn: shippedPhrasesIn,
    report: desk.report,
    reportError: desk.reportError,
  });
  const { updates, until } = platform;
  const direct = { channel: 'telegram', account: String(platform.bot.id), conversationKey: String(kim.user.id) };
  const isPublic = ({ conversationKey }: ConversationAddress): boolean => conversationKey !== direct.conversationKey;
  const see = (where: ConversationAddress): Shown[] =>
    kim
      .sees(isPublic(where) ? { in: group } : undefined)
      .filter(({ fromBot }) => fromBot)
      .map((message) => toShown(message, isPublic(where)));
  const settled = async (): Promise<void> => {
    await until(() => updates.isListening() && updates.pending() === 0);
  };

  address?.answerWith(handleRequest);
  await channel.start(desk.accept);
  if (situation === 'connected') {
    await desk.reports('connected');
    kim.start();
    await desk.hears('command');
    await settled();
    desk.forget();
  }
  return {
    channel,
    desk,
    kim: createCustomer(kim, platform, group),
    lu: createCustomer(lu, platform, group),
    direct,
    secrets: [platform.token(), WRONG_TOKEN, WEBHOOK_SECRET],
    mentions: ['@everyone', '@relaydesk_bot', `<a href="tg://user?id=${kim.user.id}">Kim</a>`, 'tg://user?id=1'],
    goneFileKey: 'gone',
    async connect() {
      const before = desk.statuses.filter(({ state }) => state === 'connected').length;
      await channel.start(desk.accept);
      await desk.reports('connected', before + 1);
    },
    send: (message, to = direct) => channel.send(to, message),
    edit: (keys, message) => channel.edit(direct, keys, message),
    remove: (keys) => channel.remove(direct, keys),
    sees: async (where = direct) => see(where),
    shows: (fits) => until(() => [see(direct)].find(fits)),
    async showsTyping() {
      channel.showTyping(direct, 'Ann');
      await until(() => kim.seesAction() === 'typing');
    },
    settled,
    async twice(act) {
      await act();
      await settled();
      updates.redeliver(Number(desk.events.at(-1)?.eventKey.replace('update-', '')));
      await settled();
    },
    meets: (request, fault) => platform.faults.next(METHODS[request], fault),
    refusesMessages: () => kim.block(),
    strange: strangeUpdates({ chatId: kim.user.id }),
    told: () => updates.told().map(({ update_id: _, ...body }) => body),
    tells: (packet) => updates.tell(typeof packet === 'object' && packet !== null ? packet : {}),
    async sendsKind(sent) {
      kim.send(sent);
    },
    breaksConnection: platform.dropConnections,
    async close() {
      await channel.stop();
      await platform.close();
      await address?.close();
    },
  };
}

function createCustomer(person: Person, platform: TelegramPlatform, group: Group): HarnessCustomer {
  const { user } = person;
  const privateMessage = (key: string) => ({ message_id: Number(key), chat: { id: user.id } });
  const isPublic = (where?: ConversationAddress): boolean =>
    where !== undefined && where.conversationKey !== String(user.id);
  return {
    key: String(user.id),
    name: [user.first_name, user.last_name].join(' ').trim(),
    says: async (text, where) => {
      const answered = group.messages().findLast(({ fromBot }) => fromBot);
      person.write(text, isPublic(where) && answered ? { in: group, replyTo: answered } : {});
    },
    asksInPublic: async (text) => void person.write(`@${platform.bot.username} ${text}`, { in: group }),
    sendsFile: async ({ name, mediaType, bytes }, words) =>
      void person.sendFile({ name, bytes, type: mediaType, ...(words === undefined ? {} : { caption: words }) }),
    edits: async (key, text) => person.edit(privateMessage(key), text),
    deletes: async (key, where) =>
      person.delete(isPublic(where) ? { message_id: Number(key), chat: { id: group.id() } } : privateMessage(key)),
    async presses(key, label, where) {
      const shown = person.sees(isPublic(where) ? { in: group } : undefined);
      const message = shown.find(({ message_id }) => message_id === Number(key));
      const labels = message?.buttons.flat() ?? [];
      const index = indexOfButton(labels, label);
      await person.press(message ?? privateMessage(key), labels[index] ?? '');
    },
    reacts: async (key, emoji) => person.react(privateMessage(key), emoji),
    takesBack: async (key) => person.react(privateMessage(key)),
    commands: async (command, argument = '') => void person.write(`/${command} ${argument}`.trim()),
  };
}

/** In a group a name that the apps find in a text calls whoever has it; in a private chat there is nobody to call. */
function toShown(message: ShownMessage, isPublic: boolean): Shown {
  const { message_id, text, entities, buttons, file } = message;
  const calls = entities.filter(({ type }) => type === 'text_mention' || (type === 'mention' && isPublic));
  const links = entities.flatMap((entity) => (entity.type === 'text_link' ? [entity.url] : []));
  const formats = entities
    .filter(({ type }) => type !== 'text_link' && !FOUND_BY_APPS.has(type))
    .map(({ type }) => FORMATS[type] ?? type);
  return {
    key: String(message_id),
    byline: '',
    text,
    formats: [...new Set(formats)],
    links,
    pings: calls.map(({ offset, length }) => text.slice(offset, offset + length)),
    buttons: buttons.flat().map(toShownButton),
    files: file === undefined ? [] : [{ name: file.name, bytes: Buffer.from(file.bytes) }],
  };
}
