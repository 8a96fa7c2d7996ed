import type { types } from '@slack/bolt';
import { channelName } from '../../../src/domain/channel-name.ts';
import { duration, STATUS_WORDS, subjectWords } from '../../../src/domain/staff-wording.ts';
import type { TicketSummary } from '../../../src/ports/staff-platform.ts';
import { plain } from './blocks.ts';
import { button } from './card-actions.ts';
import type { LinkToThread } from './channel-directory.ts';
import { LINK_ACTION } from './ids.ts';
import { STATUS_SIGNS } from './wording.ts';

const LONGEST_SUBJECT = 150;

/** A ticket in a list: a link to its thread, what it is about, and a button to claim it while nobody has. */
export function ticketRow(summary: TicketSummary, linkTo: LinkToThread, now: number): types.SectionBlock {
  const { number, ticket, priority, staffThread } = summary;
  const url = staffThread && linkTo(staffThread);
  const title = url === undefined ? `*#${number}*` : `*<${url}|#${number}>*`;
  const since = ticket.waitingSince === undefined ? '' : ` for ${duration(now - ticket.waitingSince)}`;
  const status = `${STATUS_SIGNS[ticket.status]} ${STATUS_WORDS[ticket.status].toLowerCase()}${since}`;
  const isFree = ticket.status === 'open' && ticket.assignee === undefined;
  const assignee = ticket.assignee === undefined ? '' : `, held by ${ticket.assignee.name}`;
  return {
    type: 'section',
    text: {
      type: 'mrkdwn',
      text: `${title} · ${status} · priority ${Number(priority.value.toFixed(2))}`,
      verbatim: true,
    },
    fields: [
      plain(subjectWords(ticket), LONGEST_SUBJECT),
      plain(`${ticket.customerName}, ${channelName(ticket.channel, 'en')}${assignee}`, LONGEST_SUBJECT),
    ],
    ...(isFree
      ? { accessory: button(ticket, 'claim', String(number)) }
      : url === undefined
        ? {}
        : { accessory: openButton(url, number) }),
  };
}

function openButton(url: string, number: number): types.Button {
  return { type: 'button', text: plain('Open'), url, action_id: `${LINK_ACTION}:${number}` };
}
