/** Reads what people say in public channels, beside all other work and after it. */

import { applyConfidence } from '../domain/confidence/apply.ts';
import type { DeskContent } from '../domain/content.ts';
import { DAY_MS, type Policy } from '../domain/policy.ts';
import { hourOf, type PublicMessage, type PublicMessageFact, readPublicMessage } from '../domain/public-message.ts';
import { firstUnits } from '../lib/text.ts';
import { confidenceSettings } from './confidence.ts';
import type { EngineContext } from './context.ts';
import { digestOf } from './identity.ts';

export interface PublicListener {
  /** Never waits and never throws: what is more than can be read is counted and let go. */
  hear(message: PublicMessage): void;
  /** Resolves when all that was heard so far is kept. */
  settled(): Promise<void>;
  /** Reads no more; what waits is counted as not read. Resolves when nothing is under way. */
  stop(): Promise<void>;
}

export interface PublicListenerOptions extends Pick<EngineContext, 'store' | 'clock' | 'logger' | 'trained'> {
  policy(): Pick<Policy, 'answerIntentAt' | 'offTopicShare'>;
  /** What the desk is called. */
  names(): readonly string[];
}

/** More waiting than these are not read. */
export const MOST_WAITING = 500;
/** Longer than any platform tells the same message again. */
const KNOWN_FOR_MS = 2 * DAY_MS;
const NAMESPACE = 'public-messages';
/** To the analyzer all that is said in public is one conversation among those of customers. */
const CONVERSATION_ID = 'public-messages';
const LONGEST_TEXT = 2_000;

/**
 * Reads one message after the other. What comes while too many wait, and what waits when the process ends, is not read: it is a sample,
 * and no customer waits for it.
 */
export function createPublicListener(options: PublicListenerOptions): PublicListener {
  const { store, logger } = options;
  const waiting: PublicMessage[] = [];
  const unread = new Map<string, PublicMessageFact>();
  let working: Promise<void> | undefined;
  let isStopped = false;

  const countUnread = (message: PublicMessage): void => {
    const fact = toFact(message, undefined);
    const key = JSON.stringify([fact.at, fact.channel, fact.place]);
    unread.set(key, { ...fact, messages: (unread.get(key)?.messages ?? 0) + 1 });
  };
  const keepUnread = async (): Promise<void> => {
    const facts = [...unread.values()];
    unread.clear();
    if (facts.length === 0) return;
    logger.warn({ messages: facts.reduce((sum, { messages }) => sum + messages, 0) }, 'public messages were not read');
    await store.transaction(async (tx) => {
      for (const fact of facts) await tx.publicMessages.add(fact);
    });
  };
  const work = async (): Promise<void> => {
    for (let message = waiting.shift(); message !== undefined; message = waiting.shift()) {
      try {
        await keep(options, message);
      } catch (error) {
        logger.warn({ err: error }, 'a public message could not be read');
        countUnread(message);
      }
    }
    await keepUnread().catch((error: unknown) =>
      logger.warn({ err: error }, 'unread public messages were not counted'),
    );
    working = undefined;
    if (waiting.length > 0 && !isStopped) working = work();
  };
  return {
    hear(message) {
      if (isStopped) return;
      if (waiting.length >= MOST_WAITING) return countUnread(message);
      waiting.push({ ...message, text: firstUnits(message.text, LONGEST_TEXT) });
      working ??= work();
    },
    async settled() {
      while (working !== undefined) await working;
    },
    async stop() {
      isStopped = true;
      for (const message of waiting.splice(0)) countUnread(message);
      while (working !== undefined) await working;
      await keepUnread();
    },
  };
}

/** Reads a message that is not known yet, and keeps what it says; what staff write is none of people's mood. */
async function keep(options: PublicListenerOptions, message: PublicMessage): Promise<void> {
  const { store, clock, trained } = options;
  const policy = options.policy();
  const { channel, account, place, messageKey, authorKey, text } = message;
  if (text.trim() === '') return;
  const key = digestOf([channel, account, place, messageKey]);
  if ((await store.read.keyValues.get(NAMESPACE, key, clock.now())) !== undefined) return;
  const author = await store.read.staff.byIdentity({ platform: channel, account, userKey: authorKey });
  if (author !== undefined && author.removed === undefined) return;
  const { content, analyzer } = trained();
  const [locale = 'en'] = Object.keys(content.locales);
  const request = { text, locale, conversationId: CONVERSATION_ID };
  const analysis = applyConfidence(await analyzer.analyze(request), await confidenceSettings({ store, policy }));
  const isTopic = (intent: string): boolean => isWritten(content, analysis.understanding.locale, intent);
  const { answerIntentAt } = policy;
  const reading = readPublicMessage(text, analysis, { names: options.names(), answerIntentAt, isTopic });
  await store.transaction(async (tx) => {
    if ((await tx.keyValues.get(NAMESPACE, key, clock.now())) !== undefined) return;
    await tx.keyValues.set({ namespace: NAMESPACE, key, value: '', expiresAt: clock.now() + KNOWN_FOR_MS });
    await tx.publicMessages.add(toFact(message, reading));
  });
}

/** Whether an intent is one that the desk's admin has written, and none of those that come with every desk. */
function isWritten({ locales }: DeskContent, locale: string, name: string): boolean {
  const intents = locales[locale]?.intents ?? Object.values(locales).flatMap((one) => one.intents);
  return intents.some((intent) => intent.name === name && intent.builtIn !== true);
}

function toFact(
  { channel, place, placeName, writtenAt }: PublicMessage,
  reading: PublicMessageFact['reading'],
): PublicMessageFact {
  return { at: hourOf(writtenAt), channel, place, placeName, messages: 1, reading };
}
