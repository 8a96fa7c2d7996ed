import type { DeskContent } from '../domain/content.ts';
import type { Analyzer } from '../ports/analyzer.ts';
import { createRetriever } from '../retrieval/retriever.ts';
import { createUnderstander } from '../understanding/understander.ts';

/** So many articles are enough to answer from, to offer, and to show to staff. */
const ANSWERS = 5;

/** An analyzer trained on a set of content, in this thread: training and reading keep it busy. */
export async function createAnalyzer(content: DeskContent): Promise<Analyzer> {
  const understander = await createUnderstander({ content });
  const retriever = createRetriever({ content });
  return {
    async analyze(request) {
      const understanding = understander.understand(request);
      const answers = understanding.readable ? retriever.search(request.text, understanding.locale, ANSWERS) : [];
      return { understanding, answers };
    },
    search: async (query, locale, top, audience) => retriever.search(query, locale, top, audience),
  };
}
