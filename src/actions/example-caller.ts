/** Performs actions without the network: they answer from the examples in their files. */

import type { Action, ActionExample } from '../domain/actions/action.ts';
import { inputsOf } from '../domain/actions/fill-request.ts';
import { readAnswer } from '../domain/actions/read-answer.ts';
import type { ActionCaller } from '../ports/actions.ts';

/** Answers as the example with the same inputs; without one nothing is there, as if the other side were down. */
export function createExampleCaller(): ActionCaller {
  return {
    async call({ action, inputs }) {
      const example = findExample(action, inputs);
      if (example !== undefined) return readAnswer(action, example.status, example.body);
      const given = inputsOf(action).map((name) => `${name}=${inputs[name] ?? ''}`);
      const reason = `actions/${action.name}.yaml has no example for ${given.join(' ')}`;
      return { kind: 'failed', failure: 'not_sent', reason };
    },
  };
}

function findExample(action: Action, inputs: Readonly<Record<string, string>>): ActionExample | undefined {
  const names = inputsOf(action);
  return action.examples.find((example) => names.every((name) => example.inputs[name] === inputs[name]));
}
