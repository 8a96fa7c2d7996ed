/** A desk behind a staff platform, without rules of its own: it keeps what it is told, and answers what the test says. */

import type { DecisionEntry } from '../../src/domain/decision-record.ts';
import type { Attachment, TranscriptMessage } from '../../src/domain/message.ts';
import type { TicketExplanation } from '../../src/domain/sla/explain-ticket.ts';
import type { CommandOutcome } from '../../src/domain/staff.ts';
import type { Ticket, TicketEvent } from '../../src/domain/ticket.ts';
import type { WaitRange } from '../../src/domain/wait-phrase.ts';
import type { OpenAttachment } from '../../src/ports/channel.ts';
import {
  type CommandRequest,
  LIST_LENGTH,
  type PlatformMember,
  type PreparedReply,
  type StaffInbox,
  type StaffService,
  type StaffStatistics,
  type StaffThreadAddress,
  type TicketCard,
  type TicketList,
  toStaffPost,
} from '../../src/ports/staff-platform.ts';
import { createChanges } from '../platforms/shared/changes.ts';
import { toMessage } from './outgoing-message.ts';

const NOTHING = {
  asked: 0,
  scored: 0,
  responseRate: undefined,
  mean: undefined,
  weightedMean: undefined,
  satisfiedShare: undefined,
  satisfiedInterval: undefined,
};
export const NO_SCORES = { ratings: NOTHING, answers: NOTHING };

export class ScriptedStaffService implements StaffService {
  readonly cards: TicketCard[] = [];
  /** What was asked, each key once, in order. */
  readonly requests: CommandRequest[] = [];
  /** Every call, a repeated key included. */
  submissions = 0;
  readonly messages: TranscriptMessage[] = [];
  readonly posts = new Map<string, { ticketId: string; messageId: string | undefined }>();
  readonly typing: string[] = [];
  saved: PreparedReply[] = [];
  articles: PreparedReply[] = [];
  /** Why the bot did what it did, the newest first. */
  told: DecisionEntry[] = [];
  /** Why the ticket is due when it is. */
  explanation: TicketExplanation | undefined;
  expectedWait: WaitRange | undefined;
  files = new Map<string, string>();
  figures: StaffStatistics | undefined;
  /** How a command ends; may wait. */
  decide: (request: CommandRequest) => CommandOutcome | Promise<CommandOutcome> = () => ({
    ok: true,
    message: 'Done.',
  });
  /** What happens before a command is durable. */
  keep: () => Promise<void> = async () => {};
  readonly #changes = createChanges();
  readonly #outcomes = new Map<string, Promise<CommandOutcome>>();

  async submit(request: CommandRequest) {
    this.submissions += 1;
    this.#changes.happened();
    await this.keep();
    const isNew = this.requests.every(({ key }) => key !== request.key);
    if (isNew) this.requests.push(request);
    this.#changes.happened();
    const outcome = Promise.resolve(this.decide(request));
    this.#outcomes.set(request.key, outcome);
    return { ticketNumber: undefined, outcome: () => outcome };
  }

  async decided(key: string) {
    await this.#outcomes.get(key);
  }

  /** Resolves to the latest command once there are so many. */
  async asked(count: number): Promise<CommandRequest> {
    return this.#changes.until(() => (this.requests.length >= count ? this.requests[count - 1] : undefined));
  }

  /** Resolves once `submit` was called so often, whether or not it has ended. */
  async submitted(count: number): Promise<true> {
    return this.#changes.until(() => this.submissions >= count);
  }

  async findTicketByThread({ channelKey: place, threadKey: thread }: StaffThreadAddress) {
    return this.cards.find(({ staffThread }) => staffThread?.channelKey === place && staffThread.threadKey === thread);
  }

  async findPost(place: string, postKey: string) {
    return this.posts.get(toStaffPost(place, postKey));
  }

  /** Those who are on the staff, and by whom they were recognized. */
  readonly staff = new Map<string, PlatformMember>();
  /** Those whom an admin has removed. */
  readonly removed = new Set<string>();

  /** Resolves once what is looked for is so. */
  until(look: () => boolean): Promise<unknown> {
    return this.#changes.until(() => look() || undefined);
  }

  async recognize(member: PlatformMember) {
    if (this.removed.has(member.userKey)) return undefined;
    this.staff.set(member.userKey, member);
    return { id: `slack:${member.account}:${member.userKey}`, name: member.name, role: member.role };
  }

  async leave({ userKey }: { userKey: string }) {
    this.staff.delete(userKey);
    this.#changes.happened();
  }

  async knownUsers() {
    return [...this.staff.keys()];
  }

  async userOf(staffId: string, account: string) {
    const prefix = `slack:${account}:`;
    return staffId.startsWith(prefix) ? staffId.slice(prefix.length) : undefined;
  }

  async signInPath({ id }: { id: string }) {
    return `/console/sign-in/secret-of-${id}`;
  }

