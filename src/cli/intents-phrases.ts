import { Command } from 'commander';
import { stringify } from 'yaml';
import { readDeskFile } from '../config/desk-file.ts';
import { loadContent } from '../content/load-content.ts';
import { defaultLocaleOf, languageOf } from '../domain/locales.ts';
import { PHRASE_KEYS, phrasesIn, SHIPPED_PHRASES } from '../domain/phrases.ts';
import { CONTENT_ROOT_DEFAULT, contentRoot } from './content-root.ts';
import { fail } from './fail.ts';

/** `relaydesk intents phrases`: what a language has no words for yet, as a file to be translated. */
export function intentsPhrasesCommand(): Command {
  return new Command('phrases')
    .description('print what customers are told and a language has no words for yet, as an intent file to translate')
    .requiredOption('--locale <locale>', 'the language it is to be translated into')
    .option('--root <folder>', `the folder that holds intents/ (${CONTENT_ROOT_DEFAULT})`)
    .action((options: { locale: string; root?: string }) => printMissing(options).catch(fail));
}

async function printMissing({ locale, root: named }: { locale: string; root?: string }): Promise<void> {
  const root = contentRoot(named);
  const { defaultLocale } = await readDeskFile(root);
  const { content } = await loadContent({ root, defaultLocale, phraseKeys: PHRASE_KEYS });
  if (content === undefined) throw new Error('The content has mistakes: `relaydesk intents check` lists them.');
  const worded = { ...SHIPPED_PHRASES[languageOf(locale)], ...content.locales[locale]?.phrases };
  const missing = PHRASE_KEYS.filter((key) => !Object.hasOwn(worded, key));
  if (missing.length === 0) {
    process.stdout.write(`# Customers are told everything in ${locale} already.\n`);
    return;
  }
  const wording = phrasesIn(content, defaultLocaleOf(content));
  const phrases = Object.fromEntries(missing.map((key) => [key, wording[key]]));
  process.stdout.write(`# yaml-language-server: $schema=../../schemas/intent-file.schema.json
# To be translated into ${locale} and saved as intents/${locale}/phrases.yaml; {variables} stay as they are.
${stringify({ phrases }, { lineWidth: 0 })}`);
}
