/** The rules between the files of one locale. */

import type { ContentDiagnostic } from '../domain/content.ts';
import { languageOf } from '../domain/locales.ts';
import { SHIPPED_PHRASES } from '../domain/phrases.ts';
import { didYouMean } from '../lib/nearest.ts';
import { type Diagnostic, errorAt, inFile, warningAt } from './diagnostics.ts';
import type { ArticleFile } from './read-article-file.ts';
import type { IntentDraft, IntentFile } from './read-intent-file.ts';
import { scanMarkdown } from './scan-markdown.ts';
import type { SynonymFile } from './synonym-file.ts';

/** A locale's files as they were read, in the order of their names; each `file` is relative to the content's root. */
export interface LocaleFiles {
  intentFiles: ({ file: string } & IntentFile)[];
  articleFiles: ({ file: string } & ArticleFile)[];
  synonymFile?: { file: string } & SynonymFile;
}

/** The diagnostics that show only when all files of a locale are seen; `phraseKeys` are the phrases that exist, if known. */
export function checkLocale(files: LocaleFiles, phraseKeys: readonly string[] | undefined): ContentDiagnostic[] {
  return [
    ...checkNames(files),
    ...checkUtterances(files),
    ...checkPhrases(files, phraseKeys),
    ...checkArticleIds(files),
    ...checkReferences(files),
  ];
}

function checkNames({ intentFiles }: LocaleFiles): ContentDiagnostic[] {
  const names = intentFiles.flatMap(({ file, drafts }) =>
    drafts.map(({ name }) => ({ file, line: name.lineAt(0), key: name.text })),
  );
  return findRepeats(names, ({ line, key }, first) =>
    errorAt(line, `there is already an intent ${key} in ${first.file}, line ${first.line}: rename it or merge the two`),
  );
}

function checkUtterances({ intentFiles }: LocaleFiles): ContentDiagnostic[] {
  const utterances = intentFiles.flatMap(({ file, drafts }) =>
    drafts.flatMap(({ name, utterances }) =>
      utterances.map(({ text, lineAt }) => ({ file, line: lineAt(0), key: essenceOf(text), text, intent: name.text })),
    ),
  );
  return findRepeats(utterances, ({ line, text, intent }, first) => {
    const where = `${first.file}, line ${first.line}`;
    if (intent === first.intent) return warningAt(line, `"${text}" is twice in intent ${intent}: also in ${where}`);
    return warningAt(
      line,
      `"${text}" is in intent ${intent} and in ${first.intent} (${where}): the bot cannot tell them apart`,
    );
  });
}

function checkPhrases({ intentFiles }: LocaleFiles, phraseKeys: readonly string[] | undefined): ContentDiagnostic[] {
  const phrases = intentFiles.flatMap(({ file, phrases }) => phrases.map(({ key, line }) => ({ file, key, line })));
  const repeats = findRepeats(phrases, ({ line, key }, first) =>
    errorAt(line, `the phrase ${key} is already worded in ${first.file}, line ${first.line}: keep one of them`),
  );
  const known = new Set(phraseKeys);
  const unknown = phraseKeys === undefined ? [] : phrases.filter(({ key }) => !known.has(key));
  return [
    ...repeats,
    ...unknown.map(({ file, line, key }) => {
      const hint = didYouMean(key, known, '"') || ` Known are ${[...known].join(', ')}.`;
      return { file, ...errorAt(line, `the desk has no phrase ${key}.${hint}`) };
    }),
  ];
}

/** One warning for all that customers would be told in another language, the default. */
export function checkMissingPhrases(
  locale: string,
  { intentFiles }: LocaleFiles,
  phraseKeys: readonly string[] = [],
  defaultLocale = 'en',
): ContentDiagnostic[] {
  if (SHIPPED_PHRASES[languageOf(locale)] !== undefined) return [];
  const worded = new Set(intentFiles.flatMap(({ phrases }) => phrases.map(({ key }) => key)));
  const missing = phraseKeys.filter((key) => !worded.has(key));
  if (missing.length === 0) return [];
  const instead = locale === defaultLocale ? 'English' : `the default language, ${defaultLocale}`;
  const what = `${missing.length} ${missing.length === 1 ? 'phrase is' : 'phrases are'} not worded under phrases:`;
  const advice = `\`relaydesk intents phrases --locale ${locale}\` prints them to be translated`;
  const reason = `${what} customers are told them in ${instead}; ${advice}. Missing: ${missing.join(', ')}`;
  return [{ file: `intents/${locale}`, ...warningAt(1, reason) }];
}

function checkArticleIds({ articleFiles }: LocaleFiles): ContentDiagnostic[] {
  const ids = articleFiles.map(({ file, id }) => ({ file, line: 1, key: id }));
  return findRepeats(ids, ({ key }, first) =>
    errorAt(1, `there is already an article ${key} in ${first.file}: rename one of the two files`),
  );
}

function checkReferences({ intentFiles, articleFiles }: LocaleFiles): ContentDiagnostic[] {
  const articleIds = new Set(articleFiles.map(({ id }) => id));
  const staffIds = new Set(articleFiles.flatMap(({ id, article }) => (article?.audience === 'staff' ? [id] : [])));
  const inIntents = intentFiles.map(({ file, drafts }) => ({
    file,
    diagnostics: drafts.flatMap((draft) => checkIntentReferences(draft, articleIds, staffIds)),
  }));
  const inArticles = articleFiles.map(({ file, body }) => ({
    file,
    diagnostics: body === undefined ? [] : scanMarkdown(body, articleIds),
  }));
  return [...inIntents, ...inArticles].flatMap(({ file, diagnostics }) => inFile(file, diagnostics));
}

function checkIntentReferences(
  { name, article, answers }: IntentDraft,
  articleIds: ReadonlySet<string>,
  staffIds: ReadonlySet<string>,
): Diagnostic[] {
  const links = answers.flatMap((answer) => scanMarkdown(answer, articleIds));
  const id = article?.text.trim() ?? '';
  if (article !== undefined && staffIds.has(id)) {
    const why = `intent ${name.text} answers from the article "${id}", which is for staff only`;
    return [...links, errorAt(article.lineAt(0), `${why}: choose another, or give that one audience: customers`)];
  }
  if (article === undefined || id === '' || articleIds.has(id)) return links;
  const reason = `intent ${name.text} answers from the article "${id}", which this language does not have.`;
  return [...links, errorAt(article.lineAt(0), `${reason}${didYouMean(id, articleIds, '"')}`)];
}

/** Tells of every entry whose key (unless empty) an earlier one has, together with the first one that has it. */
function findRepeats<Entry extends { file: string; line: number; key: string }>(
  entries: readonly Entry[],
  explain: (entry: Entry, first: Entry) => Diagnostic,
): ContentDiagnostic[] {
  const firsts = new Map<string, Entry>();
  return entries.flatMap((entry) => {
    const first = firsts.get(entry.key);
    if (first !== undefined) return { file: entry.file, ...explain(entry, first) };
    if (entry.key !== '') firsts.set(entry.key, entry);
    return [];
  });
}

/** What is left of an utterance when writing habits are taken away: width, case, spaces and punctuation around it. */
export function essenceOf(utterance: string): string {
  const text = utterance.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
  const words = [...text.matchAll(/[\p{L}\p{N}{}]+/gu)];
  const last = words.at(-1);
  return last === undefined ? '' : text.slice(words[0]?.index, last.index + last[0].length);
}
