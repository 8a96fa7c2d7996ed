/**
 * Several processes of one desk on one store, in simulated time: each with an engine, jobs, live updates and connections of its own, so
 * that all they have of each other is the store. Any of them can be made to stand still, for a while or for good.
 */

import { pino } from 'pino';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { EngineContext } from '../../src/engine/context.ts';
import { type RunningEngine, startEngine } from '../../src/engine/start-engine.ts';
import { createMemoryJobs } from '../../src/jobs/memory-jobs.ts';
import type { TrainedContent } from '../../src/ports/analyzer.ts';
import type { Jobs } from '../../src/ports/jobs.ts';
import type { Store } from '../../src/ports/store.ts';
import { createLocalPubSub } from '../../src/pubsub/local-pubsub.ts';
import type { SimulatedClock } from '../../src/simulation/simulated-clock.ts';
import { updateStaffThread } from '../../src/staff/timeline/staff-threads.ts';
import type { SharedPlatform } from './shared-platform.ts';
import type { SharedStaffPlatform } from './shared-staff-platform.ts';
import { Standstill } from './standstill.ts';

/** After so many turns of the event loop whatever was begun waits for time to pass: a commit takes two, and nothing takes many commits. */
const TURNS_TO_SETTLE = 60;

export interface DeskProcess {
  name: string;
  context: EngineContext;
  engine: RunningEngine;
  standstill: Standstill;
}

export interface DeskProcessesOptions {
  /** The one store as each process has it. */
  stores: Store[];
  clock: SimulatedClock;
  trained: TrainedContent;
  platform: SharedPlatform;
  staffPlatform?: SharedStaffPlatform;
  /** Makes other jobs than those in each process. */
  jobs?(): Jobs;
}

export class DeskProcesses {
  readonly all: DeskProcess[];
  readonly #clock: SimulatedClock;

  private constructor(clock: SimulatedClock, all: DeskProcess[]) {
    this.#clock = clock;
    this.all = all;
  }

  static async start(options: DeskProcessesOptions): Promise<DeskProcesses> {
    const all = await Promise.all(
      options.stores.map((store, index) => startProcess(options, store, `process ${index}`)),
    );
    return new DeskProcesses(options.clock, all);
  }

  /** Those that do not stand still. */
  get alive(): DeskProcess[] {
    return this.all.filter(({ standstill }) => !standstill.isOn);
  }

  /** Lets simulated time pass, with all that is due in it. */
  async pass(ms: number): Promise<void> {
    await this.#clock.advanceTo(this.#clock.now() + ms, () => this.settle());
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < TURNS_TO_SETTLE; turn++) await new Promise(setImmediate);
  }

  /** Stops those that do not stand still; the others are gone. */
  async stop(): Promise<void> {
    for (const { engine } of this.alive) await engine.stop();
  }
}

async function startProcess(options: DeskProcessesOptions, shared: Store, name: string): Promise<DeskProcess> {
  const { clock, platform, staffPlatform, trained } = options;
  const standstill = new Standstill();
  const isAlive = () => !standstill.isOn;
  const store = standstill.guard(shared);
  const own = {
    now: clock.now,
    schedule: (at: number, run: () => void) => clock.schedule(at, () => void standstill.over().then(run)),
  };
  const channel = standstill.guard(platform.channel(name, isAlive));
  const context: EngineContext = {
    store,
    jobs: options.jobs?.() ?? createMemoryJobs({ clock: own, concurrency: 16, onError: () => {} }),
    clock: own,
    holder: name,
    pubsub: createLocalPubSub(),
    policy: { ...DEFAULT_POLICY, burstWindowMs: 0, replyUndoMs: 0 },
    logger: pino({ level: 'silent' }),
    channels: new Map([[channel.name, channel]]),
    trained: () => trained,
    ...(staffPlatform && { staffPlatform: standstill.guard(staffPlatform.platform(isAlive)) }),
  };
  return { name, context, engine: await startEngine(context, updateStaffThread), standstill };
}
