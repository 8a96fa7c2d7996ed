/** Brings what was read of a text to the confidences in force, before anything is decided by them. */

import type { Analysis, ArticleMatch, IntentCandidate } from '../analysis.ts';
import { type Scaling, scaleCandidates, scaleConfidence, shiftConfidence, TRAINED_OFF_TOPIC_SHARE } from './scaling.ts';

/** Whose confidences are scaled together: those of intents and those of articles are different measures. */
export const CONFIDENCE_KINDS = ['intent', 'article'] as const;
export type ConfidenceKind = (typeof CONFIDENCE_KINDS)[number];

/** The locale of a fit to the labels of all locales together. */
export const ALL_LOCALES = '';

/** A fit that is in force. */
export interface FitInForce extends Scaling {
  id: number;
  kind: ConfidenceKind;
  locale: string;
}

/** What confidences were scaled by; kept with what was decided by them. */
export type ScaledBy = (Scaling & { fitId: number }) | { offTopicShare: number };

/** What confidences go by. */
export interface ConfidenceSettings {
  offTopicShare: number;
  fits: readonly FitInForce[];
}

/** The fit for a locale: its own, else that of all together. */
export function fitFor(fits: readonly FitInForce[], kind: ConfidenceKind, locale: string): FitInForce | undefined {
  const ofKind = fits.filter((fit) => fit.kind === kind);
  return ofKind.find((fit) => fit.locale === locale) ?? ofKind.find((fit) => fit.locale === ALL_LOCALES);
}

/**
 * The analysis with every confidence in it scaled, each candidate with its confidence as it was read. Intents go by the fit of their
 * locale, and without one by the share of off-topic messages; articles by a fit of their own or as they were read.
 */
export function applyConfidence(analysis: Analysis, settings: ConfidenceSettings): Analysis {
  const { locale } = analysis.understanding;
  const intents = scalerFor(settings, 'intent', locale);
  const articles = scalerFor(settings, 'article', locale);
  const scaledBy = { intent: intents.by, article: articles.by };
  const scaleAnswers = (answers: ArticleMatch[]) => scaleRead(answers, articles.scale);
  const scaleIntents = (read: IntentCandidate[]) => scaleRead(read, intents.scale);
  const scaleReading = <R extends Omit<Analysis, 'parts'>>(reading: R): R => ({
    ...reading,
    understanding: { ...reading.understanding, intents: scaleIntents(reading.understanding.intents), scaledBy },
    answers: scaleAnswers(reading.answers),
    ...(reading.inContext && {
      inContext: {
        intents: scaleIntents(reading.inContext.intents),
        answers: scaleAnswers(reading.inContext.answers),
      },
    }),
  });
  return { ...scaleReading(analysis), ...(analysis.parts && { parts: analysis.parts.map(scaleReading) }) };
}

interface Scaler {
  scale(confidence: number): number;
  by: ScaledBy | undefined;
}

/** What is in force for a kind and locale. */
export function scalerFor(settings: ConfidenceSettings, kind: ConfidenceKind, locale: string): Scaler {
  const fit = fitFor(settings.fits, kind, locale);
  const offTopicShare = kind === 'intent' ? settings.offTopicShare : TRAINED_OFF_TOPIC_SHARE;
  if (fit !== undefined) {
    const { id: fitId, slope, intercept } = fit;
    return { scale: (confidence) => scaleConfidence(confidence, fit), by: { fitId, slope, intercept } };
  }
  return {
    scale: (confidence) => shiftConfidence(confidence, offTopicShare),
    by: offTopicShare === TRAINED_OFF_TOPIC_SHARE ? undefined : { offTopicShare },
  };
}

function scaleRead<C extends { confidence: number }>(read: readonly C[], scale: Scaler['scale']): C[] {
  const withReading = read.map((one) => ({ ...one, asRead: one.confidence }));
  return scaleCandidates(withReading, scale);
}
