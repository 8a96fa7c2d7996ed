/** What admins see and say of the confidences that were fitted to the desk's own messages. */

import type { CommandOutcome, StaffMember } from '../domain/staff.ts';
import { readLabels } from '../engine/confidence.ts';
import type { EngineContext } from '../engine/context.ts';
import type { Learning, StoredFit } from '../ports/confidence.ts';
import type { StoreTransaction } from '../ports/store.ts';

/** So many fits are shown. */
const SHOWN_FITS = 50;

/** What the page of confidences shows. */
export interface ConfidenceView {
  learning: Learning;
  /** The newest first. */
  fits: StoredFit[];
  /** Of how many messages it is known whether the best intent, and the best article, was right. */
  labels: { intent: number; article: number };
}

/** What is done here is done by admins, who must still be that then. */
export interface ConfidenceService {
  view(): Promise<ConfidenceView>;
  /** Takes a fit back: the one before is in force again, and stays so until learning is turned on again. */
  undo(fitId: number, by: StaffMember): Promise<CommandOutcome>;
  setLearning(isOn: boolean, by: StaffMember): Promise<CommandOutcome>;
}

export function createConfidenceService(
  context: Pick<EngineContext, 'store' | 'clock' | 'logger' | 'trained'>,
): ConfidenceService {
  const { store, clock, logger, trained } = context;

  async function change(by: StaffMember, work: (tx: StoreTransaction) => Promise<CommandOutcome>) {
    const outcome = await store.transaction(async (tx): Promise<CommandOutcome> => {
      if ((await tx.staff.get(by.id))?.role === 'admin') return work(tx);
      return {
        ok: false,
        code: 'not_allowed',
        message: 'Only an admin decides about confidences, and you are not one now.',
      };
    });
    if (outcome.ok) logger.info({ by: by.id }, outcome.message);
    return outcome;
  }

  return {
    async view() {
      const { read } = store;
      const labels = await readLabels(read, trained().content);
      const count = (kind: string) => labels.filter((label) => label.kind === kind).length;
      return {
        learning: await read.confidence.learning(),
        fits: await read.confidence.fits(SHOWN_FITS),
        labels: { intent: count('intent'), article: count('article') },
      };
    },
    undo: (fitId, by) =>
      change(by, async (tx) => {
        if (!(await tx.confidence.undo(fitId, nameOf(by), clock.now()))) {
          return { ok: false, code: 'not_found', message: 'This fit is not in force any more.' };
        }
        await tx.confidence.setLearning({ isOn: false, by: nameOf(by), at: clock.now() });
        return { ok: true, message: 'Undone: what was in force before is again, and learning is off.' };
      }),
    setLearning: (isOn, by) =>
      change(by, async (tx) => {
        await tx.confidence.setLearning({ isOn, by: nameOf(by), at: clock.now() });
        return { ok: true, message: isOn ? 'Learning is on.' : 'Learning is off: confidences stay as they are.' };
      }),
  };
}

function nameOf({ id, name }: StaffMember) {
  return { id, name };
}
