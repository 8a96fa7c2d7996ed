/** How a ticket is shown in a channel and in lists. */

import type { types } from '@slack/bolt';
import { calledActionWords } from '../../../../src/domain/actions/called-action.ts';
import { type BoundedCount, countText } from '../../../../src/domain/bounded-count.ts';
import { channelName } from '../../../../src/domain/channel-name.ts';
import { leavingWords } from '../../../../src/domain/leaving-customer.ts';
import {
  ATTEMPT_WORDS,
  count,
  duration,
  languageName,
  moodOf,
  percent,
  REASON_WORDS,
  STATUS_WORDS,
} from '../../../../src/domain/staff-wording.ts';
import type { Storm } from '../../../../src/domain/storm.ts';
import { type Attempt, isActive, type Ticket } from '../../../../src/domain/ticket.ts';
import type { TicketCard, TicketSummary } from '../../../../src/ports/staff-platform.ts';
import {
  type Block,
  bold,
  bullets,
  contextLine,
  cutText,
  line,
  lines,
  link,
  moment,
  notification,
  type Post,
  plain,
  quote,
  type RichElement,
  richText,
  words,
} from '../blocks.ts';
import type { LinkToThread } from '../people/channel-directory.ts';
import { MOOD_SIGNS, STATUS_SIGNS, satisfactionWords, ticketTitle } from '../wording.ts';
import { button, cardActions, LINK_ACTION } from './ticket-actions.ts';

const LONGEST_TITLE = 150;
const LONGEST_SUBJECT = 600;
const LONGEST_CELL = 150;
const LONGEST_QUESTION = 120;
const LONGEST_CALL = 160;
const MOST_ATTEMPTS = 3;
const MOST_EARLIER = 3;

/** The card as it is to be shown now, within Slack’s limits whatever the ticket holds. */
export function cardPost(card: TicketCard, linkTo: LinkToThread): Post {
  const { ticket } = card;
  const blocks: Block[] = [
    { type: 'header', text: plain(ticketTitle(card), LONGEST_TITLE) },
    richText(
      lines(
        whoLine(card),
        statusLine(card),
        priorityLine(card),
        ...tagsLine(ticket),
        ...leavingLine(card),
        ...failureLine(card),
      ),
    ),
    ...subjectBlocks(card),
    ...attemptBlocks(ticket.tried),
    ...earlierBlocks(card, linkTo),
    ...articleBlocks(card),
    cardActions(card),
    ...footBlocks(card),
  ];
  const title = `${ticketTitle(card)} (${ticket.customerName}, ${channelName(ticket.channel)})`;
  return { text: notification(`${STATUS_WORDS[ticket.status]}: ${title}`), blocks };
}

/** Says how many tickets a list has beside those shown; nothing where it has no more. */
export function moreLine(shown: number, { count: total, isMore }: BoundedCount): Block[] {
  return total > shown ? [contextLine(`and ${countText({ count: total - shown, isMore })} more`)] : [];
}

/** A ticket in a list: a link to its thread, what it is about, and a button to claim it while nobody has. */
export function ticketRow(
  summary: TicketSummary & { said?: string | undefined },
  linkTo: LinkToThread,
  now: number,
): types.SectionBlock {
  const { number, ticket, priority, staffThread } = summary;
  const url = staffThread && linkTo(staffThread);
  const title = url === undefined ? `*#${number}*` : `*<${url}|#${number}>*`;
  const since = ticket.waitingSince === undefined ? '' : ` for ${duration(now - ticket.waitingSince)}`;
  const status = `${STATUS_SIGNS[ticket.status]} ${STATUS_WORDS[ticket.status].toLowerCase()}${since}`;
  const isFree = ticket.status === 'open' && ticket.assignee === undefined;
  const assignee = ticket.assignee === undefined ? '' : `, assigned to ${ticket.assignee.name}`;
  return {
    type: 'section',
    text: {
      type: 'mrkdwn',
      text: `${title} · ${status} · priority ${Number(priority.value.toFixed(2))}`,
      verbatim: true,
    },
    fields: [
      plain(ticket.subject.trim() || 'no words', LONGEST_CELL),
      plain(`${ticket.customerName}, ${channelName(ticket.channel)}${assignee}`, LONGEST_CELL),
      ...(summary.said === undefined ? [] : [plain(`“${summary.said}”`, LONGEST_CELL)]),
    ],
    ...(isFree
      ? { accessory: button(ticket, 'claim', String(number)) }
      : url === undefined
        ? {}
        : { accessory: openButton(url, number) }),
  };
}

