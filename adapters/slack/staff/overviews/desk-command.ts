/** `/desk`: what staff ask, answered to the asker alone. */

import type { StaffMember } from '../../../../src/domain/staff.ts';
import { count, duration } from '../../../../src/domain/staff-wording.ts';
import type { StaffStatistics, TicketSummary } from '../../../../src/ports/staff-platform.ts';
import {
  type Block,
  bold,
  bullets,
  contextLine,
  line,
  moment,
  notification,
  type Post,
  plain,
  richText,
  words,
} from '../blocks.ts';
import type { ListenerContext } from '../events/listener-context.ts';
import { type Mutes, parseDuration } from '../people/members.ts';
import { ticketRow } from '../timeline/card.ts';
import { satisfactionWords } from '../wording.ts';

/** As it is registered with Slack. */
export const DESK_COMMAND = '/desk';

const MOST_ROWS = 20;
const USUAL_MUTE = '8h';
const NOT_STAFF = 'This is for staff. Ask an admin to add you to the agents’ channel or group.';
const COMMANDS: [string, string][] = [
  ['queue', 'who waits, in the order in which to take them'],
  ['mine', 'what is assigned to you'],
  ['stats', 'how the desk is doing'],
  ['find …', 'tickets by number, customer or words'],
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
      case 'queue':
        return list('The queue', await service.queue(), 'Nobody waits.');
      case 'mine': {
        const { mine, waiting, snoozed } = await service.inbox(staff);
        return list('Yours', [...mine, ...waiting, ...snoozed], 'Nothing is assigned to you.');
      }
      case 'stats':
        return statistics(await service.statistics());
      case 'find':
        if (argument === '') return say('Find what? For example: /desk find refund');
        return list(`Found for “${argument}”`, await service.search(argument), 'Nothing found.');
      case 'mute':
        return mute(userId, argument || USUAL_MUTE);
      case '':
      case 'help':
        return help();
      default:
        return help(`There is no “${name}”.`);
    }
  }

  function list(title: string, tickets: TicketSummary[], none: string): Post {
    const rows = tickets.slice(0, MOST_ROWS);
    const more = tickets.length - rows.length;
    return {
      text: notification(title),
      blocks: [
        { type: 'header', text: plain(title, 150) },
        ...rows.map((each) => ticketRow(each, desk.channels.linkTo, desk.clock.now())),
        ...(rows.length === 0 ? [contextLine(none)] : []),
        ...(more > 0 ? [contextLine(`and ${more} more`)] : []),
      ],
    };
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
  return { text: 'How the desk is doing', blocks: [block] };
}

function say(text: string): Post {
  return { text: notification(text), blocks: [contextLine(text)] };
}
