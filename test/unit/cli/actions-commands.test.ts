import { expect, onTestFinished, test, vi } from 'vitest';
import { actionsCheckCommand } from '../../../src/cli/actions-check.ts';
import { actionsTryCommand } from '../../../src/cli/actions-try.ts';
import { serve } from '../../support/action-server.ts';
import { runCommand } from '../../support/run-command.ts';
import { articleFile, createTree, intentFile } from '../content/content-tree.ts';

const SECRET = 'a-secret-of-the-shop';

function actionFile(port: number, kind: 'read' | 'write' = 'read'): string {
  return `kind: ${kind}
environment: [ACTION_TEST_KEY]
request:
  method: ${kind === 'read' ? 'GET' : 'POST'}
  url: http://127.0.0.1:${port}/orders/{order_number}
  headers: { X-Key: "{env.ACTION_TEST_KEY}" }
outcomes:
  found: { status: 200, result: { state: { path: state }, day: { path: day, type: date } } }
examples:
  - { inputs: { order_number: "1" }, body: { state: packed, day: "2026-12-01" } }
`;
}

function intentsFile(confirm = ''): string {
  return intentFile(
    'track',
    `    slots: [{ name: order_number, type: order_number, ask: Which? }]
    escalate: true
    action: order_status
${confirm}    outcomes:
      found: It is *{state}* since {day}.
`,
  );
}

async function desk(port: number, more: Record<string, string> = {}): Promise<string> {
  vi.stubEnv('ACTION_TEST_KEY', SECRET);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  return createTree({
    'actions/order_status.yaml': actionFile(port),
    'intents/en/a.yaml': intentsFile(),
    'intents/de/a.yaml': intentsFile(),
    'intents/de/phrases.yaml': 'phrases: {}\n',
    'knowledge/en/returns.md': articleFile(),
    'desk.yaml': `actions:\n  hosts: { "127.0.0.1:${port}": private }\n`,
    ...more,
  });
}

async function shop(answer = { state: `packed, ${SECRET}`, day: '2026-12-01' }) {
  return serve((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer));
  });
}

test('actions check tells hosts that are not listed and secrets that are not set', async () => {
  const root = await desk(3_400, { 'desk.yaml': '' });
  vi.stubEnv('ACTION_TEST_KEY', undefined);
  const { output, status } = await runCommand(actionsCheckCommand(), ['--root', root]);
  expect(output).toContain(
    'actions/order_status.yaml:1: error: 127.0.0.1:3400 is not listed under actions.hosts in desk.yaml\n',
  );
  expect(output).toContain('warning: ACTION_TEST_KEY is not set in the environment');
  expect(output).toMatch(/\n1 action, 1 example; 1 error, \d+ warnings?\n$/);
  expect(status).toBe(1);
});

test('actions try shows the request without secrets, the answer, and the wording in each language', async () => {
  const { port } = await shop();
  const root = await desk(port);
  const { output, status } = await runCommand(actionsTryCommand(), ['order_status', 'order_number=7', '--root', root]);
  expect(output).toContain(`GET http://127.0.0.1:${port}/orders/7\n  x-key: ‹ACTION_TEST_KEY›`);
  expect(output).toContain('HTTP 200');
  expect(output).toContain('Wording in en, intent track\n  It is *packed, ‹ACTION_TEST_KEY›* since December 1, 2026.');
  expect(output).toContain('Wording in de, intent track\n  It is *packed, ‹ACTION_TEST_KEY›* since 1. Dezember 2026.');
  expect(output).not.toContain(SECRET);
  expect(status).toBe(0);
});

test('actions try answers from the examples where that is asked, and calls nothing', async () => {
  const root = await desk(1);
  const { output } = await runCommand(actionsTryCommand(), [
    'order_status',
    'order_number=1',
    '--example',
    '--root',
    root,
  ]);
  expect(output).toContain('It is *packed* since December 1, 2026.');
});

test('a failure is told with how far it went, and ends with 1', async () => {
  const root = await desk(1);
  const { output, status } = await runCommand(actionsTryCommand(), ['order_status', 'order_number=1', '--root', root]);
  expect(output).toContain('failed, not sent: the other side has received nothing\n  nothing listens there');
  expect(output).toContain('(it is handed to a person)');
  expect(status).toBe(1);
});

test('what writes is sent only when somebody agrees', async () => {
  const server = await shop();
  const root = await desk(server.port, {
    'actions/order_status.yaml': actionFile(server.port, 'write'),
    'intents/en/a.yaml': intentsFile('    confirm: Shall I?\n'),
    'intents/de/a.yaml': intentsFile('    confirm: Shall I?\n'),
  });
  const args = ['order_status', 'order_number=7', '--root', root];
  const refused = await runCommand(actionsTryCommand(), args);
  expect([refused.errors, server.connections()]).toEqual([
    'order_status writes: nothing was sent. Say --yes to send it.\n',
    0,
  ]);
  const { status } = await runCommand(actionsTryCommand(), [...args, '--yes']);
  expect([status, server.connections()]).toEqual([0, 1]);
});

test.each([
  [['order_statu', 'order_number=1'], 'There is no action order_statu. Did you mean order_status?'],
  [['order_status'], 'order_status needs order_number=…'],
  [['order_status', 'order_nummer=1'], 'order_nummer is no input of order_status. Did you mean order_number?'],
  [['order_status', '100234'], '“100234” is no value: write input=value.'],
  [['order_status', 'order_number=..'], 'a value cannot stand in the path of an address'],
])('actions try %j says what is wrong with it', async (args, reason) => {
  const root = await desk(1);
  expect((await runCommand(actionsTryCommand(), [...args, '--root', root])).errors).toBe(`${reason}\n`);
});
