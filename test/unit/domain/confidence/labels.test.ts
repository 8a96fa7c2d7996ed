import { describe, expect, test } from 'vitest';
import { labelsOf } from '../../../../src/domain/confidence/labels.ts';
import type { StoredDecision } from '../../../../src/domain/decision-record.ts';
import { DEFAULT_POLICY } from '../../../../src/domain/policy.ts';

const ANNA = { id: 'anna', name: 'Anna' };
const articleOfIntent = (intent: string) => (intent === 'refund' ? 'refunds' : undefined);

/** The best intent was “refund”, read at .7, and the best article “refunds”, at .4. */
function decision(parts: Partial<StoredDecision>): StoredDecision {
  return {
    ...{ id: 1, conversationId: 'c1', channel: 'web', at: 10, contentVersion: 'v', locale: 'zh', ticketId: undefined },
    rule: 'intent_confident',
    action: 'answered',
    analysis: {
      locale: 'en',
      intents: [
        { intent: 'refund', confidence: 0.8 },
        { intent: 'returns', confidence: 0.1 },
      ],
      articles: [{ articleId: 'refunds', confidence: 0.4 }],
      asRead: { intent: 0.7, article: 0.4 },
      ...{ sentiment: 0, signals: [], entities: [] },
    },
    thresholds: DEFAULT_POLICY,
    ...{ messageIds: [], answerIds: [], outcome: undefined, correction: undefined },
    ...parts,
  };
}

/** What is said of the best intent and of the best article. */
function said(parts: Partial<StoredDecision>): string {
  const labels = labelsOf(decision(parts), articleOfIntent);
  return labels.map(({ kind, right }) => `${kind} ${right ? 'right' : 'wrong'}`).join(', ') || 'nothing';
}

const helped = { outcome: 'helped', at: 20 } as const;
const notHelped = { outcome: 'not_helped', at: 20 } as const;
const picked = (choiceId: string) => ({ outcome: 'picked', choiceId, at: 20 }) as const;
const meant = (parts: { intent?: string; articleId?: string }) => ({
  ...{ intent: undefined, articleId: undefined, by: ANNA, at: 30 },
  ...parts,
});
const OFFER = { rule: 'candidates_likely', action: 'offered_choices' } as const;

describe('what is known of a decision says of its best candidates', () => {
  test.each<[string, Partial<StoredDecision>, string]>([
    ['nothing became of it', {}, 'nothing'],
    ['an answer by an intent helped', { outcome: helped }, 'intent right'],
    ['an answer by an intent did not help', { outcome: notHelped }, 'intent wrong'],
    ['an answer from an article helped', { rule: 'article_confident', outcome: helped }, 'article right'],
    ['it was handed over', { outcome: { outcome: 'handed_over', at: 20 } }, 'nothing'],
    ['the best intent was picked', { ...OFFER, outcome: picked('i:refund') }, 'intent right, article right'],
    ['another intent was picked', { ...OFFER, outcome: picked('i:returns') }, 'intent wrong'],
    ['its article was picked', { ...OFFER, outcome: picked('a:refunds') }, 'intent right, article right'],
    ['another article was picked', { ...OFFER, outcome: picked('a:hours') }, 'intent wrong, article wrong'],
    ['a person was picked', { ...OFFER, outcome: picked('person') }, 'intent wrong, article wrong'],
    ['staff say another intent', { outcome: helped, correction: meant({ intent: 'returns' }) }, 'intent wrong'],
    ['staff say nothing it knows', { rule: 'nothing_likely', correction: meant({}) }, 'intent wrong, article wrong'],
    ['it was no reading that decided', { rule: 'slot_given', outcome: helped }, 'nothing'],
    ['what was read is forgotten', { analysis: undefined, outcome: helped }, 'nothing'],
  ])('%s', (_, parts, expected) => expect(said(parts)).toBe(expected));

  test('with the confidence as it was read, in the locale of the text, from when it was known on', () => {
    expect(labelsOf(decision({ outcome: helped }), articleOfIntent)).toEqual([
      { kind: 'intent', locale: 'en', about: 'refund', confidence: 0.7, right: true, at: 20 },
    ]);
  });
});
