/** What customers thought, taken together. */

import { type Satisfaction, summarizeSatisfaction } from '../../domain/satisfaction.ts';
import type { FeedbackKind, FeedbackRow } from '../../ports/store.ts';

/** The lowest score that counts as satisfied. */
const SATISFIED_AT: Record<FeedbackKind, number> = { answer: 1, rating: 4 };

/** Summarises feedback, whatever it is about; answers, scored 0 or 1, and ratings of 1 to 5 are never added up. */
export function satisfactionOf(rows: readonly FeedbackRow[], { minScores }: { minScores: number }): Satisfaction {
  const ofKind = (kind: FeedbackKind) => {
    const asked = rows.filter((row) => row.kind === kind);
    const scores = asked.flatMap(({ score, weight }) => (score === undefined ? [] : [{ score, weight }]));
    return summarizeSatisfaction({ asked: asked.length, scores, satisfiedAt: SATISFIED_AT[kind], minScores });
  };
  return { ratings: ofKind('rating'), answers: ofKind('answer') };
}
