import { describe, expect, test } from 'vitest';
import type { NewFit } from '../../../src/ports/confidence.ts';
import type { Store } from '../../../src/ports/store.ts';

const ANNA = { id: 'anna', name: 'Anna' };

function fitOf(parts: Partial<NewFit>): NewFit {
  return {
    ...{ kind: 'intent', locale: '', at: 1, state: 'in_force', scaling: { slope: 0.5, intercept: -1 }, labels: 60 },
    before: { loss: 0.7, error: 0.2, table: [] },
    after: { loss: 0.5, error: 0.1, table: [] },
    ...parts,
  };
}

/** What every driver promises of fitted confidences. */
export function confidenceContract(current: () => Store): void {
  const add = (parts: Partial<NewFit>) => current().transaction((tx) => tx.confidence.addFit(fitOf(parts)));
  const inForce = async () => (await current().read.confidence.inForce()).map(({ id }) => id).sort((a, b) => a - b);
  const undo = (id: number) => current().transaction((tx) => tx.confidence.undo(id, ANNA, 9));

  describe('fits of confidences', () => {
    test('of each kind and locale the latest that was put in force is', async () => {
      expect(await inForce()).toEqual([]);
      const first = await add({});
      const second = await add({ at: 2 });
      await add({ at: 3, state: 'not_better' });
      const other = await add({ kind: 'article', locale: 'zh', at: 4 });
      expect(await inForce()).toEqual([second, other]);
      expect(await current().read.confidence.inForce()).toContainEqual({
        ...{ id: other, kind: 'article', locale: 'zh', slope: 0.5, intercept: -1 },
      });
      expect((await current().read.confidence.fits(9)).map(({ id, state }) => [id, state])).toEqual([
        [other, 'in_force'],
        [other - 1, 'not_better'],
        [second, 'in_force'],
        [first, 'superseded'],
      ]);
    });

    test('are kept whole', async () => {
      const { state, ...rest } = fitOf({ at: 7 });
      const id = await add({ at: 7 });
      expect(await current().read.confidence.fits(1)).toEqual([{ ...rest, id, state, undone: undefined }]);
    });

    test('one that is undone makes way for the one before, and says by whom', async () => {
      const first = await add({});
      const other = await add({ locale: 'zh' });
      const second = await add({ at: 2 });
      expect(await undo(second)).toBe(true);
      expect(await inForce()).toEqual([first, other]);
      expect((await current().read.confidence.fits(1))[0]).toMatchObject({
        state: 'undone',
        undone: { by: ANNA, at: 9 },
      });
      expect(await undo(second)).toBe(false);
      expect(await undo(first)).toBe(true);
      expect(await inForce()).toEqual([other]);
      const third = await add({ at: 3 });
      expect(await inForce()).toEqual([other, third]);
    });

    test('learning is on until somebody says otherwise', async () => {
      expect(await current().read.confidence.learning()).toEqual({ isOn: true });
      await current().transaction((tx) => tx.confidence.setLearning({ isOn: false, by: ANNA, at: 5 }));
      expect(await current().read.confidence.learning()).toEqual({ isOn: false, by: ANNA, at: 5 });
    });

    test('the labels of a file take the place of those before', async () => {
      const label = { kind: 'intent', locale: 'en', about: 'refund', confidence: 0.25, right: true, at: 3 } as const;
      const set = (labels: (typeof label)[]) => current().transaction((tx) => tx.confidence.setFileLabels(labels));
      await set([label, { ...label }]);
      await set([label]);
      expect(await current().read.confidence.fileLabels()).toEqual([label]);
    });
  });
}
