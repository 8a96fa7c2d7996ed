import { array, assert, nat, property } from 'fast-check';
import { expect, test } from 'vitest';
import { createAgenda, type Step } from '../../../src/sample/agenda.ts';

test('steps are taken in order of time, those of the same moment as they were added', () => {
  assert(
    property(array(nat(5)), (times) => {
      const agenda = createAgenda();
      const steps = times.map((at): Step => ({ at, run: async () => {} }));
      for (const step of steps) agenda.add(step);
      const taken: Step[] = [];
      for (let step = agenda.takeNext(); step !== undefined; step = agenda.takeNext()) taken.push(step);
      expect(taken).toEqual(steps.toSorted((a, b) => a.at - b.at));
      expect(taken.every((step, index) => step === steps.toSorted((a, b) => a.at - b.at)[index])).toBe(true);
    }),
  );
});
