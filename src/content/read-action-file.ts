/** One action file to an action. */

import type { Action, ActionOutcome, ResultField } from '../domain/actions/action.ts';
import { fillExample } from '../domain/actions/fill-example.ts';
import { inputsOf, variablesIn } from '../domain/actions/fill-request.ts';
import { readAnswer } from '../domain/actions/read-answer.ts';
import { didYouMean } from '../lib/nearest.ts';
import { actionFileSchema, toAction } from './action-file.ts';
import { type Diagnostic, errorAt, warningAt } from './diagnostics.ts';
import { explainIssues } from './explain-issue.ts';
import { type Path, readYaml, type YamlReading } from './read-yaml.ts';
import type { ExpectedValue, Scope } from './template-scope.ts';

/** What an action file says. */
export interface ActionFile {
  /** Undefined when the file has errors in itself. */
  action: Action | undefined;
  diagnostics: Diagnostic[];
}

/** Reads an action file's text; `diagnostics` has every mistake that shows in this file alone. */
export function readActionFile(text: string, name: string): ActionFile {
  const reading = readYaml(text, isText);
  if (reading.value === undefined) return { action: undefined, diagnostics: reading.diagnostics };
  const checked = actionFileSchema.safeParse(reading.value);
  if (!checked.success) {
    const issues = explainIssues(checked.error, actionFileSchema, reading);
    return { action: undefined, diagnostics: [...reading.diagnostics, ...issues] };
  }
  const action = toAction(checked.data, name);
  const diagnostics = [
    ...reading.diagnostics,
    ...checkMarks(action, reading),
    ...checkOutcomes(action, reading),
    ...checkExamples(action, reading),
  ];
  return { action, diagnostics };
}

/** What wordings for an outcome can use of its answer. */
export function scopeOf({ result }: ActionOutcome): Scope {
  return toScope(result);
}

function toScope(fields: Record<string, ResultField>): Map<string, ExpectedValue> {
  return new Map(
    Object.entries(fields).map(([name, { type, required, items }]) => [
      name,
      { type, isOptional: !required, items: items && toScope(items) },
    ]),
  );
}

/** What of a file is text as it is written: numbers of orders begin with zeros. */
function isText(path: Path): boolean {
  return !path.includes('body') && ['query', 'headers', 'inputs'].includes(String(path.at(-2)));
}

function checkMarks(action: Action, reading: YamlReading): Diagnostic[] {
  const { request, environment } = action;
  const line = reading.lineOf(['request']);
  const unknown = inputsOf(action).filter((name) => !/^[a-z][a-z0-9_]*$/.test(name));
  const unlisted = variablesIn(request).filter((name) => !environment.includes(name));
  const unused = environment.filter((name) => !variablesIn(request).includes(name));
  return [
    ...unknown.map((name) => errorAt(line, `{${name}} is no mark: write {input} or {env.ACTION_NAME}`)),
    ...unlisted.map((name) =>
      errorAt(line, `{env.${name}} is not listed under environment.${didYouMean(name, environment, '"')}`),
    ),
    ...unused.map((name) => warningAt(reading.lineOf(['environment']), `${name} is listed, and stands nowhere`)),
  ];
}

function checkOutcomes(action: Action, reading: YamlReading): Diagnostic[] {
  const inputs = new Set(inputsOf(action));
  return action.outcomes.flatMap(({ name, when, result }) => {
    const same = Object.keys(result).filter((field) => inputs.has(field));
    const unknown = when === undefined || Object.hasOwn(result, when.name) ? [] : [when.name];
    return [
      ...same.map((field) =>
        errorAt(reading.lineOf(['outcomes', name, 'result', field]), `${field} is an input as well: call it otherwise`),
      ),
      ...unknown.map((field) => {
        const hint = didYouMean(field, Object.keys(result), '"') || ' Add it there, with required: false.';
        return errorAt(
          reading.lineOf(['outcomes', name, 'when']),
          `${field} is no value in the result of ${name}.${hint}`,
        );
      }),
    ];
  });
}

/** What an input is that an example leaves open: a day will do as a text as well. */
const ANY_INPUT = '2026-01-01';

/** An example that the desk could not use would let a test pass, or fail, for no reason. */
function checkExamples(action: Action, reading: YamlReading): Diagnostic[] {
  const inputs = inputsOf(action);
  const shown = new Set<string>();
  const wrong = action.examples.flatMap((example, index) => {
    const line = reading.lineOf(['examples', index]);
    const missing = inputs.filter((name) => example.inputs[name] === undefined);
    const other = Object.keys(example.inputs).filter((name) => !inputs.includes(name));
    const given = { ...Object.fromEntries(missing.map((name) => [name, ANY_INPUT])), ...example.inputs };
    const body = example.body === undefined ? undefined : fillExample(example.body, { now: 0, inputs: given });
    const result = readAnswer(action, example.status, body);
    if (result.kind === 'answered') shown.add(result.outcome);
    return [
      ...other.map((name) => errorAt(line, `${name} is no input of this action.${didYouMean(name, inputs, '"')}`)),
      ...(result.kind === 'failed' && missing.length === 0
        ? [warningAt(line, `this example is a failure: ${result.reason}`)]
        : []),
    ];
  });
  const unshown = action.outcomes.filter(({ name }) => !shown.has(name));
  return [
    ...wrong,
    ...unshown.map(({ name }) =>
      warningAt(reading.lineOf(['outcomes', name]), `no example shows the outcome ${name}: stories cannot come to it`),
    ),
  ];
}
