import { describe, expect, test } from 'vitest';
import { createExampleCaller } from '../../src/actions/example-caller.ts';
import type { Action } from '../../src/domain/actions/action.ts';
import type { ActionCaller } from '../../src/ports/actions.ts';
import { actionOf, callerOf, serve } from '../support/action-server.ts';

/** What every driver of the port for actions promises; `open` answers as the action's examples do. */
function actionCallerContract(
  name: string,
  open: (toAction: (port: number) => Action) => Promise<[ActionCaller, Action]>,
) {
  describe(`${name}: the port for actions`, () => {
    const toAction = (port: number) =>
      actionOf(`
kind: read
request: { url: "http://127.0.0.1:${port}/orders/{order}" }
outcomes:
  found: { status: 200, result: { state: { path: order.state } } }
  not_found: { status: 404 }
examples:
  - { inputs: { order: "1" }, body: { order: { state: packed } } }
  - { inputs: { order: "2" }, status: 404 }
  - { inputs: { order: "3" }, body: { order: {} } }
`);
    const ask = async (order: string) => {
      const [caller, action] = await open(toAction);
      return caller.call({ action, inputs: { order }, idempotencyKey: 'key' });
    };

    test('an answer of business is an outcome with its values', async () => {
      const values = { state: { type: 'text', value: 'packed' } };
      expect(await ask('1')).toEqual({ kind: 'answered', outcome: 'found', values });
      expect(await ask('2')).toEqual({ kind: 'answered', outcome: 'not_found', values: {} });
    });

    test('an answer that cannot be used, and none at all, are failures with a reason', async () => {
      expect(await ask('3')).toMatchObject({
        kind: 'failed',
        failure: 'unknown',
        reason: expect.stringContaining('state'),
      });
      expect(await ask('4')).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/./) });
    });
  });
}

actionCallerContract('HTTP', async (toAction) => {
  const { examples } = toAction(1);
  const server = await serve(({ url }, response) => {
    const example = examples.find(({ inputs }) => url === `/orders/${inputs.order}`);
    response.writeHead(example?.status ?? 500, { 'content-type': 'application/json' });
    response.end(example?.body === undefined ? '' : JSON.stringify(example.body));
  });
  return [callerOf(server), toAction(server.port)];
});

actionCallerContract('examples', async (toAction) => [createExampleCaller({ now: Date.now }), toAction(1)]);
