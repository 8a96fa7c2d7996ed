/** The small modals: what is asked before a ticket is noted on, assigned, ranked or put off, and before a reply is changed. */

import type { types } from '@slack/bolt';
import type { TranscriptMessage } from '../../../../src/domain/message.ts';
import type { TicketCard } from '../../../../src/ports/staff-platform.ts';
import type { FieldValue, FormContext, FormState } from '../../wire.ts';
import { type Block, cutText, line, plain, quote, richText, words } from '../blocks.ts';
import { ticketTitle } from '../wording.ts';

/** What the small modals are for. */
export const FORM_ACTIONS = ['note', 'assign', 'priority', 'snooze', 'run', 'edit_reply', 'delete_reply'] as const;
/** One of them. */
export type FormAction = (typeof FORM_ACTIONS)[number];

/** The block that a refusal is shown at. */
export const ANSWER = 'answer';
/** The block of a time that may be picked instead. */
export const UNTIL = 'until';
/** The callback ids of the small modals. */
export const FORM_VIEWS = /^form:(note|assign|priority|snooze|run|edit_reply|delete_reply)$/;

/** What a field of Slack's holds at most. */
export const LONGEST_FIELD = 3_000;

const LONGEST_TITLE = 24;
const SNOOZE_HOURS = [1, 4, 24, 72, 168];
/** Instead of hours: until the customer writes. */
export const UNTIL_REPLY = 'reply';
const IMPORTANCE = ['1 – can wait', '2 – low', '3 – normal', '4 – high', '5 – highest'];
const LONGEST_PART = 600;

/** What a modal is about. */
export interface FormSubject {
  card: TicketCard;
  /** The reply that is changed or taken back. */
  message: TranscriptMessage | undefined;
}

/** The modal for one of these actions. */
export function smallForm(action: FormAction, subject: FormSubject, context: FormContext): types.ModalView {
  const { title, submit, blocks } = FORMS[action](subject);
  const about: Block = richText(line(words(cutText(ticketTitle(subject.card), LONGEST_PART))));
  return formView({ callbackId: `form:${action}`, title, submit, context, blocks: [about, ...blocks] });
}

/** A modal that remembers why it was opened. */
export function formView(options: {
  callbackId: string;
  title: string;
  submit: string;
  context: FormContext;
  blocks: Block[];
}): types.ModalView {
  return {
    type: 'modal',
    callback_id: options.callbackId,
    title: plain(options.title, LONGEST_TITLE),
    submit: plain(options.submit, LONGEST_TITLE),
    close: plain('Cancel'),
    private_metadata: JSON.stringify(options.context),
    blocks: options.blocks,
  };
}

/** The field of a block that holds one. */
export function fieldIn({ state }: FormState, blockId: string): FieldValue {
  return Object.values(state.values[blockId] ?? {})[0] ?? {};
}

type Form = { title: string; submit: string; blocks: Block[] };

const FORMS: Record<FormAction, (subject: FormSubject) => Form> = {
  note: () => ({
    title: 'Note',
    submit: 'Note',
    blocks: [input('Only staff see it', textArea(''))],
  }),
  assign: () => ({
    title: 'Assign',
    submit: 'Assign',
    blocks: [input('To whom', { type: 'users_select', action_id: ANSWER, placeholder: plain('A colleague') })],
  }),
  priority: ({ card }) => ({
    title: 'Priority',
    submit: 'Set',
    blocks: [
      richText(
        line(words(`Now ${card.priority.sum}: importance, which you set here, and urgency, which the desk works out.`)),
      ),
      input('Importance', importanceMenu(card.ticket.importance)),
    ],
  }),
  snooze: () => ({
    title: 'Snooze',
    submit: 'Snooze',
    blocks: [
      input('For how long', snoozeMenu()),
      {
        type: 'input',
        block_id: UNTIL,
        optional: true,
        label: plain('Or until'),
        hint: plain('It comes back earlier when the customer writes.'),
        element: { type: 'datetimepicker', action_id: UNTIL },
      },
    ],
  }),
  run: ({ card }) => ({
    title: 'Other systems',
    submit: 'Next',
    blocks: [input('What for', runnableMenu(card))],
  }),
  edit_reply: ({ message }) => ({
    title: 'Edit the reply',
    submit: 'Change',
    blocks: [input('The customer sees the new text', textArea(message?.text ?? ''))],
  }),
  delete_reply: ({ message }) => ({
    title: 'Take the reply back',
    submit: 'Take back',
    blocks: [
      richText(
        line(words('The customer will not see this any more:')),
        quote(cutText(message?.text ?? '', LONGEST_PART)),
      ),
    ],
  }),
};

function input(label: string, element: types.InputBlock['element']): types.InputBlock {
  return { type: 'input', block_id: ANSWER, label: plain(label), element };
}

function textArea(text: string): types.PlainTextInput {
  return {
    type: 'plain_text_input',
    action_id: ANSWER,
    multiline: true,
    max_length: LONGEST_FIELD,
    focus_on_load: true,
    ...(text === '' ? {} : { initial_value: cutText(text, LONGEST_FIELD) }),
  };
}

function importanceMenu(importance: number): types.StaticSelect {
  const options = IMPORTANCE.map((label, index) => ({ text: plain(label), value: String(index + 1) }));
  const current = options[importance - 1];
  return { type: 'static_select', action_id: ANSWER, options, ...(current && { initial_option: current }) };
}

const MOST_OPTIONS = 100;
const LONGEST_OPTION = 75;

function runnableMenu({ runnable }: TicketCard): types.StaticSelect {
  const options = runnable.slice(0, MOST_OPTIONS).map(({ name, description, writes }) => ({
    text: plain(`${writes ? '✏️' : '🔎'} ${description ?? name}`, LONGEST_OPTION),
    value: name,
  }));
  return { type: 'static_select', action_id: ANSWER, options };
}

function snoozeMenu(): types.StaticSelect {
  const options = SNOOZE_HOURS.map((hours) => ({
    text: plain(hours < 24 ? `${hours} h` : `${hours / 24} d`),
    value: String(hours),
  }));
  options.push({ text: plain('Until the customer writes'), value: UNTIL_REPLY });
  const [, usual] = options;
  return { type: 'static_select', action_id: ANSWER, options, ...(usual && { initial_option: usual }) };
}
