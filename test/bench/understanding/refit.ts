/** How honest confidences are after a desk's own messages have been labelled, at other shares of off-topic messages. */

import {
  expectedCalibrationError,
  fitScaling,
  type Label,
  LEAST_LABELS,
  type Opinion,
} from '../../../src/domain/confidence/fit.ts';
import {
  scaleConfidence,
  shiftConfidence,
  startFor,
  TRAINED_OFF_TOPIC_SHARE,
} from '../../../src/domain/confidence/scaling.ts';
import { createRandom, shuffled } from '../../../src/lib/random.ts';

/** The best candidates of messages that a classifier had not seen: of those on topic, and of those that are not. */
export interface Opinions {
  onTopic: readonly Label[];
  offTopic: readonly Label[];
}

/** The expected calibration error at one share of off-topic messages and number of labels. */
export interface RefitResult {
  offTopicShare: number;
  labels: number;
  onTopicCount: number;
  offTopicCount: number;
  /** Without anything, and with what `answering.off_topic_share` does where it is told the share. */
  asRead: number;
  byShare: number;
  /** With a refit: over all draws together, and each draw by itself on average. */
  refitted: number;
  refittedEach: number;
}

const SHARES = [0.1, 0.4, 0.7];
const LABEL_COUNTS = [LEAST_LABELS, 100];
const DRAWS = 20;
const SEED = 20_020_117;

/**
 * Draws labels from messages of which a share is off topic, fits to them, and measures on the rest, 20 times; as many messages as
 * there are enough of both kinds for.
 */
export function measureRefits(opinions: Opinions): RefitResult[] {
  return SHARES.flatMap((share) => LABEL_COUNTS.map((labels) => measureRefit(opinions, share, labels)));
}

function measureRefit({ onTopic, offTopic }: Opinions, offTopicShare: number, labels: number): RefitResult {
  const random = createRandom(SEED);
  const all = Math.min(onTopic.length / (1 - offTopicShare), offTopic.length / offTopicShare);
  const onTopicCount = Math.round(all * (1 - offTopicShare));
  const offTopicCount = Math.round(all * offTopicShare);
  const prior = startFor(TRAINED_OFF_TOPIC_SHARE);
  const asRead: Opinion[] = [];
  const byShare: Opinion[] = [];
  const refitted: Opinion[] = [];
  let each = 0;
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const messages = shuffled(
      [...shuffled(onTopic, random).slice(0, onTopicCount), ...shuffled(offTopic, random).slice(0, offTopicCount)],
      random,
    );
    const scaling = fitScaling(messages.slice(0, labels), prior);
    const rest = messages.slice(labels);
    const scaled = rest.map(({ confidence, right }) => ({ confidence: scaleConfidence(confidence, scaling), right }));
    asRead.push(...rest);
    byShare.push(
      ...rest.map(({ confidence, right }) => ({ confidence: shiftConfidence(confidence, offTopicShare), right })),
    );
    refitted.push(...scaled);
    each += expectedCalibrationError(scaled) / DRAWS;
  }
  return {
    ...{ offTopicShare, labels, onTopicCount, offTopicCount },
    asRead: expectedCalibrationError(asRead),
    byShare: expectedCalibrationError(byShare),
    refitted: expectedCalibrationError(refitted),
    refittedEach: each,
  };
}
