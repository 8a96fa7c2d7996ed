/** What pages and programs may send, read and checked: JSON or a form. */

import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { z } from 'zod';
import { parseCommandText } from '../../src/domain/customer-commands.ts';
import type { InboundBody } from '../../src/domain/inbound.ts';
import { MAX_MESSAGE_LENGTH } from '../../src/domain/length-limits.ts';
import { toCleanText } from '../../src/lib/text.ts';

/** Why a request was not taken. */
export type RequestProblem = 'malformed' | 'empty' | 'too_long';

/** An event as the page sent it. `key` is the page's own name for it: the same key sent again is the same event. */
export interface ChatRequest {
  key: string;
  body: InboundBody;
}

const key = z.uuid().default(() => randomUUID());
const messageId = z.string().min(1).max(200);
const text = z.string().transform(toCleanText).pipe(z.string().max(MAX_MESSAGE_LENGTH));

/** Forms send every score as text, and none as the empty text. */
function fromForm(value: unknown): unknown {
  if (value === '') return null;
  return typeof value === 'string' ? Number(value) : value;
}

const SCHEMAS = {
  messages: z.object({ key, text }).transform((request) => ({
    key: request.key,
    body: toBody(request.key, request.text),
  })),
  choices: z.object({ key, messageId, choiceId: z.string().min(1).max(48) }).transform((request) => ({
    key: request.key,
    body: { kind: 'choice' as const, messageKey: request.messageId, choiceId: request.choiceId },
  })),
  feedback: z
    .object({ key, messageId, score: z.preprocess(fromForm, z.literal([0, 1, null])) })
    .transform((request) => ({
      key: request.key,
      body: { kind: 'feedback' as const, messageKey: request.messageId, score: request.score },
    })),
  ratings: z
    .object({ key, messageId, score: z.preprocess(fromForm, z.literal([1, 2, 3, 4, 5, null])) })
    .transform((request) => ({
      key: request.key,
      body: { kind: 'rating' as const, messageKey: request.messageId, score: request.score },
    })),
};

/** A message, or one of the desk's commands. */
function toBody(messageKey: string, text: string): InboundBody {
  const command = parseCommandText(text);
  return command === undefined
    ? { kind: 'message', messageKey, text }
    : { kind: 'command', messageKey, ...command, isPrivate: true };
}

/** What can be posted to the chat: one path each. */
export const REQUEST_KINDS = ['messages', 'choices', 'feedback', 'ratings'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** Reads a request's body; a problem where it is not one that can be taken. */
export async function parseRequest(c: Context, kind: RequestKind): Promise<ChatRequest | RequestProblem> {
  const parsed = SCHEMAS[kind].safeParse(await readBody(c));
  if (!parsed.success) return isTooLong(parsed.error) ? 'too_long' : 'malformed';
  const { body } = parsed.data;
  return body.kind === 'message' && body.text.trim() === '' ? 'empty' : parsed.data;
}

function isTooLong({ issues }: z.ZodError): boolean {
  return issues.some(({ code, path }) => code === 'too_big' && path[0] === 'text');
}

async function readBody(c: Context): Promise<unknown> {
  try {
    const isJson = c.req.header('content-type')?.includes('json') ?? false;
    return isJson ? await c.req.json() : await c.req.parseBody();
  } catch {
    return undefined;
  }
}
