/** What the desk decides by. `desk.yaml` may change each of them. */

import { TRAINED_OFF_TOPIC_SHARE } from './confidence/scaling.ts';
import type { ReactionScores } from './reactions.ts';

export interface Policy {
  /** What the desk calls itself. */
  deskName: string;
  /** The bot answers at or above these calibrated confidences, and not below. */
  answerIntentAt: number;
  answerArticleAt: number;
  /** The two best candidates are offered as a choice when one of them is right with at least this probability. */
  offerAt: number;
  /** The two best intents are close when they differ by less than this. */
  closeWithin: number;
  /** The share of off-topic messages that confidences take for granted until the desk's own messages say. */
  offTopicShare: number;
  /** Turns in a row that the bot fails to answer before it hands over. */
  failuresBeforeHandover: number;
  /** After this long without a word of the customer's, what was talked about is forgotten. */
  forgetAfterMs: number;
  /** Messages that follow each other within `burstWindowMs` are one turn, for at most `burstMaxMs`. */
  burstWindowMs: number;
  burstMaxMs: number;
  priority: {
    /** α: the weight of importance. */
    importanceWeight: number;
    /** β: the weight of urgency. */
    urgencyWeight: number;
    /** γ: the weight of complexity. */
    complexityWeight: number;
    /** What an hour of waiting adds to the rank in the queue. */
    ageingPerHour: number;
    /** What an hour of waiting adds to urgency. */
    urgencyPerHour: number;
  };
  /** After this long unclaimed, staff are reminded; after `supervisorAfterMs`, the supervisor is named. */
  reminderAfterMs: number;
  supervisorAfterMs: number;
  supervisor: string;
  /** Whether a handover says how many are before the customer in the queue. */
  tellsPlace: boolean;
  /** Whether a customer who is handed over is told how long it is likely to take, where that can be told. */
  tellsWait: boolean;
  /** A customer who writes within this time of the resolution opens the ticket again. */
  reopenWithinMs: number;
  /** For so long a staff member's reply can be taken back before it leaves; 0 where it leaves at once. */
  replyUndoMs: number;
  /** So long after a reply that the customer leaves unanswered they are asked about it once; undefined for never. */
  nudgeAfterMs: number | undefined;
  /** So long after it the ticket is resolved, longer than `nudgeAfterMs`; undefined for never. */
  closeQuietAfterMs: number | undefined;
  /** Whether it is counted which articles customers read, and what they search for. */
  countsHelpUse: boolean;
  /** Fewer scores than this make no satisfaction score. */
  minScores: number;
  /** What an emoji on a message of the bot or an agent says about it. */
  reactionScores: ReactionScores;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export const DEFAULT_POLICY: Policy = {
  deskName: 'Relaydesk',
  answerIntentAt: 0.6,
  answerArticleAt: 0.6,
  offerAt: 0.2,
  closeWithin: 0.25,
  offTopicShare: TRAINED_OFF_TOPIC_SHARE,
  failuresBeforeHandover: 2,
  forgetAfterMs: 30 * MINUTE_MS,
  burstWindowMs: 1_200,
  burstMaxMs: 6_000,
  priority: { importanceWeight: 0.5, urgencyWeight: 0.5, complexityWeight: 0, ageingPerHour: 0.5, urgencyPerHour: 0.5 },
  reminderAfterMs: 10 * MINUTE_MS,
  supervisorAfterMs: 30 * MINUTE_MS,
  supervisor: 'the supervisor',
  tellsPlace: true,
  tellsWait: true,
  reopenWithinMs: 72 * HOUR_MS,
  replyUndoMs: 5_000,
  nudgeAfterMs: undefined,
  closeQuietAfterMs: undefined,
  countsHelpUse: false,
  minScores: 5,
  reactionScores: { '👍': 1, '❤': 1, '🎉': 1, '💯': 1, '🙏': 1, '👎': 0, '😡': 0, '😠': 0, '💩': 0 },
};
