/** What the listeners of the staff platform share. */

import type { StaffMember } from '../../../../src/domain/staff.ts';
import type { Clock } from '../../../../src/ports/clock.ts';
import type { KeyValueStore } from '../../../../src/ports/key-values.ts';
import type { CommandRequest, StaffService } from '../../../../src/ports/staff-platform.ts';
import { wait } from '../../../shared/wait.ts';
import type { ContentReader } from '../../content/message-content.ts';
import type { SlackSettings } from '../../settings.ts';
import type { SlackApi } from '../../slack-api.ts';
import { contextLine, cutText, notification, type Post, quote, richText } from '../blocks.ts';
import type { ChannelDirectory } from '../people/channel-directory.ts';
import type { Members } from '../people/members.ts';

/** Where somebody did something, and who: what they alone are told appears there. */
export interface Actor {
  userId: string;
  /** Undefined where there is no channel, as in App Home: they are told in their direct messages. */
  channel: string | undefined;
  thread: string | undefined;
}

/** The desk as the listeners reach it. */
export interface ListenerContext {
  api: SlackApi;
  clock: Clock;
  keyValues: KeyValueStore;
  settings: SlackSettings;
  channels: ChannelDirectory;
  members: Members;
  readContent: ContentReader;
  /** Where staff find the console; undefined where nobody outside reaches it. */
  consoleUrl: string | undefined;
  teamId(): string;
  botUserId(): string;
  /** Whether tickets are shown in a channel, or ever were. */
  isStaffChannel(channelId: string): Promise<boolean>;
  /** @throws Error before the desk has started: what came in comes again */
  service(): StaffService;
  /** The staff member; whoever is none is told so, and undefined comes back. */
  requireStaff(actor: Actor): Promise<StaffMember | undefined>;
  /**
   * Resolves once the command is durable; `ended` resolves once it has been carried out or takes too long. Its giver alone is told
   * when it is refused; on success the thread shows it.
   */
  carryOut(request: CommandRequest, actor: Actor): Promise<{ ended: Promise<void> }>;
  /** Resolves once the command is durable, to why it was refused; undefined when it was not, or takes its time. */
  refusalOf(request: CommandRequest): Promise<string | undefined>;
  /** Says something to one person, where they are. */
  tell(actor: Actor, text: string): void;
  /** Shows something to one person, where they are. */
  show(actor: Actor, post: Post): void;
  /** Goes on with something that nobody waits for. */
  inBackground(work: Promise<unknown>): void;
  /** Resolves when nothing goes on in the background. */
  settled(): Promise<void>;
}

/** What it is made of. */
export interface ListenerContextOptions
  extends Pick<
    ListenerContext,
    | 'api'
    | 'clock'
    | 'keyValues'
    | 'settings'
    | 'channels'
    | 'members'
    | 'readContent'
    | 'consoleUrl'
    | 'isStaffChannel'
  > {
  teamId(): string;
  botUserId(): string;
  service(): StaffService | undefined;
  /** Somebody did something, so that lists may look different. */
  changed(): void;
  reportError(error: unknown): void;
}

/** Slack waits three seconds for an answer; a modal stays open, and its text is kept, when a refusal comes within this time. */
const PATIENCE_MS = 1_500;
const NOT_STAFF = 'You may read here; acting is for staff. Ask an admin to add you to the agents’ channel or group.';
const SLOW = 'This takes longer than usual. It is kept and will be carried out; look again in a moment.';

/** Begins with nothing under way. */
export function createListenerContext(options: ListenerContextOptions): ListenerContext {
  const { api, clock, members, reportError } = options;
  const working = new Set<Promise<unknown>>();

  const inBackground = (work: Promise<unknown>): void => {
    const reported = work.catch(reportError).finally(() => working.delete(reported));
    working.add(reported);
  };
  const show = ({ userId, channel, thread }: Actor, post: Post): void => {
    if (channel === undefined) return inBackground(api.call('chat.postMessage', { ...post, channel: userId }));
    const at = { channel, user: userId, ...(thread === undefined ? {} : { thread_ts: thread }) };
    inBackground(api.call('chat.postEphemeral', { ...post, ...at }));
  };
  const tell = (actor: Actor, text: string): void =>
    show(actor, { text: notification(text), blocks: [contextLine(text)] });
  const service = (): StaffService => {
    const started = options.service();
    if (started === undefined) throw new Error('The desk has not started yet');
    return started;
  };

  return {
    ...options,
    service: service,
    inBackground,
    tell,
    show,
    async requireStaff(actor) {
      const staff = await members.get(actor.userId);
      if (staff === undefined) tell(actor, NOT_STAFF);
      return staff;
    },
    async carryOut(request, actor) {
      const submitted = await service().submit(request);
      const finish = async (): Promise<void> => {
        const outcome = await submitted.outcome().catch(() => undefined);
        const about = submitted.ticketNumber === undefined ? '' : `#${submitted.ticketNumber}: `;
        if (outcome === undefined) tell(actor, about + SLOW);
        else if (!outcome.ok) tell(actor, about + outcome.message);
        else if (outcome.takenBack) show(actor, takenBackPost(about + outcome.message, outcome.takenBack));
        options.changed();
      };
      const ended = finish();
      inBackground(ended);
      return { ended };
    },
    async refusalOf(request) {
      const submitted = await service().submit(request);
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

const LONGEST_TAKEN_BACK = 9_000;

/** So that what never left is not lost for who wrote it. */
function takenBackPost(told: string, takenBack: string): Post {
  const words = cutText(takenBack, LONGEST_TAKEN_BACK);
  return { text: notification(told), blocks: [contextLine(told), richText(quote(words))] };
}