/** The notice of a storm of tickets, with where they all stand. */
export function stormPost({ waiting }: Storm, consoleUrl: string | undefined): Post {
  if (waiting === 0) {
    const over = 'The storm of tickets is over: every ticket that still waits has its card here.';
    return { text: notification(over), blocks: [richText(line(words(`🌤️ ${over}`)))] };
  }
  const title = `Many new tickets at once: ${count(waiting, 'more ticket')} without a card here`;
  const rest = [
    ...words('\nAll of them stand in the queue, in '),
    ...(consoleUrl === undefined ? [] : [link(consoleUrl, 'the console'), ...words(' and in ')]),
    ...words('the app’s Home; cards follow bit by bit, at once for those that somebody claims.'),
  ];
  return { text: notification(`🌩️ ${title}`), blocks: [richText(line(words('🌩️ '), bold(title), rest))] };
}

function whoLine({ ticket }: TicketCard): RichElement[] {
  const mood = moodOf(ticket);
  const about = [languageName(ticket.locale), `${MOOD_SIGNS[mood]} ${mood}`, REASON_WORDS[ticket.reason]];
  return [...bold(ticket.customerName), ...words(` on ${channelName(ticket.channel)} · ${about.join(' · ')}`)];
}

function tagsLine({ tags }: Ticket): RichElement[][] {
  return tags.length === 0 ? [] : [words(cutText(`🏷️ ${tags.join(', ')}`, LONGEST_CELL))];
}

function priorityLine({ priority: { importance, urgency, complexity, sum } }: TicketCard): RichElement[] {
  const counted = complexity === undefined ? '' : `, complexity ${complexity}`;
  return words(`Priority ${sum} (importance ${importance}, urgency ${urgency}${counted})`);
}

function untilParts({ snoozedUntil }: TicketCard['ticket']): RichElement[][] {
  if (snoozedUntil === undefined) return [words(' until the customer writes')];
  return [words(' until '), [moment(snoozedUntil)]];
}

/** When the next promise is due, or since when it is overdue. */
function dueParts({ ticket: { dueAt }, isOverdue }: TicketCard): RichElement[][] {
  if (dueAt === undefined) return [];
  return isOverdue
    ? [words(', '), bold('overdue'), words(' since '), [moment(dueAt)]]
    : [words(', due '), [moment(dueAt)]];
}

function statusLine(card: TicketCard): RichElement[] {
  const { ticket } = card;
  const { status, assignee, calledFor } = ticket;
  const called = calledFor !== undefined;
  const parts: RichElement[][] = [
    words(`${called ? '🔔' : STATUS_SIGNS[status]} `),
    bold(STATUS_WORDS[status]),
    ...(status === 'snoozed' ? untilParts(ticket) : []),
    ...(ticket.waitingSince === undefined ? [] : [words(' since '), [moment(ticket.waitingSince)]]),
    ...dueParts(card),
    ...(assignee === undefined
      ? []
      : [words(isActive(ticket) ? ', assigned to ' : ', last assigned to '), bold(assignee.name)]),
    ...(ticket.reopened > 0 ? [words(', opened again')] : []),
    ...(called ? [words(calledFor === 'supervisor' ? ', the supervisor was called' : ', staff were reminded')] : []),
  ];
  return parts.flat();
}

function leavingLine({ leaving }: TicketCard): RichElement[][] {
  return leaving === undefined ? [] : [words(`💔 ${leavingWords(leaving)}`)];
}

