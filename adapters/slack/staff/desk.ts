/** What the listeners of the staff desk share. */

import type { Clock } from '../../../src/domain/clock.ts';
import type { SlackSettings } from '../../../src/domain/platform-settings.ts';
import type { StaffMember } from '../../../src/domain/staff.ts';
import type { CommandRequest, StaffOffice } from '../../../src/domain/staff-desk.ts';
import { wait } from '../../kit/wait.ts';
import type { SlackApi } from '../slack-api.ts';
import { notification, remark } from './blocks.ts';
import type { Members } from './members.ts';
import type { Places } from './places.ts';

/** Where somebody did something, and who: what they alone are told appears there. */
export interface Actor {
  userId: string;
  /** Undefined where there is no channel, as in App Home: they are told in their direct messages. */
  channel: string | undefined;
  thread: string | undefined;
}

/** The desk as the listeners reach it. */
export interface Desk {
  api: SlackApi;
  clock: Clock;
  settings: SlackSettings;
  places: Places;
  members: Members;
  teamId(): string;
  botUserId(): string;
  /** @throws Error before the desk has started: what came in comes again */
  office(): StaffOffice;
  /** The staff member; whoever is none is told so, and undefined comes back. */
  requireStaff(actor: Actor): Promise<StaffMember | undefined>;
  /**
   * Resolves once the command is durable; `ended` resolves once it has been carried out or takes too long. Its giver alone is told
   * when it is refused; on success the room shows it.
   */
  carryOut(request: CommandRequest, actor: Actor): Promise<{ ended: Promise<void> }>;
  /** Resolves once the command is durable, to why it was refused; undefined when it was not, or takes its time. */
  refusalOf(request: CommandRequest): Promise<string | undefined>;
  /** Says something to one person, where they are. */
  tell(actor: Actor, text: string): void;
  /** Goes on with something that nobody waits for. */
  inBackground(work: Promise<unknown>): void;
  /** Resolves when nothing goes on in the background. */
  settled(): Promise<void>;
}

/** What it is made of. */
export interface DeskOptions extends Pick<Desk, 'api' | 'clock' | 'settings' | 'places' | 'members'> {
  teamId(): string;
  botUserId(): string;
  office(): StaffOffice | undefined;
  /** Somebody did something, so that lists may look different. */
  changed(): void;
  reportError(error: unknown): void;
}

/** Slack waits three seconds for an answer; a modal stays open, and its text is kept, when a refusal comes within this time. */
const PATIENCE_MS = 1_500;
const NOT_STAFF = 'You may read here; acting is for staff. Ask an admin to add you to the agents’ channel or group.';
const SLOW = 'This takes longer than usual. It is kept and will be carried out; look again in a moment.';

/** Begins with nothing under way. */
export function createDesk(options: DeskOptions): Desk {
  const { api, clock, members, reportError } = options;
  const working = new Set<Promise<unknown>>();

  const inBackground = (work: Promise<unknown>): void => {
    const reported = work.catch(reportError).finally(() => working.delete(reported));
    working.add(reported);
  };
  const tell = ({ userId, channel, thread }: Actor, text: string): void => {
    const post = { text: notification(text), blocks: [remark(text)] };
    if (channel === undefined) return inBackground(api.call('chat.postMessage', { ...post, channel: userId }));
    const at = { channel, user: userId, ...(thread === undefined ? {} : { thread_ts: thread }) };
    inBackground(api.call('chat.postEphemeral', { ...post, ...at }));
  };
  const office = (): StaffOffice => {
    const started = options.office();
    if (started === undefined) throw new Error('The desk has not started yet');
    return started;
  };

  return {
    ...options,
    office,
    inBackground,
    tell,
    async requireStaff(actor) {
      const staff = await members.get(actor.userId);
      if (staff === undefined) tell(actor, NOT_STAFF);
      return staff;
    },
    async carryOut(request, actor) {
      const submitted = await office().submit(request);
      const finish = async (): Promise<void> => {
        const outcome = await submitted.outcome().catch(() => undefined);
        const about = submitted.ticketNumber === undefined ? '' : `#${submitted.ticketNumber}: `;
        if (outcome === undefined) tell(actor, about + SLOW);
        else if (!outcome.ok) tell(actor, about + outcome.message);
        options.changed();
      };
      const ended = finish();
      inBackground(ended);
      return { ended };
    },
    async refusalOf(request) {
      const submitted = await office().submit(request);
      const outcome = submitted.outcome().catch(() => undefined);
      inBackground(outcome.then(options.changed));
      const inTime = new AbortController();
      const first = await Promise.race([outcome, wait(clock, PATIENCE_MS, inTime.signal)]);
      inTime.abort();
      return first?.ok === false ? first.message : undefined;
    },
    async settled() {
      while (working.size > 0) await Promise.all(working);
    },
  };
}
