import type { BotCommand } from 'telegraf/types';
import { phrasesFor, spokenLanguages } from './phrases.ts';
import type { TelegramApi } from './telegram-api.ts';

/** Where commands are offered. Joining two histories, and parting them, is nothing for others to read, so groups are not offered it. */
const OFFERS = [
  { scope: { type: 'all_private_chats' }, commands: ['help', 'human', 'status', 'language', 'link', 'unlink'] },
  { scope: { type: 'all_group_chats' }, commands: ['help', 'human', 'status', 'language'] },
] as const;

/** Has Telegram complete the desk's commands as one types, in the languages of these locales; the first is for everybody else. */
export async function offerCommands(api: TelegramApi, locales: string[], signal: AbortSignal): Promise<void> {
  const languages = spokenLanguages(locales);
  const lists = [
    { code: undefined, language: languages[0] ?? 'en' },
    ...languages.map((language) => ({ code: language, language })),
  ];
  const offers = OFFERS.flatMap(({ scope, commands }) =>
    lists.map(({ code, language }) => ({
      target: { scope, ...(code === undefined ? {} : { language_code: code }) },
      commands: commands.map((command) => ({ command, description: phrasesFor(language)[command] })),
    })),
  );
  for (const { target, commands } of offers) {
    const offered = await api.call('getMyCommands', target, { signal });
    if (!isSame(offered, commands)) await api.call('setMyCommands', { ...target, commands }, { signal });
  }
}

function isSame(one: readonly BotCommand[], other: readonly BotCommand[]): boolean {
  const listed = (commands: readonly BotCommand[]) =>
    commands.map(({ command, description }) => [command, description]);
  return JSON.stringify(listed(one)) === JSON.stringify(listed(other));
}
