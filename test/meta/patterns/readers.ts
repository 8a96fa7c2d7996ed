/** What of the product reads, renders or splits texts, each as a function of a text alone. */

import { readText, toThreadName } from '../../../adapters/discord/inbound/names.ts';
import { toMarkup } from '../../../adapters/discord/outbound/markup.ts';
import { splitRuns } from '../../../adapters/shared/formatted-text.ts';
import { renderMarkdown } from '../../../adapters/shared/markdown.ts';
import { plain } from '../../../adapters/shared/presentation.ts';
import { readBlocks } from '../../../adapters/slack/content/block-words.ts';
import {
  escapeMrkdwn,
  mentionsIn,
  toReadableText,
  withEmoji,
  withoutMention,
} from '../../../adapters/slack/message-text.ts';
import { messageBlocks, messageWords, toRichText } from '../../../adapters/slack/rich-text.ts';
import * as blocks from '../../../adapters/slack/staff/blocks.ts';
import { escapeTyped, fromTyped, readBeginning } from '../../../adapters/slack/staff/events/staff-text.ts';
import { parseDuration } from '../../../adapters/slack/staff/people/members.ts';
import { readCommand } from '../../../adapters/telegram/inbound/addressing.ts';
import { toWords } from '../../../adapters/telegram/inbound/marked-text.ts';
import { readRichMessage } from '../../../adapters/telegram/inbound/rich-message.ts';
import { toHtml } from '../../../adapters/telegram/outbound/presentation.ts';
import { renderMarkdown as renderHtml } from '../../../adapters/web/markdown.ts';
import { widthOf } from '../../../src/charts/canvas.ts';
import { escapeMarkup } from '../../../src/charts/escape-markup.ts';
import { printable } from '../../../src/cli/replay-report.ts';
import { clientAddress, parseTrustedProxies } from '../../../src/config/trusted-proxies.ts';
import { splitArticle } from '../../../src/content/article-file.ts';
import { readCsvIntents } from '../../../src/content/import/csv-intents.ts';
import { boundedHtml } from '../../../src/content/import/html-bounds.ts';
import { piecesOf } from '../../../src/content/import/imported.ts';
import { readMarkdownArticle } from '../../../src/content/import/markdown-article.ts';
import { toName, toSlug } from '../../../src/content/import/names.ts';
import { readNlpjs } from '../../../src/content/import/nlpjs.ts';
import { readRasa } from '../../../src/content/import/rasa.ts';
import { readAnnotated } from '../../../src/content/import/rasa-annotations.ts';
import { readActionFile } from '../../../src/content/read-action-file.ts';
import { readArticleFile } from '../../../src/content/read-article-file.ts';
import { readIntentFile } from '../../../src/content/read-intent-file.ts';
import { decode } from '../../../src/content/read-text.ts';
import { readYaml } from '../../../src/content/read-yaml.ts';
import { scanMarkdown } from '../../../src/content/scan-markdown.ts';
import { readSynonymFile } from '../../../src/content/synonym-file.ts';
import { fillExample } from '../../../src/domain/actions/fill-example.ts';
import { parseJsonPath } from '../../../src/domain/actions/json-path.ts';
import { answerKey } from '../../../src/domain/answer-trial.ts';
import { openingOf, partAt, placeAfter } from '../../../src/domain/article-parts.ts';
import { asksSomething } from '../../../src/domain/asks-something.ts';
import { fromMoreChoiceId } from '../../../src/domain/choice-id.ts';
import { parseCommandText } from '../../../src/domain/customer-commands.ts';
import { tellTooLong } from '../../../src/domain/length-limits.ts';
import {
  escapeMarkdown,
  excerpt,
  findVideoLink,
  firstParagraph,
  unwrapLines,
  withoutEscapes,
} from '../../../src/domain/markdown.ts';
import { fillTemplate } from '../../../src/domain/phrases.ts';
import { readPublicMessage } from '../../../src/domain/public-message.ts';
import { beginningOf, textOfTurn } from '../../../src/domain/read-length.ts';
import { parseTags } from '../../../src/domain/tags.ts';
import { parseCondition } from '../../../src/domain/templates/condition.ts';
import { marksIn, parseTemplate } from '../../../src/domain/templates/parse-template.ts';
import { renderTemplate } from '../../../src/domain/templates/render-template.ts';
import { countWords } from '../../../src/domain/word-count.ts';
import { withValues } from '../../../src/evaluation/judge-fold.ts';
import { createWordReader } from '../../../src/insights/words.ts';
import { toCleanFileName, toCleanLine } from '../../../src/lib/clean-line.ts';
import { foldText } from '../../../src/lib/fold-text.ts';
import { hashToUnit, shortHash } from '../../../src/lib/hash.ts';
import { didYouMean } from '../../../src/lib/nearest.ts';
import { quantitiesAsked, quantitiesStated } from '../../../src/lib/quantities.ts';
import { excerptAround, searchQuery, searchTerms } from '../../../src/lib/search-terms.ts';
import { toSimplifiedChinese } from '../../../src/lib/simplified-chinese.ts';
import { createSpeller } from '../../../src/lib/spelling.ts';
import { asksForQuantity, tellsTrouble } from '../../../src/lib/stop-words.ts';
import { cutText, firstUnits, toCleanText, toStorableText } from '../../../src/lib/text.ts';
import { chineseScriptOf, isTraditionalLocale, toTraditionalChinese } from '../../../src/lib/traditional-chinese.ts';
import { withoutTrailing } from '../../../src/lib/without-trailing.ts';
import { replaceTokens, toTokens } from '../../../src/lib/word-tokens.ts';
import { leansOnBefore } from '../../../src/retrieval/passages/leaning.ts';
import * as segments from '../../../src/retrieval/segments.ts';
import { createAnalyzer, normalize } from '../../../src/retrieval/text-analysis.ts';
import { cutCharacters, toJson } from '../../../src/store/encoding.ts';
import { searchableText } from '../../../src/store/repositories/searchable-text.ts';
import { parseWait, readStoryFile } from '../../../src/stories/story-file.ts';
import { toNeuralWords, toTerms } from '../../../src/understanding/classifier/terms.ts';
import { findDates } from '../../../src/understanding/dates.ts';
import { findEntities, markEntities } from '../../../src/understanding/entities.ts';
import { createLocaleDetector } from '../../../src/understanding/language.ts';
import { toSentence } from '../../../src/understanding/learn-sentences.ts';
import { isReadable } from '../../../src/understanding/readable.ts';
import { agreementIn } from '../../../src/understanding/requests/agreement.ts';
import { isGreeting, isOnlyCourtesy, withoutCourtesies } from '../../../src/understanding/requests/courtesies.ts';
import { contentOf, denialsOf } from '../../../src/understanding/requests/denial.ts';
import {
  hasQuestionWord,
  isOnlyValues,
  leaningOf,
  namedPlace,
  namesAnother,
} from '../../../src/understanding/requests/leaning.ts';
import { toParts } from '../../../src/understanding/requests/split.ts';
import { sentimentOf } from '../../../src/understanding/sentiment.ts';
import { callsOff } from '../../../src/understanding/signals/calling-off.ts';
import { readSignals } from '../../../src/understanding/signals/learned.ts';
import { says } from '../../../src/understanding/signals/phrases.ts';
import { toTextTerms } from '../../../src/understanding/signals/terms.ts';
import { isUrgent } from '../../../src/understanding/signals/urgency.ts';
import { hasHan, toReadable } from '../../../src/understanding/text.ts';
import { analysis } from '../../support/conversation.ts';

