/** The staff side of Slack: the real adapter and SDK, a platform that speaks the protocol, a channel of staff, and a scripted desk. */

import type { StaffPlatform, TicketCard, TimelineItem } from '../../src/ports/staff-platform.ts';
import type { Person } from '../platforms/slack/person.ts';
import { stopAfterTest } from '../platforms/slack/running.ts';
import type { ShownMessage } from '../platforms/slack/shown.ts';
import type { SlackPlatform } from '../platforms/slack/slack-platform.ts';
import type { SlackChannel } from '../platforms/slack/types.ts';
import { makeCard, ScriptedStaffService } from './scripted-staff-service.ts';
import { SlackDesk, type SlackDeskOptions } from './slack-desk.ts';

export const FIRST_TRY = { mayBeThere: false };
export const ANOTHER_TRY = { mayBeThere: true };

export interface SlackStaffSetupOptions extends SlackDeskOptions {
  /** What else there is before the desk looks. */
  arrange?(platform: SlackPlatform, people: [Person, Person, Person]): void;
  /** Starts a real desk instead of the scripted one. */
  startDesk?(staffPlatform: StaffPlatform): Promise<unknown>;
}

export class SlackStaffSetup {
  readonly desk: SlackDesk;
  readonly service: ScriptedStaffService;
  readonly platform: SlackPlatform;
  readonly channel: SlackChannel;
  readonly ann: Person;
  readonly ben: Person;
  /** May read the channel's cards, but is in no agents' channel. */
  readonly zoe: Person;

  constructor(
    desk: SlackDesk,
    channel: SlackChannel,
    [ann, ben, zoe]: [Person, Person, Person],
    service = new ScriptedStaffService(),
  ) {
    this.service = service;
    this.desk = desk;
    this.platform = desk.platform;
    this.channel = channel;
    this.ann = ann;
    this.ben = ben;
    this.zoe = zoe;
  }

  channelNamed(name: string): SlackChannel {
    const channel = this.platform.channels.find((other) => other.name === name);
    if (channel === undefined) throw new Error(`There is no channel ${name}`);
    return channel;
  }

  /** Starts with Ann and Ben as agents, and Zoe who looks on. */
  static async start(options: SlackStaffSetupOptions = {}): Promise<SlackStaffSetup> {
    const settings = { staffChannel: '#support', agents: '#agents', ...options.settings };
    let people: [Person, Person, Person] | undefined;
    let channel: SlackChannel | undefined;
    const desk = await SlackDesk.begin({ ...options, settings }, (platform) => {
      people = [
        platform.createUser({ name: 'Ann' }),
        platform.createUser({ name: 'Ben' }),
        platform.createUser({ name: 'Zoe' }),
      ];
      channel = platform.createChannel({ name: 'support', members: people });
      platform.createChannel({ name: 'agents', members: people.slice(0, 2) });
      options.arrange?.(platform, people);
    });
    if (people === undefined || channel === undefined) throw new Error('The platform was not arranged');
    const staff = new SlackStaffSetup(desk, channel, people);
    await (options.startDesk?.(staff.staffPlatform) ?? staff.staffPlatform.start(staff.service));
    stopAfterTest(() => desk.adapter.staffPlatform.stop());
    await desk.reports('connected');
    return staff;
  }

  /** Another process takes over, with nothing but what the desk's store has. */
  async restart(options: SlackDeskOptions = {}): Promise<SlackStaffSetup> {
    const { ann, ben, zoe } = this;
    const desk = await this.desk.restart(options);
    const next = new SlackStaffSetup(desk, this.channel, [ann, ben, zoe], this.service);
    await next.staffPlatform.start(next.service);
    stopAfterTest(() => next.staffPlatform.stop());
    return next;
  }

  get staffPlatform() {
    return this.desk.adapter.staffPlatform;
  }

  /** Has a ticket shown; its card as the staff service has it from now on. */
  async opens(
    card: TicketCard = makeCard(),
  ): Promise<TicketCard & { staffThread: NonNullable<TicketCard['staffThread']> }> {
    const staffThread = await this.staffPlatform.openThread(card, FIRST_TRY);
    const opened = { ...card, staffThread };
    this.service.cards.push(opened);
    return opened;
  }

  /** The ticket changes, and its card with it. */
  async changes(card: TicketCard, ticket: Partial<TicketCard['ticket']>): Promise<void> {
    card.ticket = { ...card.ticket, ...ticket };
    if (card.staffThread !== undefined) await this.staffPlatform.showCard(card.staffThread, card);
  }

  async adds({ staffThread }: TicketCard, item: TimelineItem): Promise<string> {
    if (staffThread === undefined) throw new Error('The ticket has no thread');
    return this.staffPlatform.addItem(staffThread, item, FIRST_TRY);
  }

  refTo({ staffThread }: TicketCard): { channel: string; ts: string } {
    if (staffThread === undefined) throw new Error('The ticket has no thread');
    return { channel: staffThread.channelKey, ts: staffThread.threadKey };
  }

  /** What a person sees below a card. */
  below(card: TicketCard, person = this.ann): ShownMessage[] {
    return person.seesThread(this.refTo(card)).slice(1);
  }

  /** A person writes into a ticket's thread. */
  writes(card: TicketCard, text: string, person = this.ann, files?: Parameters<Person['writes']>[2]) {
    return person.writes(this.channel, text, { ...files, thread: this.refTo(card).ts });
  }

  /** A staff member as the desk knows them. */
  memberFor(person: Person, role: 'agent' | 'lead' | 'admin' = 'agent') {
    return { id: `slack:${this.platform.team.id}:${person.id}`, name: person.name, role };
  }
}
