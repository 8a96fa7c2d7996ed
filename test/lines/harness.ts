/** The chat server that speaks in lines, for the contract of channels. */

import { z } from 'zod';
import { systemClock } from '../../src/engine/timers/system-clock.ts';
import {
  articleUrl,
  type ChannelHarness,
  findNowhere,
  type HarnessCustomer,
  HOSTILE_NAME,
  type Shown,
  type Situation,
  toShownButton,
} from '../support/channels/channel-harness.ts';
import { ScriptedDesk } from '../support/channels/scripted-desk.ts';
import { shippedPhrasesIn } from '../support/shipped-phrases.ts';
import { lines } from './adapter.ts';
import { type LineShown, startLinesServer } from './server.ts';

const METHODS = { send: 'send', edit: 'change', remove: 'remove', open: 'send' } as const;
const UNLIMITED = { messages_per_second: 'unlimited', messages_per_second_in_conversation: 'unlimited' } as const;
const SOURCE_LINK = /^From: .* <(https?:\/\/[^>]+)>$/m;
const STRANGE = [
  {},
  { event: 7 },
  { event: 'x', body: { kind: 'party' } },
  { request: 'one' },
  { request: 99_999 },
  { body: null },
];

/** Starts the adapter on a server of its own. */
export async function openLines(situation: Situation): Promise<ChannelHarness> {
  const server = await startLinesServer();
  const desk = new ScriptedDesk();
  const { environment } = lines;
  const nowhere = (await findNowhere()).replace('http:', 'tcp:');
  const { channel } = await lines.create({
    environment: z.object(environment).parse({
      LINES_SERVER: situation === 'unreachable' ? nowhere : server.url,
      LINES_TOKEN: situation === 'wrong token' ? 'wrong-token-1' : server.token,
    }),
    settings: UNLIMITED,
    clock: systemClock,
    deskName: 'Relaydesk',
    publicUrl: undefined,
    consoleUrl: undefined,
    articleUrl,
    locales: () => ['en', 'zh'],
    phrasesIn: shippedPhrasesIn,
    openAttachment: desk.openAttachment,
    keyValues: desk.keyValues,
    onPublicMessage: desk.onPublicMessage,
    history: { ...desk.history, lastStaffEventAt: async () => undefined, activeStaffThreads: async () => [] },
    report: desk.report,
    reportError: desk.reportError,
  });
  const direct = { channel: 'lines', account: server.account, conversationKey: 'kim' };
  const see = (room: string): Shown[] => server.shown.filter((message) => message.room === room).map(toShown);
  const settled = async () => void (await server.until(server.isSettled));

  /** As the desk does, which sends again after a while: once the connection is back. */
  const later = async <Result>(act: () => Promise<Result>): Promise<Result> => {
    if (situation === 'connected') await server.until(server.isListenedTo);
    return act();
  };

  await channel.start(desk.accept);
  if (situation === 'connected') {
    await desk.reports('connected');
    await settled();
  }
  return {
    channel,
    desk,
    kim: createCustomer(server, 'kim', 'Kim Li'),
    lu: createCustomer(server, 'lu', HOSTILE_NAME),
    direct,
    secrets: [server.token, 'wrong-token-1'],
    mentions: ['@everyone', '@kim'],
    goneFileKey: 'gone',
    async connect() {
      const before = desk.statuses.filter(({ state }) => state === 'connected').length;
      await channel.start(desk.accept);
      await desk.reports('connected', before + 1);
    },
    send: (message, to = direct) => later(() => channel.send(to, message)),
    edit: (keys, message) => later(() => channel.edit(direct, keys, message)),
    remove: (keys) => later(() => channel.remove(direct, keys)),
    sees: async ({ conversationKey } = direct) => see(conversationKey),
    shows: (fits) => server.until(() => [see('kim')].find(fits)),
    async showsTyping() {
      channel.showTyping(direct, 'Ann');
      await server.until(() => server.typing.includes('kim'));
    },
    settled,
    async twice(act) {
      const before = server.told.length;
      await act();
      await settled();
      server.tell(server.told[before] ?? {});
    },
    meets: (request, fault) => server.faults.next(METHODS[request], fault),
    refusesMessages: () => server.block('kim'),
    strange: STRANGE,
    told: () => server.told,
    tells: (packet) => server.tell(typeof packet === 'object' && packet !== null ? packet : {}),
    breaksConnection: () => server.drop(),
    async close() {
      await channel.stop();
      await server.close();
    },
  };
}

function createCustomer(
  server: Awaited<ReturnType<typeof startLinesServer>>,
  key: string,
  name: string,
): HarnessCustomer {
  let messages = 0;
  const does = async (body: object): Promise<void> => void server.happens(key, { key, name }, body);
  const says = (text: string) => does({ kind: 'message', id: `${key}-${messages++}`, text });
  const buttonsOf = (id: string): LineShown['buttons'] =>
    server.shown.find((message) => message.id === id)?.buttons ?? [];
  return {
    key,
    name,
    says,
    asksInPublic: says,
    sendsFile: async () => {},
    edits: (id, text) => does({ kind: 'edit', id, text }),
    deletes: (id) => does({ kind: 'delete', id }),
    async presses(id, label) {
      const buttons = buttonsOf(id);
      const pressed = buttons.find((button) => toShownButton(button.label).label === label);
      if (pressed === undefined) throw new Error(`There is no button "${label}"`);
      await does({ kind: 'click', id, button: pressed.id, buttons });
    },
    reacts: (id, emoji) => does({ kind: 'reaction', id, emoji, added: true }),
    takesBack: (id, emoji) => does({ kind: 'reaction', id, emoji, added: false }),
    commands: (command, argument = '') => says(`/${command} ${argument}`.trim()),
  };
}

function toShown({ id, text, buttons }: LineShown): Shown {
  const link = SOURCE_LINK.exec(text)?.[1];
  return {
    key: id,
    byline: '',
    text,
    formats: [],
    links: link === undefined ? [] : [link],
    pings: [],
    buttons: buttons.map(({ label }) => toShownButton(label)),
    files: [],
  };
}
