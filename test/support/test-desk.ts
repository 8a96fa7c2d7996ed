/** The whole desk on a real store, in simulated time, with a scripted platform at its edge. */

import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import type { DeskSettings } from '../../src/config/desk-file.ts';
import { openServiceLevels } from '../../src/config/service-levels.ts';
import { loadContent } from '../../src/content/load-content.ts';
import type { InboundBody } from '../../src/domain/inbound.ts';
import type { CustomerLimits } from '../../src/domain/limits.ts';
import { DEFAULT_POLICY, type Policy } from '../../src/domain/policy.ts';
import type { SavedReply } from '../../src/domain/saved-reply.ts';
import type { CommandOutcome, StaffCommand, StaffMember } from '../../src/domain/staff.ts';
import { createStormWatch } from '../../src/domain/storm.ts';
import type { Rate } from '../../src/domain/throttle.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import type { EngineContext } from '../../src/engine/context.ts';
import { conversationIdOf } from '../../src/engine/identity.ts';
import { createCustomerGate } from '../../src/engine/inbox/customer-gate.ts';
import { keepServiceLevels } from '../../src/engine/keep-service-levels.ts';
import { type RunningEngine, startEngine } from '../../src/engine/start-engine.ts';
import { createMemoryJobs } from '../../src/jobs/memory-jobs.ts';
import type { ActionCaller } from '../../src/ports/actions.ts';
import type { TrainedContent } from '../../src/ports/analyzer.ts';
import type { Jobs } from '../../src/ports/jobs.ts';
import type { StaffPlatform } from '../../src/ports/staff-platform.ts';
import type { Store } from '../../src/ports/store.ts';
import { createLocalPubSub } from '../../src/pubsub/local-pubsub.ts';
import { createSimulatedClock, type SimulatedClock } from '../../src/simulation/simulated-clock.ts';
import { createStaffService } from '../../src/staff/staff-service.ts';
import { updateStaffThread } from '../../src/staff/timeline/staff-threads.ts';
import { createSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { ScriptedChannel } from './scripted-channel.ts';
import { writeSmallContent } from './small-content.ts';
import { createTestAnalyzer } from './test-analyzer.ts';

const START = Date.UTC(2026, 0, 5, 9);
const LONGEST_SETTLING = 50;

export interface TestDeskOptions {
  idempotentForMs?: number;
  policy?: Partial<Policy>;
  /** What the desk promises, kept in its store as at each start. */
  promises?: Pick<DeskSettings, 'sla' | 'calendars' | 'openingHours'>;
  /** Other jobs than those in the process. */
  jobs?: (clock: SimulatedClock) => Promise<Jobs>;
  now?: number;
  /** Calls other systems. */
  actions?: ActionCaller;
  /** Where staff work. */
  staffPlatform?: StaffPlatform;
  savedReplies?: SavedReply[];
  customerLimits?: CustomerLimits;
  /** More new tickets than this are a storm. */
  newTickets?: Rate;
}

/** A desk whose folder outlives it, so that another one can be started on what it left. */
export class TestDesk {
  readonly channel: ScriptedChannel;
  readonly clock: SimulatedClock;
  readonly context: EngineContext;
  readonly desk: RunningEngine;
  private events = 0;

  private constructor(context: EngineContext, desk: RunningEngine, channel: ScriptedChannel, clock: SimulatedClock) {
    this.context = context;
    this.desk = desk;
    this.channel = channel;
    this.clock = clock;
  }

  static async start(folder: TestFolder, options: TestDeskOptions = {}): Promise<TestDesk> {
    const clock = createSimulatedClock(options.now ?? START);
    const channel = new ScriptedChannel({ idempotentForMs: options.idempotentForMs ?? 0 });
    const onError = () => {};
    const context: EngineContext = {
      store: await createSqliteStore({ file: folder.storeFile, now: clock.now }),
      jobs: (await options.jobs?.(clock)) ?? createMemoryJobs({ clock, concurrency: 16, onError }),
      clock,
      holder: randomUUID(),
      pubsub: createLocalPubSub(),
      policy: { ...DEFAULT_POLICY, burstWindowMs: 0, replyUndoMs: 0, ...options.policy },
      logger: pino({ level: 'silent' }),
      channels: new Map([[channel.name, channel]]),
      trained: () => folder.trained,
      ...(options.actions === undefined ? {} : { actions: options.actions }),
      ...(options.staffPlatform === undefined ? {} : { staffPlatform: options.staffPlatform }),
      ...(options.customerLimits === undefined ? {} : { customerGate: createCustomerGate(options.customerLimits) }),
      ...(options.newTickets === undefined ? {} : { stormWatch: createStormWatch(options.newTickets) }),
      ...(options.savedReplies === undefined ? {} : { savedReplies: options.savedReplies }),
    };
    const { promises } = options;
    if (promises !== undefined) {
      await keepServiceLevels(context, promises, (versions) => {
        const serviceLevels = openServiceLevels(promises, versions);
        context.serviceLevels = serviceLevels;
        return serviceLevels;
      });
    }
    const desk = await startEngine(context, updateStaffThread);
    const openAttachment = channel.openAttachment.bind(channel);
    await options.staffPlatform?.start(createStaffService({ context, engine: desk, openAttachment }));
    return new TestDesk(context, desk, channel, clock);
  }

  get store(): Store {
    return this.context.store;
  }

  /** A customer's event; resolves when everything that follows from it now has been done. */
  async receive(
    body: InboundBody,
    options: { customer?: string; eventKey?: string; name?: string; locale?: string } = {},
  ): Promise<string> {
    const customer = options.customer ?? 'kim';
    this.events += 1;
    const result = await this.desk.accept({
      channel: 'test',
      account: 'default',
      conversationKey: customer,
      eventKey: options.eventKey ?? `${this.clock.now()}-${this.events}`,
      occurredAt: this.clock.now(),
      customer: { key: customer, name: options.name ?? 'Kim', locale: options.locale ?? 'en' },
      body,
    });
    await this.settle();
    return result;
  }

  async says(text: string, options: { customer?: string; eventKey?: string; locale?: string } = {}): Promise<string> {
    return this.receive({ kind: 'message', messageKey: `k${this.events}`, text }, options);
  }

  async does(staff: StaffMember, command: StaffCommand, key = `command-${this.events++}`): Promise<CommandOutcome> {
    const ticketId = (await this.ticket())?.id ?? 'none';
    const outcome = await this.desk.command({ key, ticketId, staff, command });
    await this.settle();
    return outcome;
  }

  async ticket(customer = 'kim'): Promise<Ticket | undefined> {
    return (await this.store.read.conversations.get(this.conversationId(customer)))?.state.ticket;
  }

  conversationId(customer = 'kim'): string {
    return conversationIdOf({ channel: 'test', account: 'default', conversationKey: customer });
  }

  /** Lets simulated time pass, with all that is due in it. */
  async pass(ms: number): Promise<void> {
    await this.clock.advanceTo(this.clock.now() + ms, () => this.settle());
  }

  /** Resolves when nothing is left to be done now. */
  async settle(): Promise<void> {
    for (let round = 0; round < LONGEST_SETTLING; round++) {
      await this.context.jobs.idle();
      await new Promise(setImmediate);
    }
  }

  async stop(): Promise<void> {
    await this.desk.stop();
    await this.store.close();
  }
}

/** A temporary folder with the small desk's content, trained once. */
export class TestFolder {
  readonly path: string;
  readonly trained: TrainedContent;

  private constructor(path: string, trained: TrainedContent) {
    this.path = path;
    this.trained = trained;
  }

  /** `others` are more files of content, by their paths. */
  static async create(others: Record<string, string> = {}): Promise<TestFolder> {
    const path = await mkdtemp(join(tmpdir(), 'relaydesk-test-'));
    await writeSmallContent(path);
    for (const [file, text] of Object.entries(others)) {
      await mkdir(dirname(join(path, file)), { recursive: true });
      await writeFile(join(path, file), text);
    }
    const { content, diagnostics } = await loadContent({ root: path });
    if (content === undefined) throw new Error(JSON.stringify(diagnostics));
    return new TestFolder(path, { content, analyzer: await createTestAnalyzer(content) });
  }

  get storeFile(): string {
    return join(this.path, 'store', 'relaydesk.db');
  }

  /** Forgets what desks have stored in it. */
  async empty(): Promise<void> {
    await rm(join(this.path, 'store'), { recursive: true, force: true });
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}
