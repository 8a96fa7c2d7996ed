/** What a bot may answer to an interaction. */

import { z } from 'zod';
import { ComponentKind } from './component-form.ts';
import { filledList, filledText, list, optional, parseForm, text } from './form.ts';
import type { Modal } from './model.ts';

/** The answers to an interaction, by the API's numbers. */
export const Answer = { message: 4, deferredMessage: 5, deferredUpdate: 6, update: 7, choices: 8, modal: 9 } as const;

const answer = z.object({ type: z.int(), data: optional(z.looseObject({})) });

const field = z.object({
  type: z.literal(ComponentKind.textInput),
  custom_id: filledText(100),
  style: z.int().min(1).max(2),
  label: optional(filledText(45)),
  min_length: optional(z.int().min(0).max(4000)),
  max_length: optional(z.int().min(1).max(4000)),
  required: optional(z.boolean()),
  value: optional(text(4000)),
  placeholder: optional(text(100)),
});

const modal = z.object({
  custom_id: filledText(100),
  title: filledText(45),
  components: filledList(
    z.discriminatedUnion('type', [
      z.object({ type: z.literal(ComponentKind.row), components: filledList(field, 1) }),
      z.object({ type: z.literal(ComponentKind.label), label: filledText(45), component: field }),
    ]),
    5,
  ),
});

const choices = z.object({
  choices: list(z.object({ name: filledText(100), value: z.union([z.string(), z.number()]) }), 25),
});

/** @throws Invalid Form Body */
export function parseAnswer(body: unknown): z.infer<typeof answer> {
  return parseForm(answer, body);
}

/** @throws Invalid Form Body */
export function parseChoices(data: unknown): z.infer<typeof choices>['choices'] {
  return parseForm(choices, data, ['data']).choices;
}

/** @throws Invalid Form Body */
export function parseModal(data: unknown): Modal {
  const form = parseForm(modal, data, ['data']);
  const fields = form.components.map((component) =>
    component.type === ComponentKind.label
      ? { ...component.component, label: component.label }
      : { ...component.components[0], label: component.components[0]?.label ?? '' },
  );
  return {
    customId: form.custom_id,
    title: form.title,
    layout: form.components[0]?.type === ComponentKind.label ? 'label' : 'row',
    fields: fields.map(({ custom_id, label, required, min_length, max_length, value }) => ({
      customId: custom_id ?? '',
      label,
      required: required ?? true,
      minLength: min_length ?? 0,
      maxLength: max_length ?? 4000,
      value: value ?? '',
    })),
  };
}
