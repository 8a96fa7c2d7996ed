/** Reading the body of a request, with Discord's reasons for what it does not take. */

import { z } from 'zod';
import { type FieldError, invalidForm } from './errors.ts';

/**
 * The body as the form has it.
 * @throws Invalid Form Body with every field that does not fit
 */
export function parseForm<Output>(form: z.ZodType<Output>, body: unknown, at: readonly PropertyKey[] = []): Output {
  const result = form.safeParse(body, { reportInput: true });
  if (result.success) return result.data;
  throw invalidForm(result.error.issues.map((issue) => ({ path: [...at, ...issue.path], reason: toReason(issue) })));
}

/** A field that may be left out or null; both read as undefined. */
export function optional<Output>(form: z.ZodType<Output>) {
  return form.nullish().transform((value) => value ?? undefined);
}

/** Text of at most so many characters; a character outside the basic plane counts once. */
export function text(maxLength: number) {
  return z.string().refine((value) => [...value].length <= maxLength, reason(tooLong(maxLength)));
}

/** Text that must have something in it. */
export function filledText(maxLength: number) {
  return z
    .string()
    .refine((value) => value.length > 0 && [...value].length <= maxLength, reason(badLength(1, maxLength)));
}

/** A list of at most so many. */
export function list<Output>(item: z.ZodType<Output>, maxLength: number) {
  return z.array(item).refine((items) => items.length <= maxLength, reason(tooLong(maxLength)));
}

/** A list of at least one and at most so many. */
export function filledList<Output>(item: z.ZodType<Output>, maxLength: number) {
  return z
    .array(item)
    .refine((items) => items.length > 0 && items.length <= maxLength, reason(badLength(1, maxLength)));
}

/** An id. */
export const snowflake = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((id) => /^\d{1,20}$/.test(id), {
    error: ({ input }) => `Value "${String(input)}" is not snowflake.`,
    params: { code: 'NUMBER_TYPE_COERCE' },
  });

/** An address that may be linked. */
export const link = z
  .string()
  .refine(
    (value) => /^(https?|discord):\/\/\S+$/.test(value),
    reason({ code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' }),
  );

/** A rule of the form with Discord's reason for it. */
export function reason({ code, message }: FieldError): { message: string; params: { code: string } } {
  return { message, params: { code } };
}

export function tooLong(maxLength: number): FieldError {
  return { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${maxLength} or fewer in length.` };
}

export function badLength(min: number, max: number): FieldError {
  return { code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between ${min} and ${max} in length.` };
}

function toReason(issue: z.core.$ZodIssue): FieldError {
  const { message } = issue;
  switch (issue.code) {
    case 'custom':
      return { code: String(issue.params?.code ?? 'BASE_TYPE_INVALID'), message };
    case 'invalid_value':
      return { code: 'BASE_TYPE_CHOICES', message: `Value must be one of (${issue.values.map(String).join(', ')}).` };
    case 'invalid_union':
      return { code: 'UNION_TYPE_CHOICES', message: 'Value of field "type" must be one of the allowed types.' };
    case 'too_big':
      return { code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${issue.maximum}.` };
    case 'too_small':
      return { code: 'NUMBER_TYPE_MIN', message: `int value should be greater than or equal to ${issue.minimum}.` };
    case 'invalid_type':
      return issue.input === undefined || issue.input === null ? REQUIRED : wrongType(issue.expected, issue.input);
    default:
      return { code: 'BASE_TYPE_INVALID', message };
  }
}

const REQUIRED: FieldError = { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };

function wrongType(expected: string, input: unknown): FieldError {
  switch (expected) {
    case 'string':
      return { code: 'STRING_TYPE_CONVERT', message: `Could not interpret "${JSON.stringify(input)}" as string.` };
    case 'boolean':
      return { code: 'BOOLEAN_TYPE_CONVERT', message: 'Must be either true or false.' };
    case 'array':
      return { code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' };
    case 'object':
      return { code: 'DICT_TYPE_CONVERT', message: 'Only dictionaries may be used in a DictType' };
    default:
      return { code: 'NUMBER_TYPE_COERCE', message: `Value "${String(input)}" is not int.` };
  }
}