/** Readers by their names, those that stand in one file together. */
export type Readers = Record<string, Record<string, (text: string) => unknown>>;

const [english, chinese, french] = ['en', 'zh', 'fr'].map((locale) => createAnalyzer(locale));
const correct = createSpeller([['refund', 1]]);
const asRun = (text: string) => ({ text, formats: [] });
const eachAsRun = (text: string) => [...text].map(asRun);
const eachMarked = (text: string) => {
  const types = ['text_link', 'text_mention'];
  return [...text].map((_, offset) => ({
    type: types[offset % 2] ?? '',
    offset,
    length: 1,
    url: 'https://a.example/',
    user: { id: 1 },
  }));
};
const typed = (text: string) => {
  const section = { type: 'rich_text_section', elements: [{ type: 'text', text, style: { bold: true } }] };
  return { blocks: [{ type: 'rich_text', elements: [section] }] };
};
const detectLocale = createLocaleDetector({
  locales: Object.fromEntries(
    ['en', 'zh', 'de'].map((locale) => [locale, { locale, intents: [], articles: [], phrases: {} }]),
  ),
});
const slackNames = { user: async () => 'Kim', channel: () => 'help' };
const plainNames = { user: () => 'Kim', channel: () => 'help', group: () => 'team' };
const message = { id: '1', channel_id: '1', timestamp: '', mentions: [], attachments: [] };

