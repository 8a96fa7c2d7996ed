/** App Home: each agent's inbox, kept up to date while somebody looks. */

import type { types } from '@slack/bolt';
import { countText } from '../../../../src/domain/bounded-count.ts';
import type { Clock } from '../../../../src/ports/clock.ts';
import type { StaffInbox, StaffService, TicketList } from '../../../../src/ports/staff-platform.ts';
import type { RateLimiter } from '../../../shared/rate-limit.ts';
import { callInTurn, type SlackApi } from '../../slack-api.ts';
import { type Block, contextLine, line, link, plain, richText } from '../blocks.ts';
import type { ChannelDirectory, LinkToThread } from '../people/channel-directory.ts';
import type { Members } from '../people/members.ts';
import { moreLine, ticketRow } from '../timeline/card.ts';
import { satisfactionWords } from '../wording.ts';

/** What people see in App Home. */
export interface AppHomePublisher {
  /** Somebody looks at App Home: shows it to them, and keeps it up to date from now on. */
  show(userId: string): Promise<void>;
  /** Something changed that a list may show. */
  changed(): void;
  /** Shows nothing more. */
  stop(): void;
}

/** Who looked last is kept up to date, up to so many people. */
const MOST_VIEWERS = 200;
/** Changes that follow each other within this time are shown together. */
const TOGETHER_MS = 3_000;

/** Begins with nobody looking. */
export function createAppHomePublisher(options: {
  api: SlackApi;
  clock: Clock;
  limiter: RateLimiter;
  members: Members;
  channels: ChannelDirectory;
  deskName: string;
  consoleUrl: string | undefined;
  service(): StaffService;
  inBackground(work: Promise<unknown>): void;
}): AppHomePublisher {
  const { api, clock, limiter, members, channels, service } = options;
  /** What each viewer sees, who looked first first. */
  const viewers = new Map<string, string>();
  let cancel: (() => void) | undefined;

  const viewFor = async (userId: string) => {
    const staff = await members.get(userId);
    if (staff === undefined) return customerAppHome(options.deskName);
    return staffAppHome(await service().inbox(staff), {
      linkTo: channels.linkTo,
      now: clock.now(),
      consoleUrl: options.consoleUrl,
    });
  };
  const publish = async (userId: string): Promise<void> => {
    const view = await viewFor(userId);
    const shown = JSON.stringify(view);
    if (viewers.get(userId) === shown) return;
    await callInTurn(limiter, 'views.publish', () => api.call('views.publish', { user_id: userId, view }));
    viewers.set(userId, shown);
  };
  const publishAll = async (): Promise<void> => {
    for (const userId of [...viewers.keys()]) await publish(userId);
  };

  return {
    async show(userId) {
      viewers.delete(userId);
      await publish(userId);
      const [first] = viewers.keys();
      if (viewers.size > MOST_VIEWERS && first !== undefined) viewers.delete(first);
    },
    changed() {
      cancel ??= clock.schedule(clock.now() + TOGETHER_MS, () => {
        cancel = undefined;
        options.inBackground(publishAll());
      });
    },
    stop() {
      cancel?.();
      cancel = undefined;
    },
  };
}

/** What it is shown with beside the inbox. */
interface AppHomeContext {
  linkTo: LinkToThread;
  now: number;
  consoleUrl: string | undefined;
}

/** The inbox as App Home shows it, each list in the order in which to see to it. */
function staffAppHome(inbox: StaffInbox, { linkTo, now, consoleUrl }: AppHomeContext): types.HomeView {
  const list = (title: string, { tickets, total }: TicketList, none: string): Block[] => [
    { type: 'header', text: plain(tickets.length === 0 ? title : `${title} (${countText(total)})`) },
    ...(tickets.length === 0 ? [contextLine(none)] : tickets.map((each) => ticketRow(each, linkTo, now))),
    ...moreLine(tickets.length, total),
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
      contextLine(
        said === undefined
          ? 'Nobody has scored your answers or rated your tickets in the last 90 days.'
          : `Last 90 days: ${said}`,
      ),
      ...(consoleUrl === undefined ? [] : [richText(line([link(consoleUrl, 'Open the console')]))]),
    ],
  };
}

/** What everybody else sees. */
function customerAppHome(deskName: string): types.HomeView {
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: plain(deskName, 150) },
      { type: 'section', text: plain('Questions? Write them under Messages: you are answered right there.') },
    ],
  };
}
