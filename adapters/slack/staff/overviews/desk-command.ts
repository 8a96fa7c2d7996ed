/** `/desk`: what staff ask, answered to the asker alone. */

import { randomUUID } from 'node:crypto';
import type { StaffCommand, StaffMember } from '../../../../src/domain/staff.ts';
import { count, duration } from '../../../../src/domain/staff-wording.ts';
import { parseTags } from '../../../../src/domain/tags.ts';
import { waitWords } from '../../../../src/domain/wait-phrase.ts';
import {
  type FoundTickets,
  LIST_LENGTH,
  type StaffStatistics,
  type TicketList,
} from '../../../../src/ports/staff-platform.ts';
import {
  type Block,
  bold,
  bullets,
  contextLine,
  line,
  link,
  moment,
  notification,
  type Post,
  plain,
  richText,
  words,
} from '../blocks.ts';
import type { ListenerContext } from '../events/listener-context.ts';
import { type Mutes, parseDuration } from '../people/members.ts';
import { moreLine, ticketRow } from '../timeline/card.ts';
import { satisfactionWords } from '../wording.ts';

/** As it is registered with Slack. */
export const DESK_COMMAND = '/desk';

const USUAL_MUTE = '8h';
const NOT_STAFF = 'This is for staff. Ask an admin to add you to the agents’ channel or group.';
const COMMANDS: [string, string][] = [
  ['queue', 'who waits, in the order in which to take them'],
  ['mine', 'what is assigned to you'],
  ['stats', 'how the desk is doing'],
  ['find …', 'tickets by number, customer or words'],
  ['tag 12 …', 'the tags of a ticket, parted by commas; without any, it has none any more'],
  ['unlink 12', 'parts the customer of a ticket from those in other channels whom they are joined with'],
  ['console', 'a link that signs you in to the console, as yourself'],
  ['mute 2h', 'no mentions for a while (30m, 2h, 1d); mute off takes it back'],
  ['help', 'this list'],
];

/** The answer to what follows `/desk`. */
export function createDeskCommand(
  desk: ListenerContext,
  mutes: Mutes,
): (userId: string, text: string) => Promise<Post> {
  return async (userId, text) => {
    const staff = await desk.members.get(userId);
    if (staff === undefined) return say(NOT_STAFF);
    const [, name = '', argument = ''] = /^(\S*)\s*([\s\S]*)$/.exec(text.trim()) ?? [];
    return answer(staff, userId, name.toLowerCase(), argument);
  };

  async function answer(staff: StaffMember, userId: string, name: string, argument: string): Promise<Post> {
    const service = desk.service();
    switch (name) {
      case 'queue': {
        const queue = await service.queue();
        return list(desk, 'The queue', queue, 'Nobody waits.', queue.expectedWait && waitWords(queue.expectedWait));
      }
      case 'mine': {
        const { mine, waiting, snoozed } = await service.inbox(staff);
        return list(desk, 'Yours', joined(mine, waiting, snoozed), 'Nothing is assigned to you.');
      }
      case 'stats':
        return statistics(await service.statistics());
      case 'find':
        if (argument === '') return say('Find what? For example: /desk find refund');
        return list(desk, `Found for “${argument}”`, await service.search(argument), 'Nothing found.');
      case 'tag':
        return tag(desk, staff, argument);
      case 'unlink':
        return unlink(desk, staff, argument);
      case 'console':
        return signIn(desk, staff);
      case 'mute':
        return mute(userId, argument || USUAL_MUTE);
      case '':
      case 'help':
        return help();
      default:
        return help(`There is no “${name}”.`);
    }
  }

  async function mute(userId: string, argument: string): Promise<Post> {
    if (argument === 'off') {
      await mutes.set(userId, undefined);
      return say('You are mentioned again.');
    }
    const ms = parseDuration(argument);
    if (ms === undefined) return say('For how long? For example: /desk mute 2h, at most 30d.');
    const until = desk.clock.now() + ms;
    await mutes.set(userId, until);
    const told = richText(line(words('🔕 The desk does not mention you until '), [moment(until)], words('.')));
    return { text: 'The desk does not mention you for a while.', blocks: [told] };
  }
}

