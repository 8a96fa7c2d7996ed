import type { Counts } from './tf-idf.ts';

/** The examples of each label read as one document, by their terms: those of term `i` go from `starts[i]` to before `starts[i + 1]`. */
export interface LabelDocuments {
  labelCount: number;
  starts: Int32Array;
  /** Which label has the term … */
  labels: Int32Array;
  /** … and how much that says, from 0 to 1: BM25's saturated frequency. */
  frequencies: Float32Array;
}

/** How soon more of the same says no more, and how far frequencies are put in relation to a document's length. */
const SATURATION = 1;
const LENGTH_SHARE = 0.75;

/** Reads the examples of each label as one document. */
export function indexLabelDocuments(
  texts: readonly Counts[],
  labels: Int32Array,
  labelCount: number,
  termCount: number,
): LabelDocuments {
  const documents = Array.from({ length: labelCount }, () => new Map<number, number>());
  const lengths = new Float64Array(labelCount);
  texts.forEach(({ ids, counts }, row) => {
    const label = labels[row] as number;
    const document = documents[label] as Map<number, number>;
    ids.forEach((id, index) => {
      const count = counts[index] as number;
      document.set(id, (document.get(id) ?? 0) + count);
      lengths[label] = (lengths[label] as number) + count;
    });
  });
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / labelCount;
  const starts = startsOf(documents, termCount);
  const next = starts.slice();
  const posted = {
    labels: new Int32Array(starts[termCount] as number),
    frequencies: new Float32Array(starts[termCount] as number),
  };
  documents.forEach((document, label) => {
    const length = (lengths[label] as number) / meanLength;
    const half = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length);
    for (const [id, count] of document) {
      const at = next[id] as number;
      posted.labels[at] = label;
      posted.frequencies[at] = count / (count + half);
      next[id] = at + 1;
    }
  });
  return { labelCount, starts, ...posted };
}

/**
 * For each label, how much of a text its examples have: BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) over
 * the most that any label could have, from 0 to 1.
 */
export function documentShares(documents: LabelDocuments, { ids, unknownCount }: Counts): Float32Array {
  const { labelCount, starts, labels, frequencies } = documents;
  const shares = new Float32Array(labelCount);
  let most = unknownCount * inverseFrequency(labelCount, 0);
  for (const id of ids) {
    const start = starts[id] as number;
    const end = starts[id + 1] as number;
    const weight = inverseFrequency(labelCount, end - start);
    most += weight;
    for (let at = start; at < end; at += 1) {
      const label = labels[at] as number;
      shares[label] = (shares[label] as number) + weight * (frequencies[at] as number);
    }
  }
  return most > 0 ? shares.map((share) => share / most) : shares;
}

function inverseFrequency(documents: number, having: number): number {
  return Math.log(1 + (documents - having + 0.5) / (having + 0.5));
}

function startsOf(documents: readonly Map<number, number>[], termCount: number): Int32Array {
  const starts = new Int32Array(termCount + 1);
  for (const document of documents) {
    for (const id of document.keys()) starts[id + 1] = (starts[id + 1] as number) + 1;
  }
  for (let id = 0; id < termCount; id += 1) starts[id + 1] = (starts[id + 1] as number) + (starts[id] as number);
  return starts;
}
