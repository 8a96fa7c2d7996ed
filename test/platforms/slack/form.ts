/** Filling in a modal as a person does: only what the form lets through. */

import { elementsOf } from './block-kit.ts';
import { isObject } from './schema.ts';
import type { Block, Json, SlackView } from './types.ts';

/** What a person puts into a field: text, an option's value, several options' values, or a user's or channel's id. */
export type FieldValue = string | string[];

/** Puts the values, by block id, into the view's state; throws where Slack's client would not submit. */
export function fillIn(view: SlackView, values: Record<string, FieldValue>): void {
  for (const [blockId, value] of Object.entries(values)) {
    const { element, actionId } = fieldOf(view, blockId);
    view.state.values[blockId] = { [actionId]: stateOf(element, value) };
  }
  for (const block of view.blocks.filter((other) => other.type === 'input' && other.optional !== true)) {
    const { element, actionId } = fieldOf(view, String(block.block_id));
    const state = view.state.values[String(block.block_id)]?.[actionId] ?? {};
    const filled = Object.entries(state).some(([name, value]) => name !== 'type' && !isEmpty(value));
    if (!filled) throw new Error(`Please complete this required field: ${block.block_id} (${element.type}).`);
  }
}

/** The state of a menu or field once the person has chosen or typed `value`. */
export function stateOf(element: Block, value: FieldValue): Json {
  const { type } = element;
  if (type.endsWith('_input')) return { type, value: checkedText(element, String(value)) };
  if (type === 'multi_users_select') return { type, selected_users: [value].flat() };
  if (type === 'checkboxes' || type.startsWith('multi_'))
    return { type, selected_options: [value].flat().map((one) => optionOf(element, one)) };
  if (type === 'users_select') return { type, selected_user: value };
  if (type === 'conversations_select') return { type, selected_conversation: value };
  if (type === 'channels_select') return { type, selected_channel: value };
  if (type === 'datepicker') return { type, selected_date: value };
  if (type === 'timepicker') return { type, selected_time: value };
  if (type === 'datetimepicker') return { type, selected_date_time: Number(value) };
  return { type, selected_option: optionOf(element, String(value)) };
}

function fieldOf(view: SlackView, blockId: string): { element: Block; actionId: string } {
  const block = view.blocks.find((other) => other.block_id === blockId);
  const element = block === undefined ? undefined : elementsOf(block)[0];
  if (element === undefined) throw new Error(`The form has no field ${blockId}.`);
  return { element, actionId: String(element.action_id) };
}

function optionOf(element: Block, value: string): Json {
  const groups = (element.option_groups as { options: Json[] }[] | undefined) ?? [];
  const options = [...((element.options as Json[] | undefined) ?? []), ...groups.flatMap((group) => group.options)];
  const option = options.find((other) => other.value === value);
  if (option !== undefined) return option;
  if (element.type !== 'external_select') throw new Error(`${element.action_id} has no option ${value}.`);
  return { text: { type: 'plain_text', text: value, emoji: true }, value };
}

function checkedText(element: Block, text: string): string {
  const most = Number(element.max_length ?? 3000);
  const least = Number(element.min_length ?? 0);
  if (text.length > most || text.length < least) throw new Error(`The text must have ${least} to ${most} characters.`);
  return text;
}

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0) ||
    (isObject(value) && Object.keys(value).length === 0)
  );
}
