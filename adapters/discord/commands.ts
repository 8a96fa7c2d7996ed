/** The desk's slash commands. */

import { ApplicationCommandOptionType, ApplicationIntegrationType, InteractionContextType, Routes } from 'discord.js';
import { z } from 'zod';
import type { CustomerCommand } from '../../src/domain/customer-commands.ts';
import type { DiscordApi } from './discord-api.ts';

interface Texts {
  en: string;
  zh: string;
}

const DESCRIPTIONS: Record<Exclude<CustomerCommand, 'start'>, Texts> = {
  help: { en: 'What I can do for you, and articles', zh: '我能为您做什么，以及帮助文章' },
  human: { en: 'Talk to a person', zh: '转接人工客服' },
  status: { en: 'How your request stands', zh: '查看您的请求进度' },
  language: { en: 'Choose the language I answer in', zh: '选择回复语言' },
  link: { en: 'Join this conversation with another one of yours', zh: '关联您的另一个会话' },
  unlink: { en: 'Part this conversation from your other ones again', zh: '取消与您其他会话的关联' },
};
const LANGUAGE_OPTION: Texts = { en: 'The language', zh: '语言' };
const WORDS_OPTION: Texts = { en: 'What to search our articles for', zh: '要在文章里搜索的内容' };
const CODE_OPTION: Texts = { en: 'The code you were given in the other place', zh: '您在另一处得到的代码' };
const MOST_CHOICES = 25;

/** The commands as Discord registers them; `locales` are those one may choose. */
function describeCommands(locales: string[]): Command[] {
  const language = {
    ...describe('language', LANGUAGE_OPTION),
    type: ApplicationCommandOptionType.String,
    required: false,
    choices: locales.slice(0, MOST_CHOICES).map((value) => ({ name: nameOfLanguage(value), value })),
  };
  const code = {
    ...describe('code', CODE_OPTION),
    type: ApplicationCommandOptionType.String,
    required: false,
    choices: [],
  };
  const words = {
    ...describe('words', WORDS_OPTION),
    type: ApplicationCommandOptionType.String,
    required: false,
    choices: [],
  };
  const options: Record<string, Command['options']> = { help: [words], language: [language], link: [code] };
  return Object.entries(DESCRIPTIONS).map(([name, texts]) => ({
    ...describe(name, texts),
    // Not where one person alone has the app: there the bot can write nothing.
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    options: options[name] ?? [],
  }));
}

/** What a command asks of the desk; undefined for one that is not the desk's. */
export function toCustomerCommand(name: string): CustomerCommand | undefined {
  return (Object.keys(DESCRIPTIONS) as CustomerCommand[]).find((known) => known === name);
}

/** Registers the commands that are missing or described otherwise; those of others stay. @throws DiscordFailure */
export async function registerCommands(api: DiscordApi, applicationId: string, locales: string[]): Promise<void> {
  const route = Routes.applicationCommands(applicationId);
  const present = await api.ask(z.array(command), 'GET', route, { query: { with_localizations: 'true' } });
  for (const wanted of describeCommands(locales)) {
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

function describe(
  name: string,
  { en, zh }: Texts,
): Pick<Command, 'name' | 'description' | 'description_localizations'> {
  return { name, description: en, description_localizations: { 'zh-CN': zh, 'zh-TW': zh } };
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
