/** Turns inbox rows into the events the rules decide on. */

import { AnalyzerError, type AnalyzerErrorCode } from '../../analyzer/analyzer-thread.ts';
import type { Analysis, AnalysisRequest } from '../../domain/analysis.ts';
import { applyConfidence } from '../../domain/confidence/apply.ts';
import { type ConversationState, newConversationState } from '../../domain/conversation.ts';
import { contextOf } from '../../domain/conversation-memory.ts';
import { parseCommandText } from '../../domain/customer-commands.ts';
import type { DeskEvent } from '../../domain/decision.ts';
import { moodOf, NO_MOOD, wordsToRead } from '../../domain/enclosures.ts';
import { defaultLocaleOf, findLocale } from '../../domain/locales.ts';
import type { TranscriptMessage } from '../../domain/message.ts';
import { changeReactions } from '../../domain/reactions.ts';
import { textOfTurn } from '../../domain/read-length.ts';
import { memoryAt } from '../../domain/rules/remembering.ts';
import { isTraditionalLocale } from '../../lib/traditional-chinese.ts';
import type { InboxBody, InboxRow, MessageReads, StoredConversation } from '../../ports/store.ts';
import { confidenceSettings } from '../confidence.ts';
import type { EngineContext } from '../context.ts';
import { customerIdOf } from '../identity.ts';
import { lookUpCommandFacts } from './command-facts.ts';

/** The id under which a customer's message is kept. */
export function customerMessageId({ id }: Pick<InboxRow, 'id'>): string {
  return `c${id}`;
}

/** The customer who did what a row tells; undefined where no customer did. */
export function customerOf({ channel, account, customer }: InboxRow): string | undefined {
  return customer && customerIdOf(channel, account, customer.key);
}

/** Whether somebody other than the customer whose conversation it is did this, in a place where others can write too. */
export function isByParticipant(state: ConversationState, row: InboxRow): boolean {
  const customer = customerOf(row);
  return customer !== undefined && customer !== state.customer.id;
}

const MAX_ATTEMPTS = 5;

/** Whether a row that fails now is given up, so that those behind it are handled. */
export function isLastAttempt(row: InboxRow): boolean {
  return row.attempts + 1 >= MAX_ATTEMPTS;
}

/** A conversation that begins with this row, not stored yet. */
export function newConversation(context: EngineContext, row: InboxRow): StoredConversation {
  const { channel, account, conversationKey, conversationId, customer } = row;
  const { content } = context.trained();
  const locale = findLocale(customer?.locale, Object.keys(content.locales)) ?? defaultLocaleOf(content);
  const customerId = customerIdOf(channel, account, customer?.key ?? conversationKey);
  return {
    address: { channel, account, conversationKey },
    version: 0,
    state: newConversationState({
      id: conversationId,
      channel,
      locale,
      ...(isTraditionalLocale(customer?.locale ?? '') && { chineseScript: 'traditional' as const }),
      customer: { id: customerId, name: customer?.name ?? '' },
      createdAt: context.clock.now(),
    }),
  };
}

/**
 * The event these rows, which belong to one turn, amount to; undefined when there is nothing to decide: an edit or a deletion,
 * something about a message that is not there, or what a mere participant does.
 */
export async function toEvent(
  context: EngineContext,
  state: ConversationState,
  rows: InboxRow[],
): Promise<DeskEvent | undefined> {
  const [first] = rows;
  if (first === undefined || isByParticipant(state, first)) return undefined;
  const { body, conversationId } = first;
  const find = (messageKey: string) => findMessage(context.store.read.messages, conversationId, messageKey);
  switch (body.kind) {
    case 'message':
      return analyzeTurn(context, state, rows);
    case 'choice':
      return toChoice(context, state, first, body);
    case 'command':
      return toRequest(context, state, first, body);
    case 'reaction':
      return toReaction(context, await find(body.messageKey), body);
    case 'feedback': {
      const message =
        (await find(body.messageKey)) ?? (await findInDoubt(context, first, ({ asksFeedback }) => asksFeedback));
      return message && { kind: 'feedback', messageId: message.id, author: message.author.kind, score: body.score };
    }
    case 'rating': {
      const asksRating = ({ asksRatingOf }: TranscriptMessage) => asksRatingOf !== undefined;
      const message = (await find(body.messageKey)) ?? (await findInDoubt(context, first, asksRating));
      const ticketId = message?.asksRatingOf;
      return message && ticketId !== undefined
        ? { kind: 'rating', messageId: message.id, ticketId, score: body.score }
        : undefined;
    }
    case 'reachability':
      return { kind: 'reachability', reachable: body.reachable, detail: body.detail };
    case 'limited':
      return body;
    case 'merge_requested':
    case 'contacts_merged':
    case 'merge_ended':
    case 'contacts_unmerged':
    case 'unassign':
    case 'staff_renamed':
      return body;
    case 'staff_command':
      return toCommand(context, state, body);
    case 'action_ended': {
      const ended = await context.store.read.actionCalls.ended(body.callId);
      return ended && { kind: 'action_ended', ...ended };
    }
    case 'delivery_failed': {
      const { messageId, detail } = body;
      const author = (await context.store.read.messages.get(messageId))?.author.kind ?? 'bot';
      return { kind: 'delivery_failed', messageId, author, detail };
    }
    case 'edit':
    case 'delete':
      return undefined;
  }
}

