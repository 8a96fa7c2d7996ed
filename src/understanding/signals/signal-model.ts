import type { TextTerms } from './terms.ts';

/** A logistic regression over a text's terms. */
export interface SignalModel {
  bias: number;
  /** By term. */
  weights: ReadonlyMap<string, number>;
}

/** A text of which fewer tokens than this share are known is in no language that the model was trained for. */
const LEAST_KNOWN = 0.65;

/** The probability that a text says what the model was trained for; undefined for a text it knows too little of. */
export function probabilityOf(model: SignalModel, { tokens, terms }: TextTerms): number | undefined {
  const known = tokens.filter((token) => model.weights.has(token)).length;
  if (tokens.length === 0 || known < tokens.length * LEAST_KNOWN) return undefined;
  return 1 / (1 + Math.exp(-scoreOf(model, terms)));
}

/** Each term counts by how few others there are: as far along as its weight, on a line of length `SCALE`. */
function scoreOf({ bias, weights }: SignalModel, terms: ReadonlySet<string>): number {
  let sum = 0;
  let count = 0;
  for (const term of terms) {
    const weight = weights.get(term);
    if (weight === undefined) continue;
    sum += weight;
    count += 1;
  }
  return bias + (count === 0 ? 0 : (SCALE * sum) / Math.sqrt(count));
}

/** Terms of a text are a vector of this length, whatever their number. */
export const SCALE = 3;
