/** Plays a planned history to a desk in simulated time, so that everything it leaves is what the desk itself has written. */

import type { Logger } from 'pino';
import { DAY_MS, type Policy } from '../domain/policy.ts';
import type { ServiceLevels } from '../domain/sla/service-levels.ts';
import type { TrainedContent } from '../ports/analyzer.ts';
import { type SimulatedDeskOptions, withSimulatedDesk } from '../simulation/simulated-desk.ts';
import { createAgenda } from './agenda.ts';
import { beginTalk, type Playing } from './cast.ts';
import { createKnownCustomers } from './known-customers.ts';
import type { Plan } from './planned.ts';
import { createTexts } from './texts.ts';
import { AGENTS } from './truth.ts';

export interface PlayOptions {
  plan: Plan;
  seed: number;
  trained: TrainedContent;
  policy: Policy;
  serviceLevels: ServiceLevels;
  logger: Logger;
  storeFile: string;
  /** Told how many of all talks have begun. */
  onProgress(done: number, all: number): void;
  signal: AbortSignal;
}

/** After this long what a customer wrote has been answered and sent. */
const ANSWERED_MS = 8_000;

/** Plays a plan on a new store, until its end or until `signal`; resolves to how many turns were decided. */
export async function playPlan(options: PlayOptions): Promise<{ turns: number }> {
  const { plan, seed, trained, policy, serviceLevels, logger, storeFile, onProgress, signal } = options;
  const agenda = createAgenda();
  const known = createKnownCustomers();
  let turns = 0;
  let keys = 0;
  const desk: SimulatedDeskOptions = {
    ...{ trained, policy, serviceLevels, logger, storeFile },
    startAt: plan.since,
    channelNames: [...new Set(plan.customers.map(({ channel }) => channel))],
    busyMs: ANSWERED_MS,
    learnsEveryMs: DAY_MS,
    triesAnswers: true,
    onTurn({ stored, decision }) {
      turns += decision.records.length;
      known.noteTurn(stored.address.conversationKey, decision);
    },
    onSend: ({ conversationKey }, message) => known.noteMessage(conversationKey, message),
  };
  await withSimulatedDesk(desk, async (running) => {
    await running.store.transaction(async (tx) => {
      for (const { id, name, role } of AGENTS) await tx.staff.save({ id, name, role }, plan.since);
    });
    const playing: Playing = {
      ...{ desk: running, agenda, known: known.of },
      texts: createTexts(trained.content, seed),
      nextKey: () => `sample ${++keys}`,
    };
    for (const [index, talk] of plan.talks.entries()) {
      const run = () => beginTalk(playing, talk).then(() => onProgress(index + 1, plan.talks.length));
      agenda.add({ at: talk.at, run });
    }
    for (let step = agenda.takeNext(); step !== undefined && step.at < plan.until; step = agenda.takeNext()) {
      if (signal.aborted) return;
      if (step.at > running.clock.now()) await running.passUntil(step.at);
      await step.run();
    }
    await running.passUntil(plan.until);
  });
  return { turns };
}
