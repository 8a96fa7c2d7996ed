/** Application commands: what Discord registers and what it refuses. */

import { z } from 'zod';
import { filledText, list, optional, reason } from './form.ts';

const NAME = /^[-_'\p{L}\p{N}]{1,32}$/u;

const name = z
  .string()
  .refine(
    (value) => NAME.test(value) && value === value.toLowerCase(),
    reason({ code: 'APPLICATION_COMMAND_INVALID_NAME', message: 'Command name is invalid' }),
  );
const localizations = optional(z.record(z.string(), z.string()));
const description = filledText(100);

const choice = z.object({
  name: filledText(100),
  name_localizations: localizations,
  value: z.union([z.string(), z.number()]),
});

const optionFields = {
  name,
  name_localizations: localizations,
  description,
  description_localizations: localizations,
  required: optional(z.boolean()),
  choices: optional(list(choice, 25)),
  autocomplete: optional(z.boolean()),
  min_length: optional(z.int().min(0).max(6000)),
  max_length: optional(z.int().min(1).max(6000)),
  min_value: optional(z.number()),
  max_value: optional(z.number()),
};

const option = z.object({ type: z.int().min(1).max(11), ...optionFields });
const group = z.object({ type: z.int().min(1).max(11), ...optionFields, options: optional(list(option, 25)) });

/** A command as its owner describes it. */
export const commandForm = z.object({
  type: optional(z.literal(1)),
  name,
  name_localizations: localizations,
  description,
  description_localizations: localizations,
  options: optional(
    list(group, 25).superRefine((options, context) => {
      const firstOptional = options.findIndex(({ required }) => !required);
      options.forEach(({ required }, position) => {
        if (!required || firstOptional === -1 || position < firstOptional) return;
        context.addIssue({
          code: 'custom',
          message: 'Required options must be placed before non-required options',
          params: { code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID' },
          path: [position],
        });
      });
    }),
  ),
  default_member_permissions: optional(z.string()),
  dm_permission: optional(z.boolean()),
  contexts: optional(z.array(z.int().min(0).max(2))),
  integration_types: optional(z.array(z.int().min(0).max(1))),
  nsfw: optional(z.boolean()),
});

export type CommandForm = z.infer<typeof commandForm>;

/** Every command of an application at once; two may not have one name. */
export const commandForms = list(commandForm, 100).superRefine((commands, context) => {
  commands.forEach((command, position) => {
    if (commands.findIndex((other) => other.name === command.name) === position) return;
    context.addIssue({
      code: 'custom',
      message: 'Application command names must be unique',
      params: { code: 'APPLICATION_COMMANDS_DUPLICATE_NAME' },
      path: [position],
    });
  });
});