  /** Channels in which tickets were shown once. */
  readonly formerPlaces = new Set<string>();

  async everShowedTickets(channelKey: string) {
    const shown = this.cards.some(({ staffThread }) => staffThread?.channelKey === channelKey);
    return shown || this.formerPlaces.has(channelKey);
  }

  async card(ticketId: string) {
    return this.cards.find(({ ticket }) => ticket.id === ticketId);
  }

  async cardByNumber(number: number) {
    return this.cards.find((card) => card.number === number);
  }

  async message(messageId: string) {
    return this.messages.find(({ id }) => id === messageId);
  }

  async decisions(_ticketId: string, limit: number) {
    return this.told.slice(0, limit);
  }

  async clocks() {
    return this.explanation;
  }

  async inbox(staff: { id: string }): Promise<StaffInbox> {
    const mine = this.cards.filter(({ ticket }) => ticket.assignee?.id === staff.id);
    return {
      mine: toList(mine.filter(({ ticket }) => ticket.status === 'claimed')),
      unclaimed: await this.queue(),
      waiting: toList(mine.filter(({ ticket }) => ticket.status === 'pending')),
      snoozed: toList(mine.filter(({ ticket }) => ticket.status === 'snoozed')),
      satisfaction: NO_SCORES,
    };
  }

  async queue() {
    return {
      ...toList(this.cards.filter(({ ticket }) => ticket.status === 'open')),
      expectedWait: this.expectedWait,
    };
  }

  async search(text: string) {
    const { tickets, total } = toList(this.cards.filter(({ ticket }) => ticket.subject.includes(text)));
    return { tickets: tickets.map((card) => ({ ...card, said: undefined })), total };
  }

  async statistics(): Promise<StaffStatistics> {
    const none = { open: 0, assigned: 0, snoozed: 0, openedThisWeek: 0, resolvedThisWeek: 0 };
    return this.figures ?? { ...none, medianFirstReplyMs: undefined, satisfaction: NO_SCORES, figures: [] };
  }

  async savedReplies() {
    return this.saved;
  }

  async articleReply(_ticketId: string, articleId: string) {
    return this.articles.find(({ id }) => id === articleId);
  }

  showTyping(ticketId: string) {
    this.typing.push(ticketId);
  }

  async openAttachment({ key }: Attachment): Promise<OpenAttachment> {
    const content = Buffer.from(this.files.get(key) ?? '');
    return {
      sizeBytes: content.length,
      mediaType: undefined,
      content: (async function* () {
        yield content;
      })(),
    };
  }
}

/** A card of an open ticket of Kim's, about which the bot knew no answer. */
export function makeCard(parts: Partial<Ticket> = {}, card: Partial<TicketCard> = {}): TicketCard {
  const openedAt = Date.now();
  const ticket: Ticket = {
    id: 'ticket-12',
    conversationId: 'conversation-1',
    customerId: 'customer-1',
    customerName: 'Kim Li',
    channel: 'discord',
    locale: 'zh',
    status: 'open',
    reason: 'no_answer',
    subject: 'Where is my parcel?',
    intent: undefined,
    category: 'orders',
    importance: 4,
    sentiment: -0.3,
    urgentWords: false,
    assignee: undefined,
    tried: [],
    openedAt,
    waitingSince: openedAt,
    firstReplyAt: undefined,
    snoozedUntil: undefined,
    resolvedAt: undefined,
    reopened: 0,
    tags: [],
    ...parts,
  };
  return {
    ticket,
    number: 12,
    priority: { importance: 4, urgency: 3, complexity: undefined, value: 3.5, sum: '0.5·4 + 0.5·3 = 3.5' },
    staffThread: undefined,
    isPromised: false,
    isOverdue: false,
    runnable: [],
    unreachable: undefined,
    leaving: undefined,
    tellsDeletes: true,
    earlier: [],
    earlierCount: 0,
    satisfaction: NO_SCORES,
    articles: [],
    consoleUrl: undefined,
    ...card,
  };
}

/** A message of Kim's in the transcript. */
export function makeMessage(text: string, parts: Partial<TranscriptMessage> = {}): TranscriptMessage {
  return {
    ...toMessage(text, { author: { kind: 'customer', id: 'customer-1', name: 'Kim Li' } }),
    conversationId: 'conversation-1',
    sentAt: Date.now(),
    editedAt: undefined,
    deletedAt: undefined,
    delivery: undefined,
    score: undefined,
    ...parts,
  };
}

export function makeEvent(kind: TicketEvent['kind'], parts: Partial<TicketEvent> = {}): TicketEvent {
  const by = { kind: 'system' as const, id: 'system', name: 'Relaydesk' };
  return { ticketId: 'ticket-12', kind, at: Date.now(), by, detail: '', staffPost: undefined, ...parts };
}

function toList(cards: TicketCard[]): TicketList {
  return { tickets: cards.slice(0, LIST_LENGTH), total: { count: cards.length, isMore: false } };
}