function failureLine({ unreachable }: TicketCard): RichElement[][] {
  return unreachable === undefined
    ? []
    : [[...words('🚫 '), ...bold('Cannot be written to'), ...words(`: ${unreachable}`)]];
}

/** All of the subject, where the title has only its beginning. */
function subjectBlocks({ number, ticket }: TicketCard): Block[] {
  const isWhole = ticketTitle({ number, ticket }).length <= LONGEST_TITLE && !ticket.subject.includes('\n');
  return isWhole ? [] : [richText(quote(cutText(ticket.subject, LONGEST_SUBJECT)))];
}

function attemptBlocks(tried: Attempt[]): Block[] {
  if (tried.length === 0) return [];
  const latest = tried.filter(isLastAtItsQuestion).slice(-MOST_ATTEMPTS);
  return [richText(line(bold('The bot tried')), bullets(latest.map(attemptWords)))];
}

/** What came of a question in the end tells enough of the turns before. */
function isLastAtItsQuestion({ question }: Attempt, index: number, tried: Attempt[]): boolean {
  return tried[index + 1]?.question !== question;
}

function attemptWords({ question, what, articleId, intent, confidence, called }: Attempt): RichElement[] {
  const from = articleId ?? intent;
  const sure = from === undefined ? '' : ` from ${from}, ${percent(confidence)} sure`;
  const system = called === undefined ? '' : `; ${cutText(calledActionWords(called), LONGEST_CALL)}`;
  return words(
    `“${cutText(question.replace(/\s+/g, ' '), LONGEST_QUESTION)}” – ${ATTEMPT_WORDS[what].toLowerCase()}${sure}${system}`,
  );
}

function earlierBlocks({ earlier, earlierCount }: TicketCard, linkTo: LinkToThread): Block[] {
  const shown = earlier.slice(0, MOST_EARLIER);
  if (shown.length === 0) return [];
  const more = earlierCount - shown.length;
  const items = shown.map((other) => earlierWords(other, linkTo));
  return [richText(line(bold('Earlier tickets')), bullets(more > 0 ? [...items, words(`and ${more} more`)] : items))];
}

function earlierWords(summary: TicketSummary, linkTo: LinkToThread): RichElement[] {
  const { number, ticket, staffThread } = summary;
  const url = staffThread && linkTo(staffThread);
  const title = `#${number}`;
  const subject = cutText(ticket.subject.replace(/\s+/g, ' '), LONGEST_QUESTION);
  return [
    ...(url === undefined ? words(title) : [link(url, title)]),
    ...words(` ${subject} (${STATUS_WORDS[ticket.status].toLowerCase()}, `),
    moment(ticket.openedAt),
    ...words(')'),
  ];
}

/** Only while something can be sent. */
function articleBlocks({ ticket, articles }: TicketCard): Block[] {
  if (articles.length === 0 || !isActive(ticket)) return [];
  const rows = articles.slice(0, 3).map(
    ({ articleId, title, confidence, forStaff }): Block => ({
      type: 'section',
      text: plain(`📄 ${title} · ${percent(confidence)}${forStaff ? ' · for staff only' : ''}`),
      ...(forStaff ? {} : { accessory: button(ticket, 'send_article', articleId) }),
    }),
  );
  return [richText(line(bold('May help'))), ...rows];
}

function footBlocks({ ticket, tellsDeletes, satisfaction, consoleUrl }: TicketCard): Block[] {
  const said = satisfactionWords(satisfaction);
  const notes = [
    ...(said === undefined ? [] : [`This customer so far: ${said}`]),
    ...(tellsDeletes ? [] : [`${channelName(ticket.channel)} does not tell when customers delete messages`]),
  ];
  return [
    ...(notes.length === 0 ? [] : [contextLine(notes.join(' · '))]),
    ...(consoleUrl === undefined ? [] : [richText(line([link(consoleUrl, 'Open in the console')]))]),
  ];
}

function openButton(url: string, number: number): types.Button {
  return { type: 'button', text: plain('Open'), url, action_id: `${LINK_ACTION}:${number}` };
}
