/** Actions: what the desk can ask of other systems, or have them do. `docs/actions.md` has the files they are written in. */

import type { Condition } from '../templates/condition.ts';
import type { ScalarType, TemplateValues } from '../templates/template-value.ts';

export type JsonValue = null | boolean | number | string | JsonValue[] | { [name: string]: JsonValue };

export const ACTION_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type ActionMethod = (typeof ACTION_METHODS)[number];

/** One HTTP call and what its answers mean. */
export interface Action {
  /** The name of its file without the ending. */
  name: string;
  description: string | undefined;
  /** A `write` changes something at the other side: it is confirmed first, and never sent twice. */
  kind: 'read' | 'write';
  request: ActionRequest;
  /** The environment variables that may stand in the request. */
  environment: string[];
  timeoutMs: number;
  /** What answers of business there are; the first that fits is it, and what fits none is a failure. */
  outcomes: ActionOutcome[];
  /** What it answers where it is tried without the network. */
  examples: ActionExample[];
}

/** In all texts `{input}` stands for a value that the customer gave, and `{env.NAME}` for an environment variable. */
export interface ActionRequest {
  method: ActionMethod;
  /** `http:` or `https:`, with host and port written out. */
  url: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** Sent as JSON; undefined where there is none. */
  body: JsonValue | undefined;
}

export interface ActionOutcome {
  name: string;
  statuses: number[];
  /** What else has to hold of the values. */
  when: Condition | undefined;
  /** What of the answer is used, by the names that wordings have for it. */
  result: Record<string, ResultField>;
}

/** A value of an answer, or of each entry of a list in one. */
export interface ResultField {
  /** As `parseJsonPath` reads it. */
  path: string;
  type: ScalarType | 'list';
  /** Without it the answer cannot be used. */
  required: boolean;
  /** Of an amount: its ISO 4217 code, or where in the answer that stands. */
  currency: string | undefined;
  currencyPath: string | undefined;
  /** Of a list: what of each entry is used. */
  items: Record<string, ResultField> | undefined;
}

export interface ActionExample {
  inputs: Record<string, string>;
  status: number;
  body: JsonValue | undefined;
}

/**
 * How a call failed. `not_sent`: the other side has surely received nothing; `refused`: it has answered that it does not do it;
 * `unknown`: it may have been carried out.
 */
export type ActionFailure = 'not_sent' | 'refused' | 'unknown';

/** How a call ended. Plain data, so that it can be kept as JSON. */
export type ActionResult =
  | { kind: 'answered'; outcome: string; values: TemplateValues }
  /** `reason` is for staff and operators, without secrets, and without words of the other side. */
  | { kind: 'failed'; failure: ActionFailure; reason: string };
