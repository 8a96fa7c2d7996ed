/** The ticket page's forms as commands for the desk. */

import { z } from 'zod';
import { fromChoiceId } from '../domain/choice-id.ts';
import { HOUR_MS } from '../domain/policy.ts';
import type { StaffCommand, StaffMember } from '../domain/staff.ts';
import { parseTags } from '../domain/tags.ts';
import { toCleanText } from '../lib/text.ts';

/** How long a ticket can be put off, in hours. */
export const SNOOZE_HOURS = [1, 4, 24, 72] as const;
/** Instead of hours: until the customer writes. */
export const UNTIL_REPLY = 'reply';
/** Longer than the id of a message, and than the name of an intent or article. */
const MAX_NAME_LENGTH = 1_000;

const text = z.string().transform(toCleanText);

const name = z.string().max(MAX_NAME_LENGTH);

const FORMS = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('claim') }),
  z.object({ kind: z.literal('reply'), text, messageId: name.optional() }),
  z.object({ kind: z.literal('undo_reply'), messageId: name }),
  z.object({ kind: z.literal('note'), text }),
  z.object({ kind: z.literal('transfer'), to: z.string() }),
  z.object({ kind: z.literal('hand_back') }),
  z.object({ kind: z.literal('snooze'), hours: z.union([z.literal(UNTIL_REPLY), z.coerce.number().positive()]) }),
  z.object({ kind: z.literal('resolve') }),
  z.object({ kind: z.literal('close') }),
  z.object({ kind: z.literal('reopen') }),
  z.object({ kind: z.literal('unmerge') }),
  z.object({ kind: z.literal('run_action'), action: name, inputs: z.record(z.string(), text) }),
  z.object({ kind: z.literal('set_importance'), importance: z.coerce.number().int() }),
  z.object({ kind: z.literal('set_tags'), tags: text.transform(parseTags) }),
  z.object({ kind: z.literal('correct_decision'), messageId: name, meant: name }),
]);

const KEY = z.uuid();

/** A command as a form asked for it; `key` names the form, so that the same form sent twice is carried out once. */
export interface CommandForm {
  key: string;
  command: StaffCommand;
}

/** Reads a form; undefined when it is not one of the console's, or names a colleague who is not there. */
export function parseCommandForm(
  kind: string,
  fields: Record<string, unknown>,
  context: { colleagues: StaffMember[]; now: number },
): CommandForm | undefined {
  const key = KEY.safeParse(fields.key);
  const form = FORMS.safeParse({ ...fields, inputs: inputsIn(fields), kind });
  if (!key.success || !form.success) return undefined;
  const command = toCommand(form.data, context);
  return command && { key: key.data, command };
}

/** The fields of a form for an action's inputs begin so. */
export const INPUT_PREFIX = 'input.';

function inputsIn(fields: Record<string, unknown>): Record<string, unknown> {
  const inputs = Object.entries(fields).filter(([field]) => field.startsWith(INPUT_PREFIX));
  return Object.fromEntries(inputs.map(([field, value]) => [field.slice(INPUT_PREFIX.length), value]));
}

function toCommand(
  form: z.infer<typeof FORMS>,
  { colleagues, now }: { colleagues: StaffMember[]; now: number },
): StaffCommand | undefined {
  switch (form.kind) {
    case 'transfer': {
      const to = colleagues.find(({ id }) => id === form.to);
      return to && { kind: 'transfer', to };
    }
    case 'snooze':
      return { kind: 'snooze', until: form.hours === UNTIL_REPLY ? undefined : now + form.hours * HOUR_MS };
    case 'correct_decision': {
      const { kind, messageId, meant } = form;
      return { kind, messageId, ...fromChoiceId(meant) };
    }
    case 'reply': {
      const { messageId, ...reply } = form;
      return messageId ? { ...reply, messageId } : reply;
    }
    default:
      return form;
  }
}
