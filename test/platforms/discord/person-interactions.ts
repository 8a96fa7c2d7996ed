/** What a person does with buttons, selects, forms and commands, and what comes of it. */

import type { CommandForm } from './command-form.ts';
import { ComponentKind, controlsOf } from './component-form.ts';
import { hasFailed, startInteraction } from './interactions.ts';
import type { Channel, Command, Interaction, Message, Modal } from './model.ts';
import type { World } from './world.ts';

/** What the person sees of an interaction; asked anew at every look. */
export interface Outcome {
  readonly id: string;
  /** `failed` is "The application did not respond". */
  readonly state: Interaction['state'] | 'failed';
  /** The form that was shown. */
  readonly modal: Modal | undefined;
  /** What an option was completed with. */
  readonly choices: Interaction['choices'];
}

/** Looks at an interaction as its user does. */
export function outcomeOf(world: World, interaction: Interaction): Outcome {
  return {
    id: interaction.id,
    get state() {
      return hasFailed(world, interaction) ? 'failed' : interaction.state;
    },
    get modal() {
      return interaction.modal;
    },
    get choices() {
      return interaction.choices;
    },
  };
}

/** Presses a button, found by its label or custom id, or chooses `values` of a select. @throws where the app offers none */
export function pressButton(
  world: World,
  userId: string,
  message: Message,
  labelOrId: string,
  values?: string[],
): Interaction {
  const control = controlsOf(message.components).find(
    ({ custom_id, ...rest }) => custom_id === labelOrId || ('label' in rest && rest.label === labelOrId),
  );
  if (control?.custom_id === undefined) throw new Error(`The message has no button or select "${labelOrId}"`);
  if (control.disabled) throw new Error(`"${labelOrId}" is disabled`);
  const channel = channelOfMessage(world, message);
  const chosen = control.type === ComponentKind.stringSelect ? { values: values ?? [] } : {};
  const data = { component_type: control.type, custom_id: control.custom_id, id: control.id ?? 1, ...chosen };
  return startInteraction(world, { type: 3, userId, channel, data, source: message });
}

/** Sends the form of an interaction. @throws where a field is not as the form wants it */
export function submitModal(
  world: World,
  userId: string,
  interactionId: string,
  values: Record<string, string>,
): Interaction {
  const before = [...world.interactions.values()].find(({ id }) => id === interactionId);
  const modal = before?.modal;
  if (before === undefined || modal === undefined) throw new Error('No form is shown');
  const inputs = modal.fields.map(({ customId, label, required, minLength, maxLength, value }) => {
    const text = values[customId] ?? value;
    if (required && text === '') throw new Error(`"${label}" must be filled in`);
    if (text.length > maxLength || (text !== '' && text.length < minLength))
      throw new Error(`"${label}" is too short or too long`);
    return { type: ComponentKind.textInput, custom_id: customId, value: text };
  });
  const components = inputs.map((input) =>
    modal.layout === 'row'
      ? { type: ComponentKind.row, components: [input] }
      : { type: ComponentKind.label, component: input },
  );
  const channel = world.channels.get(before.channelId);
  if (channel === undefined) throw new Error('The channel is gone');
  const source = before.sourceMessageId === undefined ? undefined : channel.messages.get(before.sourceMessageId);
  const data = { custom_id: modal.customId, components };
  return startInteraction(world, { type: 5, userId, channel, data, ...(source === undefined ? {} : { source }) });
}

/** Runs a command, or completes its option `focused`. @throws where the app does not offer it so */
export function runCommand(
  world: World,
  userId: string,
  channel: Channel,
  name: string,
  values: Record<string, string | number | boolean>,
  focused?: string,
): Interaction {
  const command = offeredCommands(world, channel).find(({ form }) => form.name === name);
  if (command === undefined) throw new Error(`There is no command /${name} here`);
  const options =
    focused === undefined
      ? filledOptions(command.form, values)
      : [{ name: focused, type: 3, value: values[focused], focused: true }];
  const place = channel.guildId === undefined ? {} : { guild_id: channel.guildId };
  const data = { id: command.id, name, type: 1, ...place, ...(options.length === 0 ? {} : { options }) };
  return startInteraction(world, { type: focused === undefined ? 2 : 4, userId, channel, data, commandName: name });
}

/** The names of the commands that the app offers in a channel as one types. */
export function offeredCommands(world: World, channel: Channel): Command[] {
  const context = channel.guildId === undefined ? 1 : 0;
  return world.commands.filter(({ guildId, form }) => {
    if (guildId !== undefined) return guildId === channel.guildId;
    return form.contexts?.includes(context) ?? (context === 0 || form.dm_permission !== false);
  });
}

function filledOptions(form: CommandForm, values: Record<string, string | number | boolean>): object[] {
  const unknown = Object.keys(values).find((name) => !form.options?.some((option) => option.name === name));
  if (unknown !== undefined) throw new Error(`/${form.name} has no option "${unknown}"`);
  return (form.options ?? []).flatMap(({ name, type, required, choices }) => {
    const value = values[name];
    if (value === undefined && required) throw new Error(`/${form.name} needs "${name}"`);
    if (value !== undefined && choices?.length && !choices.some((choice) => choice.value === value)) {
      throw new Error(`"${name}" of /${form.name} does not offer ${value}`);
    }
    return value === undefined ? [] : [{ name, type, value }];
  });
}

function channelOfMessage(world: World, message: Message): Channel {
  const channel = world.channels.get(message.channelId);
  if (channel === undefined) throw new Error('The channel is gone');
  return channel;
}
