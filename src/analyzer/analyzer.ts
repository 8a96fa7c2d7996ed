import type { Analysis, PartAnalysis } from '../domain/analysis.ts';
import type { DeskContent } from '../domain/content.ts';
import { beginningOf } from '../domain/read-length.ts';
import { toSimplifiedChinese } from '../lib/simplified-chinese.ts';
import type { Analyzer } from '../ports/analyzer.ts';
import { createRetriever, type Retriever } from '../retrieval/retriever.ts';
import { isOnlyCourtesy, withoutCourtesies } from '../understanding/requests/courtesies.ts';
import { toParts } from '../understanding/requests/split.ts';
import { createUnderstander, type TrainClassifier, type Understander } from '../understanding/understander.ts';

/** So many articles are enough to answer from, to offer, and to show to staff. */
const ANSWERS = 5;

/** An analyzer trained on a set of content, in this thread: training and reading keep it busy. */
export async function createAnalyzer(content: DeskContent, train?: TrainClassifier): Promise<Analyzer> {
  const understander = await createUnderstander({ content, ...(train && { train }) });
  const readers = { understander, retriever: createRetriever({ content }) };
  return {
    async analyze(request) {
      const { previous } = request;
      const understanding = readers.understander.understand(request);
      if (!understanding.readable) return { understanding, answers: [] };
      const { locale } = understanding;
      const read = { understanding, ...readAsked(readers, request.text, { locale, previous, understanding }) };
      const parts = toParts(beginningOf(request.text)).filter((part) => !isOnlyCourtesy(toSimplifiedChinese(part)));
      return parts.length < 2 ? read : { ...read, parts: readParts(readers, parts, locale, previous) };
    },
    search: async (query, locale, top, audience) => readers.retriever.search(query, locale, top, audience),
  };
}

interface Readers {
  understander: Understander;
  retriever: Retriever;
}

/** Each part goes on from the one before it, and the first from what was asked before. */
function readParts(readers: Readers, parts: string[], locale: string, previous: string | undefined): PartAnalysis[] {
  return parts.map((text, index) => {
    const understanding = readers.understander.understand({ text, locale });
    const before = parts[index - 1] ?? previous;
    return { text, understanding, ...readAsked(readers, text, { locale, previous: before, understanding }) };
  });
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
    answers: retriever.search(`${previous} ${asked}`, locale, ANSWERS),
  };
  return { answers, inContext };
}