function list(
  { channels, clock }: ListenerContext,
  title: string,
  { tickets, total }: TicketList | FoundTickets,
  none: string,
  note?: string,
): Post {
  return {
    text: notification(title),
    blocks: [
      { type: 'header', text: plain(title, 150) },
      ...(note === undefined ? [] : [contextLine(note)]),
      ...tickets.map((each) => ticketRow(each, channels.linkTo, clock.now())),
      ...(tickets.length === 0 ? [contextLine(none)] : []),
      ...moreLine(tickets.length, total),
    ],
  };
}

async function tag(desk: ListenerContext, staff: StaffMember, argument: string): Promise<Post> {
  const [, number, tags = ''] = /^#?(\d{1,9})(?:\s+([\s\S]*))?$/.exec(argument) ?? [];
  if (number === undefined) return say('Which ticket? For example: /desk tag 12 vip, lamps');
  return carryOut(desk, staff, number, { kind: 'set_tags', tags: parseTags(tags) });
}

async function unlink(desk: ListenerContext, staff: StaffMember, argument: string): Promise<Post> {
  const [, number] = /^#?(\d{1,9})$/.exec(argument) ?? [];
  if (number === undefined) return say('Which ticket? For example: /desk unlink 12');
  return carryOut(desk, staff, number, { kind: 'unmerge' });
}

async function carryOut(
  desk: ListenerContext,
  staff: StaffMember,
  number: string,
  command: StaffCommand,
): Promise<Post> {
  const card = await desk.service().cardByNumber(Number(number));
  if (card === undefined) return say(`There is no ticket #${number}.`);
  const submitted = await desk.service().submit({ key: randomUUID(), ticketId: card.ticket.id, staff, command });
  const outcome = await submitted.outcome();
  return say(`#${number}: ${outcome.message}`);
}

async function signIn(desk: ListenerContext, staff: StaffMember): Promise<Post> {
  const { consoleUrl } = desk;
  if (consoleUrl === undefined)
    return say('The console has no address that you could reach it at: PUBLIC_URL sets it.');
  const path = await desk.service().signInPath(staff);
  if (path === undefined) return say(NOT_STAFF);
  const told = richText(
    line(
      [link(new URL(path, consoleUrl).href, 'Sign in to the console')],
      words(' as yourself: once, within an hour. Keep it to yourself.'),
    ),
  );
  return { text: 'Your link to the console', blocks: [told] };
}

/** The first tickets of several lists, one list after the other. */
function joined(...lists: TicketList[]): TicketList {
  return {
    tickets: lists.flatMap(({ tickets }) => tickets).slice(0, LIST_LENGTH),
    total: {
      count: lists.reduce((sum, { total }) => sum + total.count, 0),
      isMore: lists.some(({ total }) => total.isMore),
    },
  };
}

function help(problem?: string): Post {
  const rows = COMMANDS.map(([name, what]) => [...words(`/desk ${name}`, { code: true }), ...words(` – ${what}`)]);
  return {
    text: 'What /desk can do',
    blocks: [
      ...(problem === undefined ? [] : [contextLine(problem)]),
      richText(line(bold('What /desk can do')), bullets(rows)),
    ],
  };
}

function statistics(figures: StaffStatistics): Post {
  const { open, assigned, snoozed, openedThisWeek, resolvedThisWeek, medianFirstReplyMs } = figures;
  const said = satisfactionWords(figures.satisfaction);
  const rows = [
    `Now: ${open} unclaimed, ${assigned} assigned, ${snoozed} snoozed`,
    `Last 7 days: ${count(openedThisWeek, 'ticket')} opened, ${resolvedThisWeek} resolved`,
    ...(medianFirstReplyMs === undefined ? [] : [`First reply: half came within ${duration(medianFirstReplyMs)}`]),
    ...(said === undefined ? [] : [`Last 90 days: ${said}`]),
  ];
  const block: Block = richText(line(bold('How the desk is doing')), bullets(rows.map((row) => words(row))));
  if (figures.figures.length === 0) return { text: 'How the desk is doing', blocks: [block] };
  const beside = richText(
    line(bold('Last 7 days, and how that differs from the 7 before')),
    bullets(figures.figures.map((row) => words(row))),
  );
  return { text: 'How the desk is doing', blocks: [block, beside] };
}

function say(text: string): Post {
  return { text: notification(text), blocks: [contextLine(text)] };
}
