/** Which fits are to be made of the labels there are. */

import { ALL_LOCALES, CONFIDENCE_KINDS, type ConfidenceKind, type ConfidenceSettings, scalerFor } from './apply.ts';
import { type Fit, judgeFit, LEAST_LABELS } from './fit.ts';
import type { KindLabel } from './labels.ts';
import { startFor, TRAINED_OFF_TOPIC_SHARE } from './scaling.ts';

/** What is fitted: a kind, in one locale or in all together. */
interface Subject {
  kind: ConfidenceKind;
  locale: string;
}

export type FitOf = Fit & Subject;

/** A fit that was made before. */
export type FormerFit = Subject & { at: number };

/** With so many labels more than a fit was made from, or with this share more, the next one is made. */
const LEAST_NEW_LABELS = 10;
const LEAST_NEW_SHARE = 0.1;

/**
 * The fits that are due: for each locale with labels enough of its own, and for all together where a locale has too few. One is due once
 * enough labels have become known since the last one was made.
 */
export function fitsDue(
  labels: readonly KindLabel[],
  known: ConfidenceSettings & { locales: readonly string[]; former: readonly FormerFit[] },
): FitOf[] {
  const isDue = (kind: ConfidenceKind, locale: string, own: readonly KindLabel[]): boolean => {
    const last = known.former.filter((fit) => fit.kind === kind && fit.locale === locale).map(({ at }) => at);
    const fresh = own.filter(({ at }) => at > Math.max(Number.NEGATIVE_INFINITY, ...last)).length;
    return fresh >= Math.max(LEAST_NEW_LABELS, LEAST_NEW_SHARE * own.length);
  };
  return subjectsOf(labels, known.locales)
    .filter(({ kind, locale, own }) => isDue(kind, locale, own))
    .map(({ kind, locale, own }) => ({
      kind,
      locale,
      ...judgeFit(own, startOf(kind, known), inForce(kind, locale, known)),
    }));
}

/** Every fit that the labels are enough for, whether or not it is due. */
export function allFits(
  labels: readonly KindLabel[],
  known: ConfidenceSettings & { locales: readonly string[] },
): FitOf[] {
  return fitsDue(
    labels.map((label) => ({ ...label, at: Number.POSITIVE_INFINITY })),
    { ...known, former: [] },
  );
}

function subjectsOf(labels: readonly KindLabel[], locales: readonly string[]): (Subject & { own: KindLabel[] })[] {
  return CONFIDENCE_KINDS.flatMap((kind) => {
    const ofKind = labels.filter((label) => label.kind === kind);
    const of = locales.map((locale) => ({ kind, locale, own: ofKind.filter((label) => label.locale === locale) }));
    const enough = of.filter(({ own }) => own.length >= LEAST_LABELS);
    const isAllKnown = enough.length === locales.length;
    return isAllKnown || ofKind.length < LEAST_LABELS
      ? enough
      : [...enough, { kind, locale: ALL_LOCALES, own: ofKind }];
  });
}

function startOf(kind: ConfidenceKind, { offTopicShare }: ConfidenceSettings) {
  return startFor(kind === 'intent' ? offTopicShare : TRAINED_OFF_TOPIC_SHARE);
}

function inForce(kind: ConfidenceKind, locale: string, settings: ConfidenceSettings) {
  return scalerFor(settings, kind, locale).scale;
}
