/** Draws which of an intent's several answers a message is given, by what became of those that were given before. */

import { answerKey, drawAnswer, drawnFor, evidenceOf, givenAnswers, sharesOf } from '../domain/answer-trial.ts';
import type { DeskEvent, DrawnAnswer } from '../domain/decision.ts';
import { DAY_MS } from '../domain/policy.ts';
import { repeat } from '../lib/repeat.ts';
import type { Evidence } from '../lib/statistics/thompson.ts';
import type { EngineContext } from './context.ts';

/** So many of the newest answers say how each does, and none that was given longer ago. */
const MOST_ANSWERS = 20_000;
const LONGEST_MS = 180 * DAY_MS;
const DEFAULT_INTERVAL_MS = 10 * 60_000;

/** What is known of the answers of each intent, by `drawnFor` and then by the answer's key. */
export type KnownAnswers = ReadonlyMap<string, ReadonlyMap<string, Evidence>>;

/** Shares of intents as they were worked out, for as long as the same is known. */
const sharesByKnown = new WeakMap<KnownAnswers, Map<string, number[]>>();
const NOTHING_KNOWN: KnownAnswers = new Map();

type DrawingContext = Pick<EngineContext, 'trained' | 'knownAnswers' | 'firstAnswersOnly'>;
type TrialContext = Pick<EngineContext, 'store' | 'clock' | 'logger' | 'knownAnswers' | 'learnsEveryMs'>;

/**
 * What each intent with several answers would say to this event: always the same for the same event, content and knowledge. Intents whose
 * answer is fixed are left out.
 */
export function drawAnswers(
  { trained, firstAnswersOnly, knownAnswers = NOTHING_KNOWN }: DrawingContext,
  event: DeskEvent,
  eventId: string,
): Map<string, DrawnAnswer> {
  const drawn = new Map<string, DrawnAnswer>();
  if (firstAnswersOnly) return drawn;
  for (const { intents } of Object.values(trained().content.locales)) {
    for (const intent of intents) {
      const variants = intent.outcome.kind === 'answer' ? intent.outcome.variants : undefined;
      if (variants === undefined || variants.fixed !== undefined) continue;
      const name = drawnFor(intent);
      const shares = sharesInForce(knownAnswers, name, variants.texts.map(answerKey));
      const index = drawAnswer(messageIdOf(event) ?? eventId, name, shares);
      drawn.set(name, { index, share: shares[index] ?? 0 });
    }
  }
  return drawn;
}

function messageIdOf(event: DeskEvent): string | undefined {
  if (event.kind === 'turn') return event.messageIds[0];
  return event.kind === 'choice' ? event.messageId : undefined;
}

function sharesInForce(known: KnownAnswers, intent: string, answers: readonly string[]): number[] {
  const worked = sharesByKnown.get(known) ?? new Map<string, number[]>();
  sharesByKnown.set(known, worked);
  const key = [intent, ...answers].join(' ');
  const shares = worked.get(key) ?? sharesOf(answers, known.get(intent) ?? new Map());
  worked.set(key, shares);
  return shares;
}

/** Reads what became of the answers that were given; what is drawn goes by it from then on. */
export async function learnAnswers(context: TrialContext): Promise<void> {
  const now = context.clock.now();
  const given = givenAnswers(await context.store.read.decisions.variants(now - LONGEST_MS, MOST_ANSWERS));
  context.knownAnswers = new Map([...given].map(([intent, answers]) => [intent, evidenceOf(answers, now)]));
}

/** Learns from now on. Returns a function that stops it and resolves when nothing is being read. */
export function startTrials(context: TrialContext): () => Promise<void> {
  const { clock, learnsEveryMs = DEFAULT_INTERVAL_MS } = context;
  return repeat(clock, learnsEveryMs, async () => {
    try {
      await learnAnswers(context);
    } catch (error) {
      context.logger.error({ err: error }, 'what became of answers could not be read; trying again');
    }
  });
}
