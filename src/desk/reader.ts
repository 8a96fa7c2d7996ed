import type { DeskContent } from '../domain/content.ts';
import type { Reader } from '../domain/reading.ts';
import { createRetriever } from '../retrieval/retriever.ts';
import { createUnderstander } from '../understanding/understander.ts';

/** So many articles are enough to answer from, to offer, and to show to staff. */
const ANSWERS = 5;

/** A reader trained on a set of content, in this thread: training and reading keep it busy. */
export async function createReader(content: DeskContent): Promise<Reader> {
  const understander = await createUnderstander({ content });
  const retriever = createRetriever({ content });
  return {
    async read(request) {
      const understanding = understander.understand(request);
      const answers = understanding.readable ? retriever.search(request.text, understanding.locale, ANSWERS) : [];
      return { understanding, answers };
    },
    search: async (query, locale, top) => retriever.search(query, locale, top),
  };
}
