import type { TextTerms } from './terms.ts';

/** A logistic regression over a text's terms. */
export interface SignalModel {
  bias: number;
  /** Undefined for a term that it does not have. */
  weightOf(term: string): number | undefined;
}

/**
 * A model as it is written down: a line each the terms, in order, and after a tab their weights in hundredths. Terms are looked up where they
 * stand: a map of so many would take thirty times the memory.
 */
export function toSignalModel({ bias, terms }: { bias: number; terms: string }): SignalModel {
  const starts: number[] = [];
  for (let start = 1; start < terms.length; start = terms.indexOf('\n', start) + 1) starts.push(start);
  const lines = Int32Array.from(starts);
  return {
    bias,
    weightOf(term) {
      let from = 0;
      let to = lines.length;
      while (from < to) {
        const middle = (from + to) >> 1;
        const start = lines[middle] as number;
        const order = compareAt(terms, start, term);
        if (order === 0) return Number(terms.slice(start + term.length + 1, terms.indexOf('\n', start))) / 100;
        if (order < 0) from = middle + 1;
        else to = middle;
      }
      return undefined;
    },
  };
}

const TAB = 9;

/** Below 0 where the term of the line that starts there comes before the other one, above 0 where it comes after it. */
function compareAt(terms: string, start: number, term: string): number {
  for (let index = 0; index < term.length; index += 1) {
    const difference = terms.charCodeAt(start + index) - term.charCodeAt(index);
    if (difference !== 0) return difference;
  }
  return terms.charCodeAt(start + term.length) - TAB;
}

/** A text of which fewer tokens than this share are known is in no language that the model was trained for. */
const LEAST_KNOWN = 0.65;

/** The probability that a text says what the model was trained for; undefined for a text it knows too little of. */
export function probabilityOf(model: SignalModel, { tokens, terms }: TextTerms): number | undefined {
  const known = tokens.filter((token) => model.weightOf(token) !== undefined).length;
  if (tokens.length === 0 || known < tokens.length * LEAST_KNOWN) return undefined;
  return 1 / (1 + Math.exp(-scoreOf(model, terms)));
}

/** Each term counts by how few others there are: as far along as its weight, on a line of length `SCALE`. */
function scoreOf({ bias, weightOf }: SignalModel, terms: ReadonlySet<string>): number {
  let sum = 0;
  let count = 0;
  for (const term of terms) {
    const weight = weightOf(term);
    if (weight === undefined) continue;
    sum += weight;
    count += 1;
  }
  return bias + (count === 0 ? 0 : (SCALE * sum) / Math.sqrt(count));
}

/** Terms of a text are a vector of this length, whatever their number. */
export const SCALE = 3;
