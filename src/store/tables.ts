/** The tables as Kysely types them, for every engine: times are epoch milliseconds, JSON is text, flags are 0 or 1. */

import type { Generated } from 'kysely';
import type { AuthorKind, DeliveryState } from '../domain/message.ts';
import type { StaffRole } from '../domain/staff.ts';
import type { TicketEventKind } from '../domain/ticket.ts';
import type { TimerKind } from '../domain/timer.ts';
import type { FeedbackKind, OutboxAction } from '../ports/store.ts';

/** Every table by its name. */
export interface Tables {
  inbox: InboxTable;
  conversations: ConversationTable;
  messages: MessageTable;
  tickets: TicketTable;
  ticket_events: TicketEventTable;
  timers: TimerTable;
  outbox: OutboxTable;
  feedback: FeedbackTable;
  staff: StaffTable;
  sign_in_links: SecretTable;
  sessions: SecretTable;
  counters: { name: string; value: number };
  message_parts: MessagePartTable;
  staff_threads: StaffThreadTable;
  staff_thread_posts: StaffThreadPostTable;
  merged_contacts: { customer_id: string; contact_id: string };
  merge_codes: MergeCodeTable;
  key_values: { namespace: string; key: string; value: string; expires_at: number };
  leases: { name: string; holder: string; expires_at: number };
}

interface InboxTable {
  id: Generated<number>;
  channel: string;
  account: string;
  event_key: string;
  conversation_id: string;
  conversation_key: string;
  occurred_at: number;
  received_at: number;
  /** JSON; null for a staff command and once handled. */
  customer: string | null;
  /** JSON; empty once handled. */
  body: string;
  state: 'pending' | 'done' | 'dead';
  attempts: number;
  /** How often the process died while it was in work. */
  deaths: Generated<number>;
  last_error: string | null;
  /** JSON. */
  outcome: string | null;
}

interface ConversationTable {
  id: string;
  channel: string;
  account: string;
  conversation_key: string;
  /** JSON. */
  state: string;
  version: number;
  updated_at: number;
}

interface MessageTable {
  /** Rises in the order of recording. */
  sequence: Generated<number>;
  id: string;
  conversation_id: string;
  author_kind: AuthorKind;
  author_id: string;
  author_name: string;
  text: string;
  /** JSON of what not every message has; null where there is none of it. */
  details: string | null;
  /** The platform's id; null while it is not known. */
  message_key: string | null;
  delivery: DeliveryState | null;
  /** Why sending failed the last time; null while nothing went wrong. */
  delivery_error: string | null;
  sent_at: number;
  edited_at: number | null;
  deleted_at: number | null;
}

interface TicketTable {
  id: string;
  number: number;
  customer_id: string;
  /** 1 while neither resolved nor closed. */
  active: number;
  /** JSON of the whole ticket. */
  ticket: string;
}

interface TicketEventTable {
  id: Generated<number>;
  ticket_id: string;
  kind: TicketEventKind;
  at: number;
  by_kind: AuthorKind;
  by_id: string;
  by_name: string;
  detail: string;
  staff_post: string | null;
}

interface TimerTable {
  conversation_id: string;
  kind: TimerKind;
  due_at: number;
}

interface OutboxTable {
  id: Generated<number>;
  conversation_id: string;
  channel: string;
  account: string;
  conversation_key: string;
  kind: OutboxAction['kind'];
  message_id: string;
  /** JSON of the outgoing message; empty once the row has ended. */
  message: string;
  state: DeliveryState;
  attempts: number;
  next_attempt_at: number;
  last_error: string | null;
  /** 1 once it was sent or given up. */
  ended: number;
}

interface FeedbackTable {
  message_id: string;
  kind: FeedbackKind;
  conversation_id: string;
  channel: string;
  author_kind: AuthorKind;
  author_id: string;
  author_name: string;
  intent: string | null;
  article_id: string | null;
  ticket_id: string | null;
  weight: number;
  asked_at: number;
  score: number | null;
  scored_at: number | null;
  /** JSON of the emoji on the message; null where there were never any. */
  reactions: string | null;
}

/** The ids of a message's parts on its platform, where it has more than one. */
interface MessagePartTable {
  conversation_id: string;
  message_key: string;
  message_id: string;
  /** From 0. */
  part: number;
}

interface StaffThreadTable {
  ticket_id: string;
  /** Null before it was opened. */
  channel_key: string | null;
  thread_key: string | null;
  /** The digest of the card as it was shown last. */
  card: string | null;
  /** Rises with each change of what is to be shown; `shown` follows. */
  desired_version: number;
  shown: number;
  attempts: number;
  next_attempt_at: number;
  /** 1 while a try of opening it may have succeeded unnoticed. */
  may_be_there: number;
  last_error: string | null;
}

interface StaffThreadPostTable {
  /** Rises in the order of adding. */
  sequence: Generated<number>;
  ticket_id: string;
  item_id: string;
  channel_key: string | null;
  /** Null while adding it is under way, or its outcome is not known. */
  post_key: string | null;
  /** The digest of the item as it was shown last. */
  shown: string;
}

interface MergeCodeTable {
  /** SHA-256 of the code. */
  digest: string;
  /** JSON. */
  owner: string;
  /** JSON. */
  other: string | null;
  expires_at: number;
}

interface StaffTable {
  id: string;
  name: string;
  role: StaffRole;
  updated_at: number;
  /** Null while they are on the staff. */
  removed_at: number | null;
}

interface SecretTable {
  /** SHA-256 of the secret. */
  digest: string;
  staff_id: string;
  expires_at: number;
}
