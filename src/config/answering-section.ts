/** The section `answering` of `desk.yaml`: when the bot answers, asks back, and hands over. */

import { z } from 'zod';
import { thresholdsFromCosts } from '../domain/confidence/costs.ts';
import { DEFAULT_POLICY, MINUTE_MS, type Policy } from '../domain/policy.ts';
import { SENTENCE_ENCODERS, type SentenceEncoderName } from '../domain/sentence-encoders.ts';

const share = z.number().min(0).max(1);
const seconds = z.number().min(0).max(300);
const cost = z.number().positive().max(1_000);

const costs = z.strictObject({
  wrong_answer: cost.describe('What an answer costs that is not what was asked.'),
  needless_handover: cost.describe('What it costs to hand over what the bot would have answered rightly.'),
  asking_back: cost.describe('What it costs to ask which of two is meant.'),
});

/** What says the same as costs do. */
const THRESHOLDS = ['answer_intent_at', 'answer_article_at', 'offer_at'] as const;

export const answeringSection = z
  .strictObject({
    answer_intent_at: share.optional().describe('The bot acts on an intent at or above this confidence.'),
    answer_article_at: share.optional().describe('The bot answers from an article at or above this confidence.'),
    offer_at: share
      .optional()
      .describe('The two best candidates are offered when the right one is among them with at least this probability.'),
    costs: costs
      .optional()
      .describe('In place of the three: what is expected to cost least is done. Only their proportions matter.'),
    off_topic_share: z
      .number()
      .min(0.01)
      .max(0.95)
      .optional()
      .describe(
        'The share of messages that are about nothing the desk knows, which confidences take for granted until the desk’s own messages say.',
      ),
    close_within: share.optional().describe('Two intents whose confidences differ by less are offered both.'),
    failures_before_handover: z
      .int()
      .min(1)
      .max(10)
      .optional()
      .describe('After so many turns in a row without success the bot hands over.'),
    forget_minutes: z
      .number()
      .positive()
      .max(10_000)
      .optional()
      .describe('After so long without a word of the customer what was talked about is forgotten.'),
    burst_seconds: seconds.optional().describe('Messages that follow each other within this time are one turn.'),
    burst_max_seconds: seconds.optional().describe('How long such a turn may last at most.'),
    embedding: z
      .enum(Object.keys(SENTENCE_ENCODERS) as SentenceEncoderName[])
      .optional()
      .describe(
        'The sentence encoder that English intents are learnt with, once it is installed; in force with the next start.',
      ),
  })
  .superRefine((section, refinement) => {
    if (section.costs === undefined) return;
    for (const threshold of THRESHOLDS.filter((name) => section[name] !== undefined)) {
      const message = 'it follows from answering.costs, leave one of the two out';
      refinement.addIssue({ code: 'custom', path: [threshold], message });
    }
  });

type Answering = Pick<
  Policy,
  | 'answerIntentAt'
  | 'answerArticleAt'
  | 'offerAt'
  | 'closeWithin'
  | 'offTopicShare'
  | 'failuresBeforeHandover'
  | 'forgetAfterMs'
  | 'burstWindowMs'
  | 'burstMaxMs'
>;

/** What the section amounts to. */
export function toAnswering(section: z.infer<typeof answeringSection>): Answering {
  const base = DEFAULT_POLICY;
  const thresholds = section.costs === undefined ? base : toThresholds(section.costs);
  return {
    answerIntentAt: section.answer_intent_at ?? thresholds.answerIntentAt,
    answerArticleAt: section.answer_article_at ?? thresholds.answerArticleAt,
    offerAt: section.offer_at ?? thresholds.offerAt,
    closeWithin: section.close_within ?? base.closeWithin,
    offTopicShare: section.off_topic_share ?? base.offTopicShare,
    failuresBeforeHandover: section.failures_before_handover ?? base.failuresBeforeHandover,
    forgetAfterMs: inMilliseconds(section.forget_minutes, MINUTE_MS) ?? base.forgetAfterMs,
    burstWindowMs: inMilliseconds(section.burst_seconds, 1_000) ?? base.burstWindowMs,
    burstMaxMs: inMilliseconds(section.burst_max_seconds, 1_000) ?? base.burstMaxMs,
  };
}

function toThresholds(given: z.infer<typeof costs>) {
  const { wrong_answer: wrongAnswer, needless_handover: needlessHandover, asking_back: askingBack } = given;
  return thresholdsFromCosts({ wrongAnswer, needlessHandover, askingBack });
}

function inMilliseconds(amount: number | undefined, unitMs: number): number | undefined {
  return amount === undefined ? undefined : Math.round(amount * unitMs);
}
