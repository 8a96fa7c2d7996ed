/** The format of an action: `actions/<name>.yaml`. */

import { z } from 'zod';
import {
  ACTION_METHODS,
  type Action,
  type ActionExample,
  type ActionOutcome,
  type JsonValue,
  type ResultField,
} from '../domain/actions/action.ts';
import { parseJsonPath } from '../domain/actions/json-path.ts';
import { parseCondition } from '../domain/templates/condition.ts';
import { SCALAR_TYPES } from '../domain/templates/template-value.ts';
import { lineText } from './text-schema.ts';

const DEFAULT_TIMEOUT_SECONDS = 8;
const MAX_TIMEOUT_SECONDS = 60;

/** What the desk sets itself, or what would change how the answer is read. */
const OWN_HEADERS = new Set(
  `accept accept-encoding connection content-encoding content-length content-type expect host idempotency-key keep-alive
  proxy-authorization proxy-connection te trailer transfer-encoding upgrade`.split(/\s+/),
);

const name = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and _, such as order_status');

const path = z
  .string()
  .max(200)
  .refine(
    (text) => parseJsonPath(text) !== undefined,
    'is no path: write one such as order.items[0].name, or $ for all',
  );

/** Own text, without the marks that stand for values: a host that a customer could choose would be no host of ours. */
const url = z
  .string()
  .max(2_000)
  .regex(
    /^https?:\/\/[^/?#{}@\\\s]+(?:\/[^#()\\\s]*)?$/,
    'must be an address such as https://shop.example/orders/{order_number}: the host written out, without #, ( or blanks',
  )
  .refine((text) => URL.canParse(text.replaceAll(/[{}]/g, '')), 'is no address');

const scalar = {
  path: path.describe('Where in the answer it stands, such as order.items[0].name; $ is all of it.'),
  required: z.boolean().default(true).describe('Without it the answer cannot be used. true by default.'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be a currency of three capital letters, such as EUR')
    .describe('For `amount` only: its currency, such as EUR.')
    .optional(),
  currency_path: path.describe('For `amount` only: where in the answer its currency stands.').optional(),
};

type Report = (path: string, message: string) => void;

function checkCurrency(field: { type: string; currency?: unknown; currency_path?: unknown }, report: Report): void {
  const given = [field.currency, field.currency_path].filter((value) => value !== undefined).length;
  if (field.type === 'amount' && given !== 1) report('type', 'amount needs either currency or currency_path');
  if (field.type !== 'amount' && given > 0) report('type', 'must be amount for a value with a currency');
}

const itemSchema = z
  .strictObject({
    ...scalar,
    type: z.enum(SCALAR_TYPES).default('text').describe('What it is, by which it is shown. text by default.'),
  })
  .superRefine((field, context) => {
    checkCurrency(field, (key, message) => context.addIssue({ code: 'custom', path: [key], message }));
  });

const fieldSchema = z
  .strictObject({
    ...scalar,
    type: z
      .enum([...SCALAR_TYPES, 'list'])
      .default('text')
      .describe('What it is, by which it is shown. text by default.'),
    items: z.record(name, itemSchema).describe('For `list` only: what of each entry is used.').optional(),
  })
  .superRefine((field, context) => {
    const report: Report = (key, message) => context.addIssue({ code: 'custom', path: [key], message });
    checkCurrency(field, report);
    const hasItems = Object.keys(field.items ?? {}).length > 0;
    if (field.type === 'list' && !hasItems) report('items', 'must say what of each entry is used, as the type is list');
    if (field.type !== 'list' && hasItems) report('items', 'is only for the type list');
  });

const status = z.int().min(200).max(599);

const outcomeSchema = z.strictObject({
  status: z
    .union([status, z.array(status).min(1)], 'must be an HTTP status such as 200, or a list of them: [200, 201]')
    .describe('The HTTP status that means it, or a list of them.'),
  when: lineText(200)
    .refine(
      (text) => parseCondition(text) !== undefined,
      'is no condition: write one such as state is packed or shipped',
    )
    .describe('What else has to hold of a value in its result, such as: state is packed or shipped.')
    .optional(),
  result: z.record(name, fieldSchema).default({}).describe('The values that wordings can use, by their names.'),
});

const headers = z.record(
  z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'is no name of a header')
    .refine((text) => !OWN_HEADERS.has(text.toLowerCase()), 'is a header that the desk sets by itself'),
  lineText(2_000),
);

const json: z.ZodType<JsonValue> = z.json();

/** A whole action file. */
export const actionFileSchema = z
  .strictObject({
    description: lineText(200).describe('What it does, for staff.').optional(),
    kind: z
      .enum(['read', 'write'])
      .describe('read only asks. write changes something: the customer is asked first, and it is sent once.'),
    request: z
      .strictObject({
        method: z.enum(ACTION_METHODS).default('GET').describe('The HTTP method; GET by default.'),
        url: url.describe('The address; {input} stands for a value, and its host must be listed in desk.yaml.'),
        query: z.record(z.string(), lineText(2_000)).default({}).describe('What is added to the address after ?.'),
        headers: headers.default({}).describe('Headers; secrets as {env.ACTION_NAME}.'),
        body: json.describe('What is sent, as JSON; {input} stands for a value in its texts.').optional(),
      })
      .describe('The HTTP call.'),
    environment: z
      .array(
        z
          .string()
          .regex(/^ACTION_[A-Z0-9_]+$/, 'must begin with ACTION_ and be in capital letters, such as ACTION_SHOP_TOKEN'),
      )
      .default([])
      .describe('The environment variables that may stand in the request, such as ACTION_SHOP_TOKEN.'),
    timeout_seconds: z
      .number()
      .min(0.1)
      .max(MAX_TIMEOUT_SECONDS)
      .default(DEFAULT_TIMEOUT_SECONDS)
      .describe(`How long it may take in all; ${DEFAULT_TIMEOUT_SECONDS} by default.`),
    outcomes: z
      .record(name, outcomeSchema)
      .refine((outcomes) => Object.keys(outcomes).length > 0, 'needs at least one outcome')
      .describe('What answers there are; the first that fits is taken, and an answer that fits none is a failure.'),
    examples: z
      .array(
        z.strictObject({
          inputs: z
            .record(name, lineText(500))
            .default({})
            .describe('The value of each input; one that is left out may be any.'),
          status: status.default(200).describe('The HTTP status of the answer; 200 by default.'),
          body: json
            .describe('The JSON of the answer; {today}, {today + 3 days} and {input} in its texts are replaced.')
            .optional(),
        }),
      )
      .default([])
      .describe('What it answers in tests, where nothing is called.'),
  })
  .superRefine(({ kind, request }, context) => {
    const report = (message: string) => context.addIssue({ code: 'custom', path: ['request', 'method'], message });
    if (kind === 'write' && request.method === 'GET') report('GET only reads: write POST, PUT, PATCH or DELETE');
    if (request.method === 'GET' && request.body !== undefined) report('GET sends no body: delete it, or write POST');
  })
  .describe('One action: an HTTP call and what its answers mean.');

type ActionFile = z.output<typeof actionFileSchema>;

/** The action as the desk uses it. */
export function toAction(file: ActionFile, actionName: string): Action {
  const { description, kind, request, environment, timeout_seconds: seconds, outcomes, examples } = file;
  return {
    name: actionName,
    description,
    kind,
    request: { ...request, body: request.body },
    environment,
    timeoutMs: Math.round(seconds * 1_000),
    outcomes: Object.entries(outcomes).map(([outcome, entry]) => toOutcome(outcome, entry)),
    examples: examples.map(toExample),
  };
}

function toExample({ inputs, status: exampleStatus, body }: ActionFile['examples'][number]): ActionExample {
  return { inputs, status: exampleStatus, body };
}

function toOutcome(outcome: string, entry: z.output<typeof outcomeSchema>): ActionOutcome {
  return {
    name: outcome,
    statuses: typeof entry.status === 'number' ? [entry.status] : entry.status,
    when: entry.when === undefined ? undefined : parseCondition(entry.when),
    result: toFields(entry.result),
  };
}

function toFields(fields: Record<string, z.output<typeof fieldSchema>>): Record<string, ResultField> {
  return Object.fromEntries(Object.entries(fields).map(([field, entry]) => [field, toField(entry)]));
}

function toField(entry: z.output<typeof fieldSchema>): ResultField {
  const { path: fieldPath, type, required, currency, currency_path: currencyPath, items } = entry;
  return { path: fieldPath, type, required, currency, currencyPath, items: items && toFields(items) };
}
