/** App Home: each agent's inbox. */

import type { types } from '@slack/bolt';
import type { StaffInbox, TicketSummary } from '../../../src/ports/staff-platform.ts';
import { type Block, line, link, plain, remark, richText } from './blocks.ts';
import type { LinkToThread } from './channel-directory.ts';
import { ticketRow } from './ticket-rows.ts';
import { satisfactionWords } from './wording.ts';

const MOST_ROWS = 15;

/** What a home is shown with beside the inbox. */
export interface AppHomeContext {
  linkTo: LinkToThread;
  now: number;
  consoleUrl: string | undefined;
}

/** The inbox as App Home shows it, each list in the order in which to see to it. */
export function staffAppHome(inbox: StaffInbox, { linkTo, now, consoleUrl }: AppHomeContext): types.HomeView {
  const list = (title: string, tickets: TicketSummary[], none: string): Block[] => [
    { type: 'header', text: plain(tickets.length === 0 ? title : `${title} (${tickets.length})`) },
    ...(tickets.length === 0
      ? [remark(none)]
      : tickets.slice(0, MOST_ROWS).map((each) => ticketRow(each, linkTo, now))),
    ...(tickets.length > MOST_ROWS ? [remark(`and ${tickets.length - MOST_ROWS} more`)] : []),
  ];
  const said = satisfactionWords(inbox.satisfaction);
  return {
    type: 'home',
    blocks: [
      ...list('Mine', inbox.mine, 'Nobody waits for you.'),
      ...list('Unclaimed', inbox.unclaimed, 'Nobody waits to be claimed.'),
      ...list('Waiting for the customer', inbox.waiting, 'None.'),
      ...list('Snoozed', inbox.snoozed, 'None.'),
      { type: 'header', text: plain('My satisfaction') },
      remark(
        said === undefined
          ? 'Nobody has scored your answers or rated your tickets in the last 90 days.'
          : `Last 90 days: ${said}`,
      ),
      ...(consoleUrl === undefined ? [] : [richText(line([link(consoleUrl, 'Open the console')]))]),
    ],
  };
}

/** What everybody else sees. */
export function customerAppHome(deskName: string): types.HomeView {
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: plain(deskName, 150) },
      { type: 'section', text: plain('Questions? Write them under Messages: you are answered right there.') },
    ],
  };
}
