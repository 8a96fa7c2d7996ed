/** Fits confidences anew to what became of the desk's own messages, beside all other work. */

import { ALL_LOCALES, type ConfidenceSettings } from '../domain/confidence/apply.ts';
import { type ArticleOfIntent, type KindLabel, labelsOf } from '../domain/confidence/labels.ts';
import type { FitOf } from '../domain/confidence/learn.ts';
import { allFits, fitsDue } from '../domain/confidence/learn.ts';
import type { DeskContent } from '../domain/content.ts';
import type { Policy } from '../domain/policy.ts';
import { articleOf } from '../domain/rules/content.ts';
import { repeat } from '../lib/repeat.ts';
import type { StoredFit } from '../ports/confidence.ts';
import type { StoreReads } from '../ports/store.ts';
import type { EngineContext } from './context.ts';

/** So many of the newest decisions say how the bot does now. */
const MOST_DECISIONS = 1_000;
/** More fits than this are not looked back at. */
const MOST_FITS = 200;
const DEFAULT_INTERVAL_MS = 10 * 60_000;

type LearningContext = Pick<EngineContext, 'store' | 'clock' | 'policy' | 'logger' | 'trained' | 'learnsEveryMs'>;

/** What confidences go by at this moment: the same for every process on the store. */
export async function confidenceSettings({
  store,
  policy,
}: Pick<EngineContext, 'store'> & { policy: Pick<Policy, 'offTopicShare'> }): Promise<ConfidenceSettings> {
  return { offTopicShare: policy.offTopicShare, fits: await store.read.confidence.inForce() };
}

/** Everything that is known of whether the bot was right: from a file, and from decisions. */
export async function readLabels(read: StoreReads, content: DeskContent): Promise<KindLabel[]> {
  return [...(await read.confidence.fileLabels()), ...(await readOwnLabels(read, content))];
}

/** What decisions say of whether the bot was right, the oldest first. */
export async function readOwnLabels(read: StoreReads, content: DeskContent): Promise<KindLabel[]> {
  const decisions = await read.decisions.judged(MOST_DECISIONS);
  return decisions.toReversed().flatMap((decision) => labelsOf(decision, articleIn(content, decision.locale)));
}

/** Which article the intents of a locale answer from. */
export function articleIn({ locales }: DeskContent, locale: string): ArticleOfIntent {
  const intents = locales[locale]?.intents ?? [];
  return (name) => {
    const intent = intents.find((one) => one.name === name);
    return intent && articleOf(intent);
  };
}

/**
 * Makes the fits that are due, and puts in force those that are better than what is. Of two processes that make the same one the second
 * leaves it at that; nothing is done while learning is off.
 */
export async function learnConfidence(context: LearningContext): Promise<void> {
  const { store, trained } = context;
  const { read } = store;
  if (!(await read.confidence.learning()).isOn) return;
  const former = await read.confidence.fits(MOST_FITS);
  const { content } = trained();
  const known = { ...(await confidenceSettings(context)), locales: Object.keys(content.locales), former };
  await keepFits(context, fitsDue(await readLabels(read, content), known), former);
}

/** Makes every fit that the labels of a file and the desk's own are enough for, and turns learning on. */
export async function learnFromFile(
  context: LearningContext,
  labels: readonly KindLabel[],
  by: { id: string; name: string },
): Promise<FitOf[]> {
  const { store, clock, trained } = context;
  await store.transaction(async (tx) => {
    await tx.confidence.setFileLabels(labels);
    await tx.confidence.setLearning({ isOn: true, by, at: clock.now() });
  });
  const former = await store.read.confidence.fits(MOST_FITS);
  const { content } = trained();
  const known = { ...(await confidenceSettings(context)), locales: Object.keys(content.locales) };
  const fits = allFits(await readLabels(store.read, content), known);
  if (!(await keepFits(context, fits, former))) {
    throw new Error('Other fits were made, or learning was turned off, at the same moment: try again.');
  }
  return fits;
}

/** False, and nothing is kept, where others were made since those that are known, or learning was turned off. */
async function keepFits(
  { store, clock, logger }: LearningContext,
  fits: readonly FitOf[],
  former: readonly StoredFit[],
): Promise<boolean> {
  if (fits.length === 0) return true;
  const isKept = await store.transaction(async (tx) => {
    const [newest] = await tx.confidence.fits(1);
    if (newest?.id !== former[0]?.id || !(await tx.confidence.learning()).isOn) return false;
    for (const { isBetter, ...fit } of fits) {
      await tx.confidence.addFit({ ...fit, at: clock.now(), state: isBetter ? 'in_force' : 'not_better' });
    }
    return true;
  });
  if (!isKept) return false;
  for (const { kind, locale, labels, isBetter, scaling, before, after } of fits) {
    const about = { kind, locale: locale === ALL_LOCALES ? 'all' : locale, labels, ...scaling };
    const errors = { errorBefore: before.error, errorAfter: after.error };
    if (isBetter) logger.info({ ...about, ...errors }, 'confidences are fitted anew to what became of messages');
    else
      logger.info(
        { ...about, ...errors },
        'a new fit of confidences is no better than what is in force, and is not used',
      );
  }
  return true;
}

/** Learns from now on. Returns a function that stops it and resolves when no fit is being made. */
export function startLearning(context: LearningContext): () => Promise<void> {
  const { clock, logger, learnsEveryMs = DEFAULT_INTERVAL_MS } = context;
  return repeat(clock, learnsEveryMs, async () => {
    try {
      await learnConfidence(context);
    } catch (error) {
      logger.error({ err: error }, 'confidences could not be fitted to what became of messages; trying again');
    }
  });
}
