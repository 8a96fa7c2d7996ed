/** Buttons, selects and the layout around them: what Discord takes and what it refuses. */

import { z } from 'zod';
import { badLength, filledList, filledText, link, list, optional, reason, text } from './form.ts';

/** The component types the fake has, by the API's numbers. */
export const ComponentKind = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  section: 9,
  textDisplay: 10,
  separator: 14,
  container: 17,
  label: 18,
} as const;

const LINK_STYLE = 5;

const emoji = optional(
  z.object({ id: optional(z.string()), name: optional(z.string()), animated: optional(z.boolean()) }),
);
const customId = filledText(100);

const button = z
  .object({
    type: z.literal(ComponentKind.button),
    id: z.int().optional(),
    style: z.int().min(1).max(LINK_STYLE),
    label: optional(text(80)),
    emoji,
    custom_id: optional(customId),
    url: optional(link.pipe(text(512))),
    disabled: optional(z.boolean()),
  })
  .refine(({ style, custom_id }) => style === LINK_STYLE || custom_id !== undefined, {
    ...reason({ code: 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', message: 'A custom id is required' }),
    path: ['custom_id'],
  })
  .refine(({ style, url }) => style !== LINK_STYLE || url !== undefined, {
    ...reason({ code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }),
    path: ['url'],
  })
  .refine(({ custom_id, url }) => custom_id === undefined || url === undefined, {
    ...reason({
      code: 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
      message: 'A custom id and url cannot both be specified',
    }),
    path: ['custom_id'],
  })
  .refine(({ label, emoji }) => Boolean(label) || emoji !== undefined, {
    ...reason({ code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }),
    path: ['label'],
  });

const option = z.object({
  label: filledText(100),
  value: filledText(100),
  description: optional(text(100)),
  emoji,
  default: optional(z.boolean()),
});

const stringSelect = z.object({
  type: z.literal(ComponentKind.stringSelect),
  id: z.int().optional(),
  custom_id: customId,
  options: filledList(option, 25),
  placeholder: optional(text(150)),
  min_values: optional(z.int().min(0).max(25)),
  max_values: optional(z.int().min(1).max(25)),
  disabled: optional(z.boolean()),
});

const row = z.object({
  type: z.literal(ComponentKind.row),
  id: z.int().optional(),
  components: z
    .array(z.discriminatedUnion('type', [button, stringSelect]))
    .refine((items) => items.length > 0 && items.length <= 5, reason(badLength(1, 5)))
    .refine((items) => items.length === 1 || items.every(({ type }) => type === ComponentKind.button), {
      ...reason({
        code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
        message: 'The specified component exceeds the maximum width',
      }),
      path: [1],
    }),
});

const textDisplay = z.object({
  type: z.literal(ComponentKind.textDisplay),
  id: z.int().optional(),
  content: filledText(4000),
});
const separator = z.object({
  type: z.literal(ComponentKind.separator),
  id: z.int().optional(),
  divider: optional(z.boolean()),
  spacing: optional(z.int().min(1).max(2)),
});
const section = z.object({
  type: z.literal(ComponentKind.section),
  id: z.int().optional(),
  components: filledList(textDisplay, 3),
  accessory: button,
});
const container = z.object({
  type: z.literal(ComponentKind.container),
  id: z.int().optional(),
  accent_color: optional(z.int()),
  spoiler: optional(z.boolean()),
  components: z.array(z.discriminatedUnion('type', [row, textDisplay, section, separator])),
});

/** A component of a message, with everything in it. */
export type Component = z.infer<typeof row | typeof textDisplay | typeof separator | typeof section | typeof container>;
/** A component that a person can use. */
export type Control = z.infer<typeof button | typeof stringSelect>;

/** The components of an ordinary message: rows only. */
export const rows = list(z.discriminatedUnion('type', [row]), 5).superRefine(refuseRepeatedIds);

/** The components of a message that consists of them (`IS_COMPONENTS_V2`). */
export const layout = list(
  z.discriminatedUnion('type', [row, textDisplay, section, separator, container]),
  40,
).superRefine(refuseRepeatedIds);

/** Every button and select of a message, in the order in which they are shown. */
export function controlsOf(components: readonly Component[]): Control[] {
  return locate(components).map(({ control }) => control);
}

/** The text that a message's components show, in order. */
export function textOf(components: readonly Component[]): string[] {
  return components.flatMap((component) => {
    if (component.type === ComponentKind.textDisplay) return [component.content];
    if (component.type === ComponentKind.row || component.type === ComponentKind.separator) return [];
    return textOf(component.components);
  });
}

/** Every button and select with the path of the form at which it stands. */
function locate(components: readonly Component[], at: PropertyKey[] = []): { control: Control; path: PropertyKey[] }[] {
  return components.flatMap((component, position) => {
    const path = [...at, position];
    switch (component.type) {
      case ComponentKind.row:
        return component.components.map((control, index) => ({ control, path: [...path, 'components', index] }));
      case ComponentKind.section:
        return [{ control: component.accessory, path: [...path, 'accessory'] }];
      case ComponentKind.container:
        return locate(component.components, [...path, 'components']);
      default:
        return [];
    }
  });
}

function refuseRepeatedIds(components: readonly Component[], context: z.core.$RefinementCtx): void {
  const seen = new Set<string>();
  for (const { control, path } of locate(components)) {
    if (control.custom_id === undefined) continue;
    if (seen.has(control.custom_id)) {
      const { message, params } = reason({
        code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
        message: 'Component custom id cannot be duplicated',
      });
      context.addIssue({ code: 'custom', message, params, path: [...path, 'custom_id'] });
    }
    seen.add(control.custom_id);
  }
}
