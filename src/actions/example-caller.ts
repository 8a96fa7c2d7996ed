/** Performs actions without the network: they answer from the examples in their files. */

import type { Action, ActionExample } from '../domain/actions/action.ts';
import { fillExample } from '../domain/actions/fill-example.ts';
import { inputsOf } from '../domain/actions/fill-request.ts';
import { readAnswer } from '../domain/actions/read-answer.ts';
import type { ActionCaller } from '../ports/actions.ts';
import type { Clock } from '../ports/clock.ts';

/** Answers as the first example that the inputs fit; without one nothing is there, as if the other side were down. */
export function createExampleCaller({ now }: Pick<Clock, 'now'>): ActionCaller {
  return {
    async call({ action, inputs }) {
      const example = findExample(action, inputs);
      if (example !== undefined) {
        const body = example.body === undefined ? undefined : fillExample(example.body, { now: now(), inputs });
        return readAnswer(action, example.status, body);
      }
      const given = inputsOf(action).map((name) => `${name}=${inputs[name] ?? ''}`);
      const reason = `actions/${action.name}.yaml has no example for ${given.join(' ')}`;
      return { kind: 'failed', failure: 'not_sent', reason };
    },
  };
}

/** An input that an example leaves out may be any. */
function findExample(action: Action, inputs: Readonly<Record<string, string>>): ActionExample | undefined {
  const names = inputsOf(action);
  return action.examples.find((example) =>
    names.every((name) => (example.inputs[name] ?? inputs[name]) === inputs[name]),
  );
}