/** Our own. */
export const READERS: Readers = {
  'src/domain/customer-commands.ts': { parseCommandText },
  'src/domain/length-limits.ts': { tellTooLong },
  'src/domain/article-parts.ts': {
    openingOf: (body) => openingOf({ body, kind: 'guide' }),
    placeAfter: (text) => placeAfter(text, 'x'),
    partAt: (text) => partAt(text, { next: 0, said: { from: 0, to: 0 } }),
  },
  'src/domain/choice-id.ts': { fromMoreChoiceId },
  'src/domain/markdown.ts': {
    escapeMarkdown,
    excerpt: (text) => excerpt(text, 60),
    findVideoLink,
    firstParagraph,
    unwrapLines,
    withoutEscapes,
  },
  'src/domain/actions/fill-example.ts': { fillExample: (text) => fillExample(text, { now: 0, inputs: {} }) },
  'src/domain/phrases.ts': { fillTemplate: (text) => fillTemplate(text, {}) },
  'src/domain/actions/json-path.ts': { parseJsonPath },
  'src/domain/templates/condition.ts': { parseCondition },
  'src/domain/templates/parse-template.ts': { marksIn, parseTemplate },
  'src/domain/templates/render-template.ts': {
    renderTemplate: (text) => renderTemplate(text, {}, { locale: 'en' }),
    renderValue: (value) => renderTemplate('{x}', { x: { type: 'text', value } }, { locale: 'en' }),
  },
  'src/domain/public-message.ts': {
    readPublicMessage: (text) =>
      readPublicMessage(text, analysis([]), {
        names: ['Lamp shop', 'aa', text],
        answerIntentAt: 1,
        isTopic: () => true,
      }),
  },
  'src/domain/read-length.ts': { beginningOf, textOfTurn: (text) => textOfTurn([text, text]) },
  'src/lib/without-trailing.ts': { withoutTrailing: (text) => withoutTrailing(text, 'x') },
  'src/config/trusted-proxies.ts': {
    parseTrustedProxies: (text) => parseTrustedProxies(text.replaceAll(/[^,]+/g, '10.0.0.1')),
    clientAddress: (text) => clientAddress({ socketAddress: '10.0.0.1', forwardedFor: text }, { has: () => true }),
  },
  'src/content/article-file.ts': { splitArticle },
  'src/content/import/imported.ts': { piecesOf },
  'src/cli/replay-report.ts': { printable },
  'src/evaluation/judge-fold.ts': { withValues: (text) => withValues(text, undefined) },
  'src/content/import/html-bounds.ts': { boundedHtml },
  'src/content/import/markdown-article.ts': {
    readMarkdownArticle: (text) => readMarkdownArticle({ file: 'x', text }, 'x', (target) => target),
  },
  'src/content/import/names.ts': { toName, toSlug },
  'src/content/import/rasa-annotations.ts': { readAnnotated },
  'src/content/import/nlpjs.ts': {
    readNlpjs: (text) => {
      const data = [{ intent: text, utterances: [text], answers: [text] }];
      return readNlpjs({ file: 'x', text: JSON.stringify({ data }) });
    },
  },
  'src/content/import/rasa.ts': {
    readRasa: (text) => {
      const file = { nlu: [{ intent: text, examples: text }], responses: { [`utter_${text}`]: [{ text }] } };
      return readRasa([{ file: 'x', text: JSON.stringify(file) }]);
    },
  },
  'src/stories/story-file.ts': { parseWait },
  'src/content/read-text.ts': { decode: (text) => decode(new TextEncoder().encode(text)) },
  'src/lib/nearest.ts': { didYouMean: (text) => didYouMean(text, ['refund', text.slice(1)]) },
  'src/domain/tags.ts': { parseTags },
  'src/charts/canvas.ts': { widthOf },
  'src/charts/escape-markup.ts': { escapeMarkup },
  'src/domain/word-count.ts': { countWords },
  'src/insights/words.ts': {
    createWordReader: (text) => [createWordReader('en')(text), createWordReader('zh')(text)],
  },
  'src/lib/fold-text.ts': { foldText },
  'src/lib/hash.ts': { hashToUnit, shortHash },
  'src/domain/answer-trial.ts': { answerKey },
  'src/lib/search-terms.ts': {
    searchTerms,
    searchQuery,
    excerptAround: (text) => excerptAround(text, [['refund']], 140),
  },
  'src/lib/simplified-chinese.ts': { toSimplifiedChinese },
  'src/lib/traditional-chinese.ts': { chineseScriptOf, isTraditionalLocale, toTraditionalChinese },
  'src/lib/text.ts': {
    cutText: (text) => cutText(text, 1_000),
    firstUnits: (text) => firstUnits(text, 1_000),
    toCleanText,
    toStorableText,
  },
  'src/retrieval/text-analysis.ts': {
    english: (text) => english?.analyze(text),
    chinese: (text) => chinese?.analyze(text),
    french: (text) => french?.analyze(text),
    normalize,
  },
  'src/retrieval/passages/leaning.ts': {
    leansOnBefore: (text) => ['en', 'zh'].map((locale) => leansOnBefore(text, locale)),
  },
  'src/lib/stop-words.ts': {
    asksForQuantity: (text) => ['en', 'zh'].map((locale) => asksForQuantity(text, locale)),
    tellsTrouble: (text) => ['en', 'zh'].map((locale) => tellsTrouble(text, locale)),
  },
  'src/retrieval/segments.ts': { escapeMarkdown: segments.escapeMarkdown },
  'src/lib/spelling.ts': { correct },
  'src/store/encoding.ts': { cutCharacters: (text) => cutCharacters(text, 1_000), toJson },
  'src/understanding/classifier/terms.ts': {
    toTerms,
    toNeuralWords: (text) => toNeuralWords(text, 'en', { tokens: [], words: [], characters: [] }),
  },
  'src/lib/word-tokens.ts': { replaceTokens: (text) => replaceTokens(text, (token) => token), toTokens },
  'src/lib/quantities.ts': {
    quantitiesAsked: (text) => ['en', 'zh'].map((locale) => quantitiesAsked(text, locale)),
    quantitiesStated: (text) => ['en', 'zh'].map((locale) => quantitiesStated(text, locale)),
  },
  'src/understanding/dates.ts': { findDates: (text) => findDates(text, 0) },
  'src/understanding/entities.ts': {
    findEntities: (text) => findEntities(text, 0),
    markEntities: (text) => markEntities(text, findEntities(text, 0)),
  },
  'src/understanding/language.ts': { detectLocale: (text) => detectLocale(text, 'en') },
  'src/understanding/readable.ts': { isReadable },
  'src/understanding/learn-sentences.ts': { toSentence },
  'src/understanding/sentiment.ts': { sentimentOf },
  'src/understanding/signals/calling-off.ts': { callsOff },
  'src/understanding/signals/learned.ts': { readSignals },
  'src/understanding/requests/agreement.ts': { agreementIn },
  'src/understanding/requests/courtesies.ts': { isGreeting, isOnlyCourtesy, withoutCourtesies },
  'src/understanding/requests/denial.ts': { contentOf, denialsOf },
  'src/understanding/requests/leaning.ts': {
    hasQuestionWord: (text) => hasQuestionWord(text, 'en'),
    isOnlyValues: (text) => isOnlyValues(text, findEntities(text, 0)),
    leaningOf,
    namedPlace,
    namesAnother,
  },
  'src/understanding/requests/split.ts': { toParts },
  'src/domain/asks-something.ts': { asksSomething },
  'src/store/repositories/searchable-text.ts': { searchableText: (text) => searchableText(text, null) },
  'src/understanding/signals/terms.ts': { toTextTerms },
  'src/understanding/signals/phrases.ts': { says: (text) => says(text, [/x$/]) },
  'src/understanding/signals/urgency.ts': { isUrgent },
  'src/understanding/text.ts': { hasHan, toReadable },
  'adapters/discord/outbound/markup.ts': {
    toMarkup: (text) => toMarkup([{ text, formats: [{ kind: 'code' }] }, asRun(text)]),
    toMarkupOfMany: (text) => toMarkup(eachAsRun(text)),
  },
  'adapters/discord/inbound/names.ts': {
    readText: (text) => readText({ ...message, content: text } as never, '1', { channel: () => '', role: () => '' }),
    toThreadName: (text) => toThreadName(text, 'Kim'),
  },
  'src/lib/clean-line.ts': { toCleanFileName, toCleanLine },
  'adapters/shared/formatted-text.ts': {
    splitRuns: (text) => splitRuns([asRun(text)], 1_000),
    splitRunsOfMany: (text) => splitRuns(eachAsRun(text), 20),
  },
  'adapters/shared/presentation.ts': { plain },
  'adapters/slack/content/block-words.ts': {
    readBlocks: (text) => readBlocks(typed(text).blocks, { names: plainNames, readable: withEmoji }),
  },
  'adapters/slack/message-text.ts': {
    escapeMrkdwn,
    mentionsIn,
    toReadableText: (text) => toReadableText(text, () => undefined),
    withEmoji,
    withoutMention: (text) => withoutMention(text, 'U1'),
  },
  'adapters/slack/rich-text.ts': { toRichText: (text) => toRichText([asRun(text)]) },
  'adapters/slack/staff/blocks.ts': {
    bold: blocks.bold,
    cutText: (text) => blocks.cutText(text, 100),
    notification: blocks.notification,
    plain: blocks.plain,
    quote: blocks.quote,
    contextLine: blocks.contextLine,
    words: blocks.words,
  },
  'adapters/slack/staff/people/members.ts': { parseDuration },
  'adapters/slack/staff/events/staff-text.ts': {
    escapeTyped,
    fromTyped: (text) => fromTyped(typed(text), slackNames),
    readBeginning: (text) => [readBeginning({ text }, '!'), readBeginning(typed(text), '!')],
  },
  'adapters/telegram/inbound/addressing.ts': { readCommand: (text) => readCommand(text, { id: 1, username: 'desk' }) },
  'adapters/telegram/inbound/marked-text.ts': {
    toWords: (text) => toWords({ text, marks: eachMarked(text) }, { id: 1, username: 'a' }),
  },
  'adapters/telegram/inbound/rich-message.ts': {
    readRichMessage: (text) => readRichMessage([...text].map((unit) => ({ type: 'paragraph', text: [unit] }))),
  },
  'adapters/telegram/outbound/presentation.ts': { toHtml: (text) => toHtml(eachAsRun(text)) },
};