/** A message by the platform's id of it; by our own where the platform names messages by that, or has yet to tell its name. */
export async function findMessage(
  messages: MessageReads,
  conversationId: string,
  messageKey: string,
): Promise<TranscriptMessage | undefined> {
  const found = await messages.findByPlatformKey(conversationId, messageKey);
  const message = found ?? (await messages.get(messageKey));
  return message?.conversationId === conversationId ? message : undefined;
}

const LATEST = 50;

/**
 * The one message with such buttons that may or may not have arrived: a click on a message whose name the platform never told can
 * only be on that.
 */
async function findInDoubt(
  { store }: EngineContext,
  { conversationId }: InboxRow,
  hasButtons: (message: TranscriptMessage) => boolean,
): Promise<TranscriptMessage | undefined> {
  const latest = await store.read.messages.transcript(conversationId, { limit: LATEST, maxTextLength: 0 });
  const inDoubt = latest.filter((message) => message.delivery === 'unknown' && hasButtons(message));
  return inDoubt.length === 1 ? inDoubt[0] : undefined;
}

/** What people do with a message of ours. */
const WITH_OUR_MESSAGE = new Set<InboxBody['kind']>(['choice', 'feedback', 'rating', 'reaction']);
/** Longer than it takes to write down that a message was sent. */
const NAME_KNOWN_AFTER_MS = 10_000;

/**
 * Whether a row concerns a message whose name the platform has yet to tell: people see what is sent, and press its buttons,
 * before the answer to the sending is written down.
 */
export async function concernsMessageBeingSent({ store, clock }: EngineContext, row: InboxRow): Promise<boolean> {
  const { body, conversationId, receivedAt } = row;
  if (!WITH_OUR_MESSAGE.has(body.kind) || !('messageKey' in body)) return false;
  if (clock.now() >= receivedAt + NAME_KNOWN_AFTER_MS) return false;
  const { messages, outbox } = store.read;
  if ((await findMessage(messages, conversationId, body.messageKey)) !== undefined) return false;
  return (await outbox.unsent(conversationId, 1)).length > 0;
}

async function toRequest(
  context: EngineContext,
  state: ConversationState,
  row: InboxRow,
  { command, argument, isPrivate }: Omit<Extract<InboxBody, { kind: 'command' }>, 'kind' | 'messageKey'>,
): Promise<DeskEvent> {
  const facts = await lookUpCommandFacts(context, state, { command, argument });
  return { kind: 'command', messageId: customerMessageId(row), command, argument, isPrivate, facts };
}

/** A choice whose id is a command's text amounts to typing it. One that needs privacy is offered in private only. */
async function toChoice(
  context: EngineContext,
  state: ConversationState,
  row: InboxRow,
  { messageKey, choiceId }: Extract<InboxBody, { kind: 'choice' }>,
): Promise<DeskEvent> {
  const command = parseCommandText(choiceId);
  if (command === undefined) return { kind: 'choice', messageId: customerMessageId(row), choiceId };
  const offers = ({ choices }: Pick<TranscriptMessage, 'choices'>) => choices.some(({ id }) => id === choiceId);
  const pressedOn = await findMessage(context.store.read.messages, row.conversationId, messageKey);
  const isPrivate = offers(pressedOn ?? (await findInDoubt(context, row, offers)) ?? { choices: [] });
  return toRequest(context, state, row, { ...command, isPrivate });
}

async function toReaction(
  context: EngineContext,
  message: TranscriptMessage | undefined,
  { emoji, added }: Extract<InboxBody, { kind: 'reaction' }>,
): Promise<DeskEvent | undefined> {
  if (message === undefined) return undefined;
  const known = await context.store.read.feedback.get(message.id);
  return {
    kind: 'reaction',
    message,
    emoji,
    added,
    reactions: changeReactions(known?.reactions ?? [], { emoji, added }),
  };
}

