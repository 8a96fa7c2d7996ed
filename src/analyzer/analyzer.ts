import type { Analysis, AnalysisRequest, PartAnalysis, Understanding } from '../domain/analysis.ts';
import type { DeskContent } from '../domain/content.ts';
import { beginningOf } from '../domain/read-length.ts';
import { toSimplifiedChinese } from '../lib/simplified-chinese.ts';
import type { Analyzer } from '../ports/analyzer.ts';
import { createRetriever, type Retriever } from '../retrieval/retriever.ts';
import { isOnlyCourtesy, withoutCourtesies } from '../understanding/requests/courtesies.ts';
import { toParts } from '../understanding/requests/split.ts';
import type { SentenceEncoder } from '../understanding/sentence-encoder.ts';
import { createUnderstander, type TrainClassifier, type Understander } from '../understanding/understander.ts';

/** So many articles are enough to answer from, to offer, and to show to staff. */
const ANSWERS = 5;

/** As sure as this of an intent, there is no need to ask the encoder, which takes ten times as long. */
const SURE = 0.75;

/**
 * An analyzer trained on a set of content, in this thread: training and reading keep it busy. `encoder` is asked about texts of which the
 * classifier is not sure.
 */
export async function createAnalyzer(
  content: DeskContent,
  train?: TrainClassifier,
  encoder?: SentenceEncoder,
): Promise<Analyzer> {
  const understander = await createUnderstander({ content, encoder, ...(train && { train }) });
  const readers = { understander, encoder, retriever: createRetriever({ content }) };
  return {
    async analyze(request) {
      const { previous } = request;
      const understanding = await understand(readers, request);
      if (!understanding.readable) return { understanding, answers: [] };
      const { locale } = understanding;
      const read = { understanding, ...readAsked(readers, request.text, { locale, previous, understanding }) };
      const parts = toParts(beginningOf(request.text)).filter((part) => !isOnlyCourtesy(toSimplifiedChinese(part)));
      return parts.length < 2 ? read : { ...read, parts: await readParts(readers, parts, locale, previous) };
    },
    search: async (query, locale, top, audience) => readers.retriever.search(query, locale, top, audience),
  };
}

interface Readers {
  understander: Understander;
  retriever: Retriever;
  encoder: SentenceEncoder | undefined;
}

async function understand({ understander, encoder }: Readers, request: AnalysisRequest): Promise<Understanding> {
  const understanding = understander.understand(request);
  const { intents, locale, readable } = understanding;
  if (encoder === undefined || !readable || (intents[0]?.confidence ?? 1) >= SURE) return understanding;
  const sentence = understander.sentenceOf(request.text, locale);
  if (sentence === undefined) return understanding;
  const [encoded] = await encoder.encode([sentence]);
  return understander.understand(request, encoded);
}

/** Each part goes on from the one before it, and the first from what was asked before. */
function readParts(
  readers: Readers,
  parts: string[],
  locale: string,
  previous: string | undefined,
): Promise<PartAnalysis[]> {
  return Promise.all(
    parts.map(async (text, index) => {
      const understanding = await understand(readers, { text, locale });
      const before = parts[index - 1] ?? previous;
      return { text, understanding, ...readAsked(readers, text, { locale, previous: before, understanding }) };
    }),
  );
}

function readAsked(
  { understander, retriever }: Readers,
  text: string,
  {
    locale,
    previous,
    understanding,
  }: { locale: string; previous: string | undefined } & Pick<Analysis, 'understanding'>,
): Omit<Analysis, 'understanding'> {
  const asked = withoutCourtesies(toSimplifiedChinese(text));
  const answers = retriever.search(asked, locale, ANSWERS);
  if (previous === undefined || understanding.leaning === 'none') return { answers };
  const inContext = {
    intents: understander.understandAfter(previous, text, locale),
    answers: retriever.searchAfter(previous, asked, locale, ANSWERS),
  };
  return { answers, inContext };
}
