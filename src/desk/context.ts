/** What the parts of the desk share. */

import type { Logger } from 'pino';
import type { Channel } from '../domain/channel.ts';
import type { Clock } from '../domain/clock.ts';
import type { DeskContent } from '../domain/content.ts';
import type { Decision } from '../domain/decision.ts';
import type { SavedReply } from '../domain/platform-settings.ts';
import type { Policy } from '../domain/policy.ts';
import type { Reader } from '../domain/reading.ts';
import type { StaffDesk } from '../domain/staff-desk.ts';
import type { StormWatch } from '../domain/storm.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { InboxRow, Store, StoredConversation, StoredTimer } from '../store/store.ts';
import type { CustomerGate } from './customer-gate.ts';
import type { Live } from './live.ts';
import type { WorkJournal } from './work-journal.ts';

/** A set of content with the reader trained on it. The two are only ever replaced together. */
export interface TrainedContent {
  content: DeskContent;
  reader: Reader;
}

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

export interface DeskContext {
  store: Store;
  jobs: Jobs;
  clock: Clock;
  live: Live;
  policy: Policy;
  logger: Logger;
  channels: ReadonlyMap<string, Channel>;
  /** Where staff work beside the console. */
  staffDesk?: StaffDesk;
  /** Counts what customers send; without it nobody is limited. */
  customerGate?: CustomerGate;
  /** Tells when there are too many new tickets to show each to staff at once; without it there never are. */
  stormWatch?: StormWatch;
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

/** What kind of job a key names: `conversation`, `outbox` or `room`. */
export function kindOfJob(key: string): string {
  return key.slice(0, key.indexOf(':'));
}

/** The job that handles what waits in a conversation. */
export function conversationJob(conversationId: string): string {
  return `conversation:${conversationId}`;
}

/** The job that shows staff a ticket as it is now. */
export function roomJob(ticketId: string): string {
  return `room:${ticketId}`;
}

/** The job that sends what waits in a conversation's outbox. */
export function outboxJob(conversationId: string): string {
  return `outbox:${conversationId}`;
}
