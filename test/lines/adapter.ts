/** A complete adapter, as docs/development.md walks through it: customers of a chat server that speaks in lines. */

import { z } from 'zod';
import { choiceButtons, fromButtonId, scoreRowAfter, scoreRows } from '../../adapters/shared/buttons.ts';
import {
  type Connection,
  type ConnectionKeeper,
  type Explanation,
  keepConnected,
} from '../../adapters/shared/connection-keeper.ts';
import { type Run, splitRuns, toPlainText } from '../../adapters/shared/formatted-text.ts';
import { presentWords } from '../../adapters/shared/presentation.ts';
import { createRateLimiter } from '../../adapters/shared/rate-limit.ts';
import { createReportOnce } from '../../adapters/shared/report-once.ts';
import { rateLimitSettings, toRateLimits } from '../../adapters/shared/settings.ts';
import { parseCommandText } from '../../src/domain/customer-commands.ts';
import type { ConversationAddress, InboundBody } from '../../src/domain/inbound.ts';
import type { OutgoingMessage } from '../../src/domain/message.ts';
import { toCleanLine } from '../../src/lib/clean-line.ts';
import { type AdapterOptions, defineAdapter } from '../../src/ports/adapter.ts';
import { type Accept, type Channel, DeliveryError, type MessageKeys } from '../../src/ports/channel.ts';
import { type LinesClient, openConnection, signIn } from './client.ts';

const CAPABILITIES = {
  ...{ buttons: true, reactions: true, edits: true, deletes: true, threads: false, typing: true, tellsDeletes: true },
  ...{ idempotentForMs: Number.POSITIVE_INFINITY, concurrentSends: false, maxTextLength: 2_000, maxFileBytes: 0 },
};
const environment = {
  LINES_SERVER: z
    .url({ protocol: /^tcp$/ })
    .default('tcp://127.0.0.1:7000')
    .describe('The address of the chat server.'),
  LINES_TOKEN: z.string().min(1).optional().describe('What the desk signs in with: connects its customers. A secret.'),
};

export const lines = defineAdapter({
  name: 'lines',
  title: 'Lines',
  summary: 'customers of a chat server that speaks in lines',
  environment,
  connectedBy: 'LINES_TOKEN',
  secrets: ['LINES_TOKEN'],
  settings: rateLimitSettings,
  settingsDescription: 'Customers on a chat server that speaks in lines.',
  create: async (options) => ({ channel: createLinesChannel(options), isExclusive: true }),
  check: ({ environment: { LINES_SERVER, LINES_TOKEN = '' } }) => ({
    warnings: [],
    address: LINES_SERVER,
    reach: async (signal) => void (await openConnection(LINES_SERVER, signal)).destroy(),
    async ask() {
      const client = await signIn(LINES_SERVER, LINES_TOKEN);
      client?.close();
      if (client) return [{ ok: true, what: `The token is that of ${client.account}` }];
      return [{ ok: false, what: 'The server does not know the token', todo: 'Correct LINES_TOKEN.' }];
    },
  }),
  guide: {
    options: [],
    describe: async () => ({
      title: 'Lines: customers write to the desk by its name',
      steps: [{ title: 'Put the address and the token into .env', copy: 'LINES_SERVER=tcp://…\nLINES_TOKEN=…\n' }],
    }),
  },
});

const button = z.object({ id: z.string(), label: z.string() });
const told = z.object({
  event: z.string().min(1),
  room: z.string().min(1),
  at: z.int(),
  from: z.object({ key: z.string().min(1), name: z.string() }),
  body: z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['message', 'edit']), id: z.string(), text: z.string() }),
    z.object({ kind: z.literal('delete'), id: z.string() }),
    z.object({ kind: z.literal('click'), id: z.string(), button: z.string(), buttons: z.array(button) }),
    z.object({ kind: z.literal('reaction'), id: z.string(), emoji: z.string().min(1), added: z.boolean() }),
  ]),
});
type Told = z.infer<typeof told>;
type Click = Extract<Told['body'], { kind: 'click' }>;

