/**
 * What every figure of the reports means: pages, commands, exports and staff platforms take names, units and formulas from here, and
 * `docs/insights.md` lists them.
 */

/** `share`: of 1. `ms`: milliseconds. `score`: on the scale that its formula says. `money`: in the currency of desk.yaml. */
export type Unit = 'count' | 'share' | 'ms' | 'score' | 'money';

export interface Measure {
  title: string;
  unit: Unit;
  /** Which way is better, where one is. */
  better: 'more' | 'less' | undefined;
  formula: string;
  /** What is left out, and what it does not tell; empty where there is nothing. */
  leftOut: string;
}

export const MEASURES = {
  conversations: {
    title: 'Conversations',
    unit: 'count',
    better: undefined,
    formula: 'talks that began in the period; a customer who is silent for 72 hours begins a new one',
    leftOut: 'greetings, thanks, ratings and commands that ask for nothing',
  },
  automation_rate: {
    title: 'Automation rate',
    unit: 'share',
    better: 'more',
    formula: '(answered by the bot, confirmed + assumed) / all talks that are over',
    leftOut: 'talks whose last message is less than 72 hours old',
  },
  confirmed: {
    title: 'Answered by the bot, confirmed',
    unit: 'share',
    better: 'more',
    formula:
      'talks in which nobody was needed and the customer said that the last answer helped / all talks that are over',
    leftOut: 'talks whose last message is less than 72 hours old',
  },
  assumed: {
    title: 'Answered by the bot, assumed',
    unit: 'share',
    better: undefined,
    formula:
      'talks in which nobody was needed, the bot answered last, and the customer neither said that it did not help nor wrote again within 72 hours / all talks that are over',
    leftOut: 'whether it helped: silence is not consent',
  },
  handed_over: {
    title: 'Handed over to people',
    unit: 'share',
    better: 'less',
    formula: 'talks in which a ticket was opened, opened again or added to / all talks that are over',
    leftOut: 'talks whose last message is less than 72 hours old',
  },
  unanswered: {
    title: 'Left unanswered',
    unit: 'share',
    better: 'less',
    formula: 'talks that ended without an answer that stood, and without people / all talks that are over',
    leftOut: 'talks whose last message is less than 72 hours old',
  },
  tickets_opened: {
    title: 'Tickets opened',
    unit: 'count',
    better: undefined,
    formula: 'tickets opened for the first time in the period',
    leftOut: '',
  },
  tickets_resolved: {
    title: 'Tickets resolved',
    unit: 'count',
    better: 'more',
    formula: 'tickets resolved in the period and not opened again in it',
    leftOut: '',
  },
  first_response_median: {
    title: 'First response, median',
    unit: 'ms',
    better: 'less',
    formula:
      'from opening to the first reply of a person, by the clock on the wall, of tickets first replied to in the period',
    leftOut: 'tickets that were resolved, or are still waiting, without a reply',
  },
  first_response_p90: {
    title: 'First response, 90th percentile',
    unit: 'ms',
    better: 'less',
    formula: 'the time within which nine of ten of these tickets had their first reply',
    leftOut: 'as with the median',
  },
  first_response_business_median: {
    title: 'First response in business time, median',
    unit: 'ms',
    better: 'less',
    formula: 'the same, counting only the hours of the ticket’s calendar',
    leftOut: 'tickets under no calendar',
  },
  first_response_business_p90: {
    title: 'First response in business time, 90th percentile',
    unit: 'ms',
    better: 'less',
    formula: 'the same, counting only the hours of the ticket’s calendar',
    leftOut: 'tickets under no calendar',
  },
  handling_median: {
    title: 'Handling, median',
    unit: 'ms',
    better: 'less',
    formula:
      'for how long it was for staff to act since somebody took the ticket up, of tickets resolved in the period',
    leftOut: 'waiting for the customer, being put off, and tickets nobody took up',
  },
  handling_p90: {
    title: 'Handling, 90th percentile',
    unit: 'ms',
    better: 'less',
    formula: 'the time within which nine of ten of these tickets were handled',
    leftOut: 'as with the median',
  },
  resolution_median: {
    title: 'Resolution, median',
    unit: 'ms',
    better: 'less',
    formula: 'from opening to the last resolution, by the clock on the wall, of tickets resolved in the period',
    leftOut: '',
  },
  resolution_p90: {
    title: 'Resolution, 90th percentile',
    unit: 'ms',
    better: 'less',
    formula: 'the time within which nine of ten of these tickets were resolved',
    leftOut: '',
  },
  resolution_business_median: {
    title: 'Resolution in business time, median',
    unit: 'ms',
    better: 'less',
    formula: 'business time in which it was for staff to act, from opening to the last resolution',
    leftOut: 'waiting for the customer, and tickets under no calendar',
  },
  resolution_business_p90: {
    title: 'Resolution in business time, 90th percentile',
    unit: 'ms',
    better: 'less',
    formula: 'as the median',
    leftOut: 'as with the median',
  },
  reopen_rate: {
    title: 'Opened again',
    unit: 'share',
    better: 'less',
    formula:
      'resolutions of the period after which the ticket was opened again within 72 hours / resolutions of the period',
    leftOut: 'resolutions less than 72 hours old',
  },
  sla_kept: {
    title: 'Promises kept',
    unit: 'share',
    better: 'more',
    formula:
      'clocks that ended in the period in time / clocks that ended, or whose time ran out, in the period; by the policies of desk.yaml as they are now',
    leftOut: 'clocks that still run, and tickets under no policy',
  },
  backlog: {
    title: 'Backlog',
    unit: 'count',
    better: 'less',
    formula: 'tickets neither resolved nor closed at the end of the period',
    leftOut: 'tickets without an event since the beginning of the period before',
  },
  rating_mean: {
    title: 'Rating, mean',
    unit: 'score',
    better: 'more',
    formula: 'Σr / n of ratings from 1 to 5 that were asked for in the period',
    leftOut: 'tickets that were not rated: those who answer are not all',
  },
  satisfied_share: {
    title: 'Satisfied',
    unit: 'share',
    better: 'more',
    formula: 'ratings of 4 and 5 / all ratings that were asked for in the period',
    leftOut: 'tickets that were not rated',
  },
  response_rate: {
    title: 'Response rate',
    unit: 'share',
    better: 'more',
    formula: 'ratings given / ratings asked for in the period',
    leftOut: '',
  },
  satisfaction_index: {
    title: 'Standardised index',
    unit: 'score',
    better: 'more',
    formula: '(1/n) Σ (r − 3) / SD(r): standard deviations above the middle of the scale; signed, and no share',
    leftOut: 'periods with fewer than two ratings, or in which all are alike',
  },
  service_effectiveness: {
    title: 'Service effectiveness',
    unit: 'score',
    better: 'more',
    formula: 'Σwr / Σw of ratings, where w is how important the ticket was',
    leftOut: 'tickets that were not rated',
  },
  satisfaction_composite: {
    title: 'Composite',
    unit: 'score',
    better: 'more',
    formula:
      '(how the same customers rated before + how they rate now + first responses as a score) / 3; a first response within an hour is a 5, each doubling of it one less',
    leftOut: 'periods in which one of the three is not known',
  },
  reopen_adjusted_rating: {
    title: 'Rating, adjusted for reopening',
    unit: 'score',
    better: 'more',
    formula: 'the mean rating, in which a ticket that was opened again counts no more than 2',
    leftOut: 'tickets that were not rated',
  },
  answers_helped: {
    title: 'Answers that helped',
    unit: 'share',
    better: 'more',
    formula: '👍 / (👍 + 👎) under answers of the bot’s of the period',
    leftOut: 'answers nobody said anything about',
  },
} as const satisfies Record<string, Measure>;

export type MeasureName = keyof typeof MEASURES;

/** The definition of a measure. */
export function measureOf(name: MeasureName): Measure {
  return MEASURES[name];
}

/** What each measure is to reach, in its unit. */
export type Goals = Partial<Record<MeasureName, number>>;
