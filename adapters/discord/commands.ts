/** The desk's slash commands. */

import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
  Locale,
  Routes,
} from 'discord.js';
import { z } from 'zod';
import type { CustomerCommand } from '../../src/domain/customer-commands.ts';
import { findLocale } from '../../src/domain/locales.ts';
import type { PhraseKey } from '../../src/domain/phrases.ts';
import { cutText } from '../../src/lib/text.ts';
import type { PhrasesIn } from '../shared/presentation.ts';
import type { DiscordApi } from './discord-api.ts';

const COMMANDS: readonly Exclude<CustomerCommand, 'start'>[] = [
  'help',
  'human',
  'status',
  'language',
  'link',
  'unlink',
];
const MOST_CHOICES = 25;
const LONGEST_DESCRIPTION = 100;

/** What commands are described with: the locales that one may choose, and their words. */
interface Wording {
  locales(): string[];
  phrasesIn: PhrasesIn;
}

/** The commands as Discord registers them. */
function describeCommands(wording: Wording): Command[] {
  const language = {
    ...describe(wording, 'language', 'command_language_option'),
    type: ApplicationCommandOptionType.String,
    required: false,
    choices: wording
      .locales()
      .slice(0, MOST_CHOICES)
      .map((value) => ({ name: nameOfLanguage(value), value })),
  };
  const code = {
    ...describe(wording, 'code', 'command_link_option'),
    type: ApplicationCommandOptionType.String,
    required: false,
    choices: [],
  };
  const words = {
    ...describe(wording, 'words', 'command_help_option'),
    type: ApplicationCommandOptionType.String,
    required: false,
    choices: [],
  };
  const options: Record<string, Command['options']> = { help: [words], language: [language], link: [code] };
  return COMMANDS.map((name) => ({
    ...describe(wording, name, `command_${name}`),
    // Not where one person alone has the app: there the bot can write nothing.
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    options: options[name] ?? [],
  }));
}

/** What a command asks of the desk; undefined for one that is not the desk's. */
export function toCustomerCommand(name: string): CustomerCommand | undefined {
  return COMMANDS.find((known) => known === name);
}

/** Registers the commands that are missing or described otherwise; those of others stay. @throws DiscordFailure */
export async function registerCommands(api: DiscordApi, applicationId: string, wording: Wording): Promise<void> {
  const route = Routes.applicationCommands(applicationId);
  const present = await api.ask(z.array(command), 'GET', route, { query: { with_localizations: 'true' } });
  for (const wanted of describeCommands(wording)) {
    const isPresent = present.some((other) => JSON.stringify(other) === JSON.stringify(command.parse(wanted)));
    if (!isPresent) await api.tell('POST', route, { body: wanted });
  }
}

const described = {
  name: z.string(),
  description: z.string(),
  description_localizations: z.record(z.string(), z.string()).nullish().transform(sorted),
};
const option = z.object({
  ...described,
  type: z.number(),
  required: z.boolean().default(false),
  choices: z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) })).default([]),
});
/** A command, as far as the desk describes one, always in the same form. */
const command = z.object({
  ...described,
  integration_types: z.array(z.number()).nullish(),
  contexts: z.array(z.number()).nullish(),
  options: z.array(option).default([]),
});
type Command = z.input<typeof command>;

/** In the desk's default language, and in every other of its languages that Discord knows. */
function describe(
  { locales, phrasesIn }: Wording,
  name: string,
  key: PhraseKey,
): Pick<Command, 'name' | 'description' | 'description_localizations'> {
  const inLocale = (locale: string) => cutText(phrasesIn(locale)[key], LONGEST_DESCRIPTION);
  const description = inLocale(locales()[0] ?? 'en');
  const others = Object.values(Locale)
    .filter((locale) => findLocale(locale, locales()) !== undefined)
    .map((locale): [string, string] => [locale, inLocale(locale)])
    .filter(([, text]) => text !== description);
  return { name, description, description_localizations: Object.fromEntries(others) };
}

function sorted(texts: Record<string, string> | null | undefined): [string, string][] {
  return Object.entries(texts ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A language in its own words. */
function nameOfLanguage(locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
  } catch {
    return locale;
  }
}
