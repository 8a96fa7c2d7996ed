/** The modal that asks what another system needs before it is asked, or does something. */

import type { types } from '@slack/bolt';
import type { RunnableAction } from '../../../../src/domain/actions/runnable-actions.ts';
import type { TicketCard } from '../../../../src/ports/staff-platform.ts';
import type { FormContext, FormState } from '../../wire.ts';
import { type Block, contextLine, cutText, line, plain, richText, words } from '../blocks.ts';
import { ticketTitle } from '../wording.ts';
import { fieldIn, formView } from './forms.ts';

/** Its callback id. */
export const RUN_FORM = 'form:run_action';

const INPUT = 'input:';
const AGREES = 'agrees';
/** What the desk takes of a value. */
const LONGEST_VALUE = 500;
const LONGEST_PART = 300;
const LONGEST_LABEL = 75;

/** A field for each value, with the likeliest in it; what changes something is agreed to as well. */
export function runForm(card: TicketCard, action: RunnableAction, context: FormContext): types.ModalView {
  const about = richText(line(words(cutText(ticketTitle(card), LONGEST_PART))));
  const what = contextLine(cutText(action.description ?? action.name, LONGEST_PART));
  return formView({
    callbackId: RUN_FORM,
    title: action.writes ? 'Have it done' : 'Look it up',
    submit: action.writes ? 'Have it done' : 'Look it up',
    context: { ...context, action: action.name },
    blocks: [about, what, ...action.inputs.map(inputField), ...(action.writes ? [AGREEMENT] : [])],
  });
}

function inputField({ name, value }: RunnableAction['inputs'][number]): types.InputBlock {
  return {
    type: 'input',
    block_id: INPUT + name,
    label: plain(name.replaceAll('_', ' '), LONGEST_LABEL),
    element: {
      type: 'plain_text_input',
      action_id: INPUT + name,
      max_length: LONGEST_VALUE,
      ...(value === '' ? {} : { initial_value: value.slice(0, LONGEST_VALUE) }),
    },
  };
}

const AGREEMENT: Block = {
  type: 'input',
  block_id: AGREES,
  label: plain('This changes something'),
  element: { type: 'checkboxes', action_id: AGREES, options: [{ text: plain('Yes, change it'), value: 'yes' }] },
};

/** The values in it, by the names of the action's inputs. */
export function inputsIn(view: FormState): Record<string, string> {
  const blocks = Object.keys(view.state.values).filter((id) => id.startsWith(INPUT));
  return Object.fromEntries(blocks.map((id) => [id.slice(INPUT.length), fieldIn(view, id).value ?? '']));
}

/** The block that a refusal is shown at. */
export function firstFieldOf(view: FormState): string {
  return Object.keys(view.state.values)[0] ?? AGREES;
}
