import type { BotCommand } from 'telegraf/types';
import { languageOf } from '../../src/domain/locales.ts';
import { cutText } from '../../src/lib/text.ts';
import type { PhrasesIn } from '../shared/presentation.ts';
import type { TelegramApi } from './telegram-api.ts';

/** Where commands are offered. Joining two histories, and parting them, is nothing for others to read, so groups are not offered it. */
const OFFERS = [
  { scope: { type: 'all_private_chats' }, commands: ['help', 'human', 'status', 'language', 'link', 'unlink'] },
  { scope: { type: 'all_group_chats' }, commands: ['help', 'human', 'status', 'language'] },
] as const;
/** Telegram knows languages by two letters. */
const LANGUAGE_CODE = /^[a-z]{2}$/;
const LONGEST_DESCRIPTION = 256;

/** Has Telegram complete the desk's commands as one types, in the languages of the desk; its default is for everybody else. */
export async function offerCommands(
  api: TelegramApi,
  { locales, phrasesIn }: { locales(): string[]; phrasesIn: PhrasesIn },
  signal: AbortSignal,
): Promise<void> {
  const [first = 'en'] = locales();
  const languages = [...new Set(locales().map(languageOf))].filter((language) => LANGUAGE_CODE.test(language));
  const lists = [
    { code: undefined, locale: first },
    ...languages.map((language) => ({ code: language, locale: language })),
  ];
  const offers = OFFERS.flatMap(({ scope, commands }) =>
    lists.map(({ code, locale }) => ({
      target: { scope, ...(code === undefined ? {} : { language_code: code }) },
      commands: commands.map((command) => ({
        command,
        description: cutText(phrasesIn(locale)[`command_${command}`], LONGEST_DESCRIPTION),
      })),
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
