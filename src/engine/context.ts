/** What the parts of the desk share. */

import type { Logger } from 'pino';
import type { Decision } from '../domain/decision.ts';
import type { Policy } from '../domain/policy.ts';
import type { Retention } from '../domain/retention.ts';
import type { SavedReply } from '../domain/saved-reply.ts';
import type { ServiceLevels } from '../domain/sla/service-levels.ts';
import type { StormWatch } from '../domain/storm.ts';
import type { ActionCaller } from '../ports/actions.ts';
import type { TrainedContent } from '../ports/analyzer.ts';
import type { Channel } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { Forecasts } from '../ports/forecasts.ts';
import type { Jobs } from '../ports/jobs.ts';
import type { PubSub } from '../ports/pubsub.ts';
import type { StaffPlatform } from '../ports/staff-platform.ts';
import type { InboxRow, Store, StoredConversation, StoredTimer } from '../ports/store.ts';
import type { KnownAnswers } from './answer-trials.ts';
import type { CustomerGate } from './inbox/customer-gate.ts';
import type { WorkJournal } from './inbox/work-journal.ts';

/** A turn with what was decided about it. */
export interface HandledTurn {
  stored: StoredConversation;
  rows: InboxRow[];
  /** The timer that fired, where it was one. */
  timer: StoredTimer | undefined;
  /** Why the rows are set aside rather than handled; undefined for those that are handled. */
  setAside?: string | undefined;
  decision: Decision;
}

export interface EngineContext {
  store: Store;
  jobs: Jobs;
  clock: Clock;
  /** This process, as the holder of leases: a name that no other one has or had. */
  holder: string;
  pubsub: PubSub;
  policy: Policy;
  /** What the desk promises its customers, and by which hours; without it nothing. */
  serviceLevels?: ServiceLevels;
  /** How long things are kept; without it as long as by default. */
  retention?: Retention;
  /** How often it is looked what can be learnt of what became of answers, in milliseconds; every ten minutes where it is not said. */
  learnsEveryMs?: number;
  logger: Logger;
  channels: ReadonlyMap<string, Channel>;
  /** Calls other systems; without it none is called. */
  actions?: ActionCaller;
  /** Where staff work beside the console. */
  staffPlatform?: StaffPlatform;
  /** Counts what customers send; without it nobody is limited. */
  customerGate?: CustomerGate;
  /** Tells when there are too many new tickets to show each to staff at once; without it there never are. */
  stormWatch?: StormWatch;
  /** What became of intents' answers where there are several; read anew every so often. */
  knownAnswers?: KnownAnswers;
  /** Of several answers the first is always given, so that what is played again ends the same. */
  firstAnswersOnly?: true;
  /** What is known of what is to come; without it nothing. */
  forecasts?: Forecasts;
  savedReplies?: readonly SavedReply[];
  /** A ticket's page for staff; undefined where nobody outside reaches it. */
  ticketUrl?(number: number): string | undefined;
  /** Where the rows in work are noted; a desk without one does not learn what its process died of. */
  journal?: WorkJournal | undefined;
  /** The content in force; asked anew for each turn. */
  trained(): TrainedContent;
  /** Told of each turn once it is committed, for those who keep account of them. Must not throw. */
  onTurn?(turn: HandledTurn): void;
}

/** How often the store is swept, in milliseconds. */
export const SWEEP_INTERVAL_MS = 5_000;

/** What kind of job a key names: `conversation`, `outbox`, `action` or `staff_thread`. */
export function kindOfJob(key: string): string {
  return key.slice(0, key.indexOf(':'));
}

/** The job that handles what waits in a conversation. */
export function conversationJob(conversationId: string): string {
  return `conversation:${conversationId}`;
}

/** The job that shows staff a ticket as it is now. */
export function staffThreadJob(ticketId: string): string {
  return `staff_thread:${ticketId}`;
}

/** The job that performs the calls that were asked for in a conversation. */
export function actionJob(conversationId: string): string {
  return `action:${conversationId}`;
}

/** The job that sends what waits in a conversation's outbox. */
export function outboxJob(conversationId: string): string {
  return `outbox:${conversationId}`;
}
