import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { createExampleCaller } from '../actions/example-caller.ts';
import { createHttpCaller, secretsOf } from '../actions/http-caller.ts';
import { createRedactor } from '../actions/redact.ts';
import { ContentError } from '../analyzer/content-runtime.ts';
import { type DeskSettings, readDeskFile } from '../config/desk-file.ts';
import { setTimeZone } from '../config/time-zone.ts';
import { loadContent } from '../content/load-content.ts';
import type { Action } from '../domain/actions/action.ts';
import { fillRequest, inputsOf } from '../domain/actions/fill-request.ts';
import type { DeskContent } from '../domain/content.ts';
import { PHRASE_KEYS } from '../domain/phrases.ts';
import { didYouMean } from '../lib/nearest.ts';
import type { ActionCaller } from '../ports/actions.ts';
import { renderAnswer, renderRequest, renderResult } from './action-report.ts';
import { CONTENT_ROOT_DEFAULT, contentRoot, deskEnvironment } from './content-root.ts';
import { fail } from './fail.ts';

interface TryOptions {
  yes?: true;
  example?: true;
  root?: string;
}

const HELP = `
  relaydesk actions try order_status order_number=100234

It shows the request with secrets masked, the answer, and what customers would be told in each language. An action that writes is
sent only when you agree; --yes agrees beforehand. --example answers from the file's examples and calls nothing.

Exit status: 0 when there is an answer of business ("not found" is one), 1 otherwise.`;

/** `relaydesk actions try` */
export function actionsTryCommand(): Command {
  return new Command('try')
    .description('perform one action, and show request, answer and wordings')
    .argument('<name>', 'the action: the name of its file')
    .argument('[values...]', 'what a customer would have given, each as input=value')
    .option('--yes', 'send what writes without asking')
    .option('--example', "answer from the file's examples")
    .option('--root <folder>', `the folder that holds actions/, intents/ and desk.yaml (${CONTENT_ROOT_DEFAULT})`)
    .addHelpText('after', HELP)
    .action((name: string, values: string[], options: TryOptions) => tryAction(name, values, options).catch(fail));
}

async function tryAction(name: string, given: string[], options: TryOptions): Promise<void> {
  const root = contentRoot(options.root);
  const settings = await readDeskFile(root);
  setTimeZone(settings.timeZone);
  const content = await readContent(root, settings);
  const action = findAction(content, name);
  const inputs = parseInputs(action, given);
  const environment = deskEnvironment(options.root);
  if (!options.example) {
    const secrets = secretsOf(action, environment);
    print(renderRequest(fillRequest(action, inputs, secrets), createRedactor(secrets)));
    if (action.kind === 'write' && !options.yes) await askToSend(name);
  }
  const onAnswer = (status: number, text: string) => print(renderAnswer(status, text));
  const caller: ActionCaller = options.example
    ? createExampleCaller({ now: Date.now })
    : createHttpCaller({ hosts: settings.actionHosts, environment, onAnswer });
  const result = await caller.call({ action, inputs, idempotencyKey: randomUUID() });
  print(renderResult({ action, inputs, result, content }));
  if (result.kind === 'failed') process.exitCode = 1;
}

async function readContent(root: string, { defaultLocale }: DeskSettings): Promise<DeskContent> {
  const { content, diagnostics } = await loadContent({ root, defaultLocale, phraseKeys: PHRASE_KEYS });
  if (content === undefined) throw new ContentError(diagnostics.filter(({ severity }) => severity === 'error'));
  return content;
}

function findAction({ actions = {} }: DeskContent, name: string): Action {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action !== undefined) return action;
  const names = Object.keys(actions);
  const hint =
    didYouMean(name, names) || ` There are: ${names.join(', ') || 'none; docs/actions.md says how one is written'}.`;
  throw new Error(`There is no action ${name}.${hint}`);
}

/** @throws Error naming every input that is missing, unknown or not written as input=value */
function parseInputs(action: Action, given: readonly string[]): Record<string, string> {
  const pairs = given.map((text) => {
    const at = text.indexOf('=');
    if (at === -1) throw new Error(`“${text}” is no value: write input=value.`);
    return [text.slice(0, at), text.slice(at + 1)] as const;
  });
  const names = inputsOf(action);
  const unknown = pairs.find(([name]) => !names.includes(name));
  if (unknown !== undefined) {
    const hint = didYouMean(unknown[0], names) || ` There are: ${names.join(', ') || 'none'}.`;
    throw new Error(`${unknown[0]} is no input of ${action.name}.${hint}`);
  }
  const inputs = Object.fromEntries(pairs);
  const missing = names.filter((name) => !inputs[name]);
  if (missing.length === 0) return inputs;
  throw new Error(`${action.name} needs ${missing.map((name) => `${name}=…`).join(' ')}`);
}

/** @throws Error when nobody agrees */
async function askToSend(name: string): Promise<void> {
  if (!process.stdin.isTTY) throw new Error(`${name} writes: nothing was sent. Say --yes to send it.`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${name} changes something at the other side. Send it? [y/N] `);
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new Error('Nothing was sent.');
}

function print(text: string): void {
  process.stdout.write(text);
}
