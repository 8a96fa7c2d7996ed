/** The desk's own words for what staff read in Slack. */

import { channelName as nameIn } from '../../../src/domain/channel-name.ts';
import type { SatisfactionSummary } from '../../../src/domain/satisfaction.ts';
import type { Attempt, EscalationReason, Ticket, TicketEventKind, TicketStatus } from '../../../src/domain/ticket.ts';
import type { TicketSummary } from '../../../src/ports/staff-platform.ts';

/** How a ticket stands. */
export const STATUS_WORDS: Record<TicketStatus, string> = {
  open: 'Waiting for somebody',
  claimed: 'In hand',
  pending: 'Waiting for the customer',
  snoozed: 'Snoozed',
  resolved: 'Resolved',
  closed: 'Closed',
};

/** The same as a sign. */
export const STATUS_SIGNS: Record<TicketStatus, string> = {
  open: '🔵',
  claimed: '🟡',
  pending: '⏳',
  snoozed: '💤',
  resolved: '✅',
  closed: '⚪',
};

/** Why the bot handed over, after the customer’s name. */
export const REASON_WORDS: Record<EscalationReason, string> = {
  requested: 'asked for a person',
  angry: 'lost patience',
  not_helpful: 'was not helped by the answer',
  repeated_failure: 'was not understood by the bot',
  no_answer: 'asked what the bot does not know',
  intent: 'asked for what people always see to',
  unread: 'wrote what the bot could not read',
  delivery_failed: 'may have missed a message',
};

/** What the bot did with a question. */
export const ATTEMPT_WORDS: Record<Attempt['what'], string> = {
  answered: 'answered',
  asked: 'asked for details',
  offered: 'offered choices',
  not_understood: 'did not understand',
  nothing_found: 'found nothing',
};

/** What happened, after the name of who did it. */
export const EVENT_WORDS: Record<TicketEventKind, { sign: string; words: string }> = {
  opened: { sign: '🎫', words: 'opened the ticket' },
  claimed: { sign: '🙋', words: 'claimed it' },
  taken_over: { sign: '🙋', words: 'took it over' },
  replied: { sign: '💬', words: 'replied' },
  note: { sign: '📝', words: 'noted' },
  transferred: { sign: '➡️', words: 'assigned it' },
  unassigned: { sign: '↩️', words: 'put it back into the queue' },
  handed_back: { sign: '🤖', words: 'handed it back to the bot' },
  snoozed: { sign: '💤', words: 'snoozed it' },
  woken: { sign: '⏰', words: 'woke it' },
  resolved: { sign: '✅', words: 'resolved it' },
  closed: { sign: '📁', words: 'closed it' },
  reopened: { sign: '🔄', words: 'opened it again' },
  importance_set: { sign: '🎚️', words: 'changed the importance' },
  customer_wrote: { sign: '💬', words: 'wrote' },
  reminder: { sign: '🔔', words: 'reminds everybody' },
  supervisor_called: { sign: '📣', words: 'calls for help' },
  rated: { sign: '⭐', words: 'rated it' },
  reacted: { sign: '💟', words: 'reacted' },
  reply_edited: { sign: '✏️', words: 'changed a reply' },
  reply_deleted: { sign: '🗑️', words: 'took a reply back' },
  customer_unreachable: { sign: '🚫', words: 'cannot be written to' },
  customer_reachable: { sign: '👋', words: 'can be written to again' },
  contacts_merged: { sign: '🔗', words: 'joined their channels' },
  delivery_failed: { sign: '⚠️', words: 'reports delivery trouble' },
};

/** A channel as staff call it. */
export function channelName(channel: string): string {
  return nameIn(channel, 'en');
}

const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** A language as people call it, with its code: `Chinese (zh)`. */
export function languageName(locale: string): string {
  try {
    const name = languages.of(locale);
    return name === undefined ? locale : `${name} (${locale})`;
  } catch {
    return locale;
  }
}

/** The customer's mood in a sign and a word. */
export function moodOf({ sentiment, reason }: Pick<Ticket, 'sentiment' | 'reason'>): string {
  if (reason === 'angry' || sentiment <= -0.6) return '😠 upset';
  if (sentiment <= -0.2) return '🙁 unhappy';
  if (sentiment >= 0.3) return '🙂 friendly';
  return '😐 neutral';
}

/** A share as people read it: `83 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

const MINUTES_A_DAY = 24 * 60;

/** A length of time in the units that matter: `12 min`, `3 h 5 min`, `2 d 4 h`. */
export function duration(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `${minutes} min`;
  const [large, largeUnit, small, smallUnit] =
    minutes < MINUTES_A_DAY
      ? [Math.floor(minutes / 60), 'h', minutes % 60, 'min']
      : [Math.floor(minutes / MINUTES_A_DAY), 'd', Math.floor((minutes % MINUTES_A_DAY) / 60), 'h'];
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** A file’s size as people read it: `2.3 MB`. */
export function fileSize(bytes: number | undefined): string {
  if (bytes === undefined) return 'size unknown';
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** `#12 · Where is my order?` */
export function ticketTitle({ number, ticket }: Pick<TicketSummary, 'number' | 'ticket'>): string {
  return `#${number} · ${ticket.subject.trim() || 'no words'}`;
}

const TOO_FEW = ' (too few for a score)';

/** How content people were, in one line; undefined where nobody has said. */
export function satisfactionWords(figures: {
  ratings: SatisfactionSummary;
  answers: SatisfactionSummary;
}): string | undefined {
  const { ratings, answers } = figures;
  const parts = [
    ratings.scored === 0 ? [] : [`${count(ratings.scored, 'ticket')} rated${mean(ratings.mean)}`],
    answers.scored === 0 ? [] : [`${count(answers.scored, 'answer')} scored${share(answers.mean)}`],
  ].flat();
  return parts.length === 0 ? undefined : parts.join(' · ');
}

/** A number of things: `1 ticket`, `2 tickets`. */
export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function mean(value: number | undefined): string {
  return value === undefined ? TOO_FEW : `, ${value.toFixed(1)} of 5`;
}

function share(value: number | undefined): string {
  return value === undefined ? TOO_FEW : `, ${percent(value)} 👍`;
}
