/** The format of `knowledge/<locale>/synonyms.yaml`: words that mean the same at this desk. */

import { z } from 'zod';
import { foldText } from '../lib/fold-text.ts';
import type { Diagnostic } from './diagnostics.ts';
import { explainIssues } from './explain-issue.ts';
import { readYaml } from './read-yaml.ts';
import { lineText } from './text-schema.ts';

/** The file's name, in a language folder of `knowledge/`. */
export const SYNONYM_FILE_NAME = 'synonyms.yaml';

const MAX_LISTS = 500;
const MAX_WORDS_IN_LIST = 20;

const word = lineText(60).refine((text) => /[\p{L}\p{N}]/u.test(text), 'needs a letter or a digit');

const list = z
  .array(word)
  .refine((words) => words.length >= 2, 'needs two words or more that mean the same')
  .refine((words) => words.length <= MAX_WORDS_IN_LIST, `has too many words: at most ${MAX_WORDS_IN_LIST}`);

export const synonymFileSchema = z
  .strictObject({
    synonyms: z
      .array(list)
      .refine((lists) => lists.length > 0, 'is empty: write a list such as [lantern, lamp], or delete the file')
      .refine((lists) => lists.length <= MAX_LISTS, `has too many lists: at most ${MAX_LISTS}`)
      .superRefine(refuseRepeats)
      .describe('Lists of words or short phrases that mean the same at this desk, such as [lantern, lamp].'),
  })
  .describe('Words that mean the same at this desk.');

/** A word stands in one list only, and once, however it is written. */
function refuseRepeats(lists: string[][], context: z.RefinementCtx): void {
  const firsts = new Map<string, { at: number; begins: string }>();
  for (const [at, words] of lists.entries()) {
    for (const [place, text] of words.entries()) {
      const essence = foldText(text);
      const first = firsts.get(essence);
      const begins = words[0] ?? text;
      if (first === undefined) firsts.set(essence, { at, begins });
      else {
        const other = `is also in the list that begins with "${first.begins}": make one list of the two`;
        const message = first.at === at ? `is twice in its list: "${text}"` : `("${text}") ${other}`;
        context.addIssue({ code: 'custom', path: [at, place], message });
      }
    }
  }
}

/** What a file of synonyms says. */
export interface SynonymFile {
  /** Empty when the file has errors. */
  synonyms: string[][];
  diagnostics: Diagnostic[];
}

/** Reads the text of a file of synonyms with all its mistakes. */
export function readSynonymFile(text: string): SynonymFile {
  const reading = readYaml(text, ([key, ...rest]) => key === 'synonyms' && rest.length === 2);
  if (reading.value === undefined) return { synonyms: [], diagnostics: reading.diagnostics };
  const checked = synonymFileSchema.safeParse(reading.value);
  if (checked.success) return { synonyms: checked.data.synonyms, diagnostics: reading.diagnostics };
  return {
    synonyms: [],
    diagnostics: [...reading.diagnostics, ...explainIssues(checked.error, synonymFileSchema, reading)],
  };
}