async function toCommand(
  context: EngineContext,
  state: ConversationState,
  { ticketId, staff, command }: Extract<InboxBody, { kind: 'staff_command' }>,
): Promise<DeskEvent> {
  const { messages, contactMerges } = context.store.read;
  const messageId = 'messageId' in command ? command.messageId : undefined;
  const concerned = messageId === undefined ? undefined : await messages.get(messageId);
  const capabilities = context.channels.get(state.channel)?.capabilities;
  return {
    kind: 'staff_command',
    ticketId,
    staff,
    command,
    concerned: concerned?.conversationId === state.id ? concerned : undefined,
    channelCan: { edit: capabilities?.edits ?? false, delete: capabilities?.deletes ?? false },
    mergedWith: command.kind === 'unmerge' ? await contactMerges.mergedWith(state.customer.id) : [],
  };
}

/** What customers say or press: what cannot be handled of it is for people. */
const FOR_PEOPLE = new Set<InboxBody['kind']>(['message', 'command', 'choice']);

/** The event of rows that cannot be handled as what they are; undefined when they are nothing that people have to see. */
export function toUnreadEvent(state: ConversationState, rows: InboxRow[]): DeskEvent | undefined {
  const said = rows.filter((row) => FOR_PEOPLE.has(row.body.kind) && !isByParticipant(state, row));
  if (said.length === 0) return undefined;
  const last = said.at(-1)?.body;
  const messageKey = last?.kind === 'message' ? last.messageKey : undefined;
  return { kind: 'unread', messageIds: said.map(customerMessageId), messageKey };
}

async function analyzeTurn(
  context: EngineContext,
  state: ConversationState,
  rows: InboxRow[],
): Promise<DeskEvent | undefined> {
  const bodies = rows.flatMap(({ body }) => (body.kind === 'message' ? [body] : []));
  const own = bodies.map((body) => body.text).filter((text) => text.trim() !== '');
  const passedOn = bodies.flatMap(({ enclosures = [] }) => wordsToRead(enclosures));
  const text = textOfTurn([...own, ...passedOn]);
  const { slotFilling, locale } = state;
  const expecting = slotFilling && { intent: slotFilling.intent, slot: slotFilling.slot };
  const previous = contextOf(memoryAt(state, context.clock.now(), context.policy));
  const request = { text, locale, expecting, conversationId: state.id, previous };
  const analysis = await read(context, request, rows);
  if (analysis === undefined) return toUnreadEvent(state, rows);
  return {
    kind: 'turn',
    messageIds: rows.map(customerMessageId),
    text,
    analysis: passedOn.length === 0 ? analysis : await withOwnMood(context, { analysis, own, request, rows }),
    messageKey: bodies.at(-1)?.messageKey ?? '',
    files: bodies.reduce((count, body) => count + (body.attachments ?? []).length + (body.enclosures ?? []).length, 0),
  };
}

interface OthersWords {
  analysis: Analysis;
  /** What the customer said beside them. */
  own: string[];
  request: AnalysisRequest;
  rows: InboxRow[];
}

/** What a customer passes on may be what they ask about, but how somebody else feels in it, or what they want, is not theirs. */
async function withOwnMood(context: EngineContext, { analysis, own, request, rows }: OthersWords): Promise<Analysis> {
  const ownAnalysis = own.length === 0 ? undefined : await read(context, { ...request, text: textOfTurn(own) }, rows);
  const mood = ownAnalysis === undefined ? NO_MOOD : moodOf(ownAnalysis.understanding);
  return { ...analysis, understanding: { ...analysis.understanding, ...mood } };
}

/** What would come of trying the same text again. */
const OF_THE_TEXT = new Set<AnalyzerErrorCode>(['too_slow', 'crashed', 'failed']);

/** Undefined for a text that would take too long again, or end the analyzer's thread again, if it were tried again. */
async function read(context: EngineContext, request: AnalysisRequest, rows: InboxRow[]): Promise<Analysis | undefined> {
  try {
    const analysis = await context.trained().analyzer.analyze(request);
    return applyConfidence(analysis, await confidenceSettings(context));
  } catch (error) {
    if (!(error instanceof AnalyzerError && OF_THE_TEXT.has(error.code))) throw error;
    const inboxRows = rows.map(({ id }) => id);
    context.logger.error({ err: error, inboxRows }, 'a message could not be read; it goes to people');
    return undefined;
  }
}