const context = { articleUrl: () => undefined, lineBreaks: true };
const placed = (text: string) => ({ text, lineAt: () => 1 });

/** Those that parse Markdown and YAML, with the parsers of others. */
export const PARSERS: Readers = {
  'src/content/import/csv-intents.ts': {
    readCsvIntents: (text) => readCsvIntents({ file: 'x', text: `intent,utterance\n${text},${text}` }),
  },
  'adapters/shared/markdown.ts': { renderMarkdown: (text) => renderMarkdown(text, context) },
  'adapters/slack/rich-text.ts': { messageBlocks, messageWords: (text) => messageWords(text, true) },
  'adapters/web/markdown.ts': { renderMarkdown: (text) => renderHtml(text, { locale: 'en' }) },
  'src/content/read-action-file.ts': { readActionFile: (text) => readActionFile(text, 'x') },
  'src/content/read-article-file.ts': {
    readArticleFile: (text) => readArticleFile(`---\ntitle: a\nupdated: 2026-01-01\n---\n${text}`, 'x', 'en'),
  },
  'src/content/read-intent-file.ts': { readIntentFile: (text) => readIntentFile(text, 'en') },
  'src/content/synonym-file.ts': { readSynonymFile: (text) => readSynonymFile(`synonyms: [[a, ${text}]]`) },
  'src/content/read-yaml.ts': {
    readYaml: (text) => readYaml(text, () => true),
    readFlow: (text) => readYaml(`[${text}]`, () => true),
  },
  'src/stories/story-file.ts': { readStoryFile: (text) => readStoryFile(text, 'x.yaml') },
  'src/content/scan-markdown.ts': { scanMarkdown: (text) => scanMarkdown(placed(text), new Set(['x'])) },
  'src/retrieval/segments.ts': { toSegments: segments.toSegments },
};