function createLinesChannel(options: AdapterOptions<typeof environment, typeof rateLimitSettings>): Channel {
  const { clock, report, reportError } = options;
  const { LINES_SERVER, LINES_TOKEN = '' } = options.environment;
  const limiter = createRateLimiter(
    toRateLimits(options.settings, { perSecond: 50, perDestinationPerSecond: 5 }),
    clock,
  );
  const reportOnce = createReportOnce('Lines', reportError);
  let taking = Promise.resolve();
  let keeper: ConnectionKeeper | undefined;
  let client: LinesClient | undefined;

  const connect = async (accept: Accept, signal: AbortSignal): Promise<Connection> => {
    const connected = await signIn(LINES_SERVER, LINES_TOKEN, signal);
    if (connected === undefined) throw new Error('The chat server does not know the token: correct LINES_TOKEN');
    client = connected;
    const ended = connected.ended.then(() => new Error('The chat server ended the connection'));
    connected.listen((packet) => {
      const { data, error } = told.safeParse(packet);
      if (data === undefined) return reportOnce(error.issues.map(({ code }) => code).join());
      taking = taking.then(() => take(accept, connected, data));
    });
    return { detail: `Receiving messages as ${connected.account}`, ended, close: async () => connected.close() };
  };
  /** What cannot be taken now ends the connection: the server tells it again on the next one, and what came after it. */
  const take = async (accept: Accept, from: LinesClient, { event, room, at, ...what }: Told): Promise<void> => {
    if (from !== client) return;
    try {
      const { key } = what.from;
      const customer = { key, name: toCleanLine(what.from.name) || key, locale: undefined };
      const where = { channel: 'lines', account: from.account, conversationKey: room, eventKey: event, occurredAt: at };
      const body = toInboundBody(what.body);
      if (body !== undefined) await accept({ ...where, customer, body });
      from.tell({ do: 'took', event });
      if (what.body.kind === 'click') showScore(room, what.body).catch(reportError);
    } catch (error) {
      reportError(error);
      client = undefined;
      from.close();
    }
  };
  const showScore = async (room: string, { id, button, buttons }: Click) => {
    const row = scoreRowAfter(button);
    const others = buttons.filter((other) => other.id.slice(0, 2) !== button.slice(0, 2));
    if (row !== undefined) await ask({ do: 'change', room, id, buttons: [...others, ...row] });
  };
  const ask = async (request: { do: string; room: string; id: string; [more: string]: unknown }): Promise<void> => {
    await limiter.take(request.room);
    const answer = await client?.request(request);
    // Sending again under the same id shows nothing twice.
    if (answer === undefined) throw new DeliveryError('unavailable', 'The chat server is not connected');
    const { failure, wait_ms: retryAfterMs = 0 } = answer;
    if (failure === undefined || failure === 'gone') return;
    if (failure === 'blocked') throw new DeliveryError('refused', 'The customer has blocked the desk');
    throw new DeliveryError('unavailable', `The chat server cannot do it now: ${failure}`, { retryAfterMs });
  };
  const show = async (
    to: ConversationAddress,
    message: OutgoingMessage,
    keys: readonly string[],
  ): Promise<MessageKeys> => {
    const room = to.conversationKey;
    const parts = splitRuns(presentWords(message, options).map(withAddress), CAPABILITIES.maxTextLength);
    const texts = parts.map(toPlainText);
    const further = texts.slice(1).map((_, index) => `${message.id}/${index + 1}`);
    const ids: MessageKeys = [`${message.id}/0`, ...further];
    const buttons = [...choiceButtons(message.choices), ...scoreRows(message).flat()];
    for (const [index, id] of ids.entries()) {
      const content = { text: texts[index] ?? '', buttons: index === further.length ? buttons : [] };
      await ask({ do: keys.includes(id) ? 'change' : 'send', room, id, ...content });
    }
    for (const id of keys.filter((key) => !ids.includes(key))) await ask({ do: 'remove', room, id });
    return ids;
  };
  return {
    name: 'lines',
    capabilities: CAPABILITIES,
    async start(accept) {
      const connection = { clock, report, reportError, explain };
      keeper = keepConnected({ platform: 'Lines', ...connection, connect: (signal) => connect(accept, signal) });
    },
    send: (to, message) => show(to, message, []),
    edit: (to, keys, message) => show(to, message, keys),
    async remove(to, keys) {
      for (const id of keys) await ask({ do: 'remove', room: to.conversationKey, id });
    },
    showTyping: (to, who) => client?.tell({ do: 'typing', room: to.conversationKey, who }),
    openAttachment: ({ name }) =>
      Promise.reject(new DeliveryError('refused', `${name} cannot be had: lines carry no files`)),
    async stop() {
      await keeper?.stop();
      await taking;
      keeper = undefined;
    },
  };
}

function toInboundBody(body: Told['body']): InboundBody | undefined {
  const { kind, id: messageKey } = body;
  if (kind === 'click') return fromButtonId(body.button, messageKey);
  if (kind === 'reaction') return { kind, messageKey, emoji: body.emoji, added: body.added };
  if (kind === 'delete') return { kind, messageKey };
  const command = kind === 'message' ? parseCommandText(body.text) : undefined;
  return command ? { kind: 'command', messageKey, ...command, isPrivate: true } : { kind, messageKey, text: body.text };
}

/** A token that is not known takes somebody to correct it. */
function explain(error: unknown): Explanation {
  const detail = error instanceof Error ? error.message : String(error);
  return { detail, needsAction: detail.includes('LINES_TOKEN') };
}

/** Lines have no formats; where a link leads stands behind its words. */
function withAddress({ text, formats }: Run): Run {
  const href = formats.find(({ kind }) => kind === 'link')?.href;
  return { text: href === undefined || href === text ? text : `${text} <${href}>`, formats: [] };
}
