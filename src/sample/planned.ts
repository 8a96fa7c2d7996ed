/** What a sample history is made of. */

import type { Agent, TRUTH } from './truth.ts';

export interface PlannedCustomer {
  key: string;
  name: string;
  channel: string;
  locale: 'en' | 'zh';
  segment: string;
  /** After the talk that began then they never came back; undefined for those who may. */
  leftAt: number | undefined;
}

export interface PlannedTalk {
  at: number;
  customer: PlannedCustomer;
  /** What it is about; `unknown` for what no intent is about, `launch` for what is new. */
  intent: string;
  mood: 'calm' | 'urgent' | 'angry';
  asksForPerson: boolean;
  /** Of the bot's answer; undefined where the customer says nothing. */
  helped: boolean | undefined;
  /** The same where the second of two answers that are tried is given. */
  helpedBySecond: boolean | undefined;
  saysThanks: boolean;
  /** Undefined where nobody is needed. */
  ticket: PlannedTicket | undefined;
}

/** What people do about a talk. */
export interface PlannedTicket {
  agent: Agent;
  wait: PlannedWait;
  /** Undefined where the customer had given up. */
  repliedAt: number | undefined;
  isReopened: boolean;
  rating: 1 | 2 | 3 | 4 | 5 | undefined;
  /** In order of time. */
  acts: PlannedAct[];
}

/** How long somebody waited for a person, and how many of them were there when they came. */
export interface PlannedWait {
  arrivedAt: number;
  endedAt: number;
  served: boolean;
  onDuty: number;
}

/** Something that the agent or the customer does. */
export type PlannedAct = { at: number } & (
  | { does: 'claim' | 'note' | 'reply' | 'ask_back' | 'resolve' }
  | { does: 'snooze'; until: number }
  | { does: 'answer' | 'never_mind' | 'write_again' }
  | { does: 'rate'; score: 1 | 2 | 3 | 4 | 5 }
);

export interface Plan {
  since: number;
  until: number;
  customers: PlannedCustomer[];
  /** In order of time. */
  talks: PlannedTalk[];
  /** How long those waited who wanted a person and need not wait any more, in order of arrival. */
  waits: PlannedWait[];
  truth: PlannedTruth;
}

/** What was planted, with the moments (epoch milliseconds) at which it shows. */
export type PlannedTruth = typeof TRUTH & { outageAt: number; launchAt: number; risingFrom: number };
