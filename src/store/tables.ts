/** The tables as Kysely types them, for every engine: times are epoch milliseconds, JSON is text, flags are 0 or 1. */

import type { Generated } from 'kysely';
import type { ConfidenceKind } from '../domain/confidence/apply.ts';
import type { Action, Outcome, Rule } from '../domain/decision-record.ts';
import type { FactKind } from '../domain/fact.ts';
import type { WayOfReading } from '../domain/help-use.ts';
import type { AuthorKind, DeliveryState } from '../domain/message.ts';
import type { QueueClass } from '../domain/queue-order.ts';
import type { StaffRole } from '../domain/staff.ts';
import type { EscalationReason, TicketEventKind, TicketStatus } from '../domain/ticket.ts';
import type { TimerKind } from '../domain/timer.ts';
import type { FitState } from '../ports/confidence.ts';
import type { RemovalReason } from '../ports/staff.ts';
import type { FeedbackKind, OutboxAction } from '../ports/store.ts';

/** Every table by its name. */
export interface Tables {
  inbox: InboxTable;
  conversations: ConversationTable;
  messages: MessageTable;
  tickets: TicketTable;
  ticket_tags: { ticket_id: string; tag: string };
  ticket_events: TicketEventTable;
  timers: TimerTable;
  outbox: OutboxTable;
  feedback: FeedbackTable;
  staff: StaffTable;
  staff_identities: { platform: string; account: string; user_key: string; staff_id: string };
  sign_in_links: SecretTable;
  sessions: SecretTable;
  counters: { name: string; value: number };
  message_parts: MessagePartTable;
  staff_threads: StaffThreadTable;
  staff_thread_posts: StaffThreadPostTable;
  /** Each merge is two rows, one for each side. The conversation is empty in merges of before it was kept. */
  contact_merges: { customer_id: string; other_id: string; other_conversation_id: string };
  merge_codes: MergeCodeTable;
  key_values: { namespace: string; key: string; value: string; expires_at: number };
  leases: { name: string; holder: string; expires_at: number };
  store_values: { name: string; value: string };
  decisions: DecisionTable;
  /** A calendar as it was in desk.yaml from a moment on; settings are JSON. */
  calendar_versions: { name: string; from_at: number; settings: string };
  action_calls: ActionCallTable;
  survey_answers: SurveyAnswerTable;
  confidence_fits: ConfidenceFitTable;
  confidence_labels: ConfidenceLabelTable;
  facts: FactTable;
  public_messages: PublicMessageTable;
  /** By day, in UTC. */
  help_reads: { day: number; article_id: string; locale: string; way: WayOfReading; count: number };
  help_searches: HelpSearchTable;
}

interface ActionCallTable {
  /** Rises in the order of asking. */
  sequence: Generated<number>;
  id: string;
  conversation_id: string;
  /** JSON. */
  call: string;
  state: 'pending' | 'sending' | 'ended';
  requested_at: number;
  /** JSON; null until it has ended. */
  result: string | null;
  ended_at: number | null;
}

interface SurveyAnswerTable {
  id: Generated<number>;
  survey: string;
  conversation_id: string;
  /** Null for having been asked at all. */
  question: string | null;
  value: string | null;
  at: number;
}

interface ConfidenceFitTable {
  /** Rises in the order of fitting. */
  id: Generated<number>;
  kind: ConfidenceKind;
  /** Empty for all together. */
  locale: string;
  at: number;
  state: FitState;
  slope: number;
  intercept: number;
  /** JSON of the rest. */
  details: string;
  /** JSON of who took it back, and when. */
  undone: string | null;
}

interface ConfidenceLabelTable {
  id: Generated<number>;
  kind: ConfidenceKind;
  locale: string;
  about: string;
  confidence: number;
  is_right: number;
  at: number;
}

/** What each column holds of which kind of fact is said by `fact-sources.ts`. */
export interface FactTable {
  /** Rises in the order of recording. */
  id: Generated<number>;
  at: number;
  kind: FactKind;
  /** The decision's, the ticket event's or the message's id. */
  key: string;
  name: string;
  detail: string | null;
  reason: EscalationReason | null;
  conversation_id: string;
  customer_id: string;
  channel: string;
  locale: string | null;
  ticket_id: string | null;
  by_kind: AuthorKind | null;
  by_id: string | null;
  intent: string | null;
  article_id: string | null;
  category: string | null;
  confidence: number | null;
  value: number | null;
  weight: number | null;
  opened_at: number | null;
}

/** What was not read has neither locale nor sentiment. */
interface PublicMessageTable {
  /** Rises in the order of recording. */
  id: Generated<number>;
  at: number;
  channel: string;
  place: string;
  place_name: string;
  messages: number;
  locale: string | null;
  intent: string | null;
  sentiment: number | null;
  names_desk: number | null;
}

interface HelpSearchTable {
  id: Generated<number>;
  at: number;
  locale: string;
  words_digest: string;
  searcher: string;
  /** Null before three customers searched for them. */
  words: string | null;
  is_found: number;
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
  customer_id: string;
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
  /** The decision about it, or that had it sent; it may be pruned. */
  decision_id: number | null;
}

interface TicketTable {
  id: string;
  number: number;
  customer_id: string;
  /** 1 while neither resolved nor closed. */
  active: number;
  /** JSON of the whole ticket; the columns below are what of it tickets are found, counted and put in order by. */
  ticket: string;
  conversation_id: string;
  status: TicketStatus;
  assignee_id: string | null;
  assignee_name: string | null;
  customer_name: string;
  category: string;
  channel: string;
  locale: string;
  opened_at: number;
  first_reply_at: number | null;
  resolved_at: number | null;
  /** How often it was opened again. */
  reopened: number;
  queue_class: QueueClass;
  queue_key: number;
  /** When its urgency reaches its highest, and its key from then on; null where it does not rise. */
  queue_next_at: number | null;
  queue_next_key: number | null;
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
  clock_step: string | null;
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
  owner_id: string;
  /** JSON. */
  owner: string;
  /** Null while nobody has typed it. */
  taker_id: string | null;
  /** JSON. */
  taker: string | null;
  /** 1 once the taker has agreed. */
  taker_agreed: number;
  expires_at: number;
}

interface StaffTable {
  id: string;
  name: string;
  role: StaffRole;
  updated_at: number;
  /** Null while they are on the staff. */
  removed_at: number | null;
  removed_for: RemovalReason | null;
  /** 1 while their role is what their staff platform says. */
  role_from_platform: Generated<number>;
}

interface SecretTable {
  /** SHA-256 of the secret. */
  digest: string;
  staff_id: string;
  expires_at: number;
}

interface DecisionTable {
  /** Rises in the order of deciding. */
  id: Generated<number>;
  conversation_id: string;
  channel: string;
  at: number;
  content_version: string;
  locale: string;
  rule: Rule;
  action: Action;
  reason: EscalationReason | null;
  intent: string | null;
  intent_confidence: number | null;
  article_id: string | null;
  article_confidence: number | null;
  ticket_id: string | null;
  /** JSON of what was read; null where nothing was, and once it is forgotten. */
  analysis: string | null;
  /** JSON of the rest. */
  /** Which of an intent's several answers was given. */
  answer_key: string | null;
  details: string;
  outcome: Outcome | null;
  /** What was picked. */
  outcome_choice: string | null;
  outcome_at: number | null;
  /** JSON. */
  correction: string | null;
}
