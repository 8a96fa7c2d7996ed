import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentShares, indexLabelDocuments } from '../../../src/understanding/classifier/label-documents.ts';
import { linearMargins, trainLinear } from '../../../src/understanding/classifier/linear.ts';
import { meaningOpinions, trainMeaning } from '../../../src/understanding/classifier/meaning.ts';
import { toTerms } from '../../../src/understanding/classifier/terms.ts';
import {
  type Counts,
  countTerms,
  createTfIdf,
  fitInverseFrequencies,
  type TermCounts,
} from '../../../src/understanding/classifier/tf-idf.ts';
import { probabilityOf, toSignalModel } from '../../../src/understanding/signals/signal-model.ts';

/** Words as numbers: "a b" has the ids of its letters. */
function counts(text: string, known = 26): Counts {
  const ids = [...new Set(text.replaceAll(' ', ''))].map((letter) => letter.charCodeAt(0) - 97);
  const own = ids.filter((id) => id < known);
  return { ids: own, counts: own.map(() => 1), unknownCount: ids.length - own.length };
}

function highest(values: Float32Array): number {
  return values.indexOf(Math.max(...values));
}

describe('documents', () => {
  const texts = ['a b', 'a c', 'd e', 'd f', 'x y'];
  const documents = indexLabelDocuments(
    texts.map((text) => counts(text)),
    Int32Array.from([0, 0, 1, 1, 2]),
    3,
    26,
  );

  test('the label whose examples have most of a text has the largest share of it', () => {
    expect(highest(documentShares(documents, counts('a b')))).toBe(0);
    expect(highest(documentShares(documents, counts('e f z')))).toBe(1);
  });

  test('what the examples do not know makes every share smaller, and a text of nothing else has none', () => {
    const known = documentShares(documents, counts('a'));
    const withUnknown = documentShares(documents, { ...counts('a'), unknownCount: 2 });
    expect(withUnknown[0]).toBeLessThan(known[0] ?? 0);
    expect([...documentShares(documents, { ids: [], counts: [], unknownCount: 3 })]).toEqual([0, 0, 0]);
    expect([...documentShares(documents, counts(''))]).toEqual([0, 0, 0]);
  });

  test('shares are from 0 to 1, whatever is read', () => {
    const letters = fc.array(fc.integer({ min: 0, max: 25 }), { maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(letters, { minLength: 1, maxLength: 6 }),
        letters,
        fc.nat(5),
        (rows, asked, unknownCount) => {
          const toCounts = (ids: number[]): Counts => ({
            ids: [...new Set(ids)],
            counts: [...new Set(ids)].map(() => 1),
            unknownCount: 0,
          });
          const index = indexLabelDocuments(rows.map(toCounts), Int32Array.from(rows.keys()), rows.length, 26);
          for (const share of documentShares(index, { ...toCounts(asked), unknownCount })) {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });
});

describe('meaning', () => {
  const unit = (...values: number[]) => Float32Array.from(values, (value) => value / Math.hypot(...values));

  test('a text is nearest to the label whose examples mean the same', () => {
    const rows = [
      unit(1, 0.1, 0),
      unit(1, -0.1, 0),
      unit(0, 1, 0.1),
      unit(0, 1, -0.1),
      unit(0.1, 0, 1),
      unit(-0.1, 0, 1),
    ];
    const model = trainMeaning(rows, Int32Array.from([0, 0, 1, 1, 2, 2]), 3);
    for (const [label, text] of [unit(1, 0.2, 0.1), unit(0.1, 1, 0.2), unit(0.2, 0.1, 1)].entries()) {
      const { centres, discriminants } = meaningOpinions(model, text);
      expect([highest(centres), highest(discriminants)]).toEqual([label, label]);
    }
  });

  test('where nothing is known of a text, or of any example, nothing is said', () => {
    const model = trainMeaning([unit(1, 0), unit(0, 1)], Int32Array.from([0, 1]), 2);
    expect(meaningOpinions(model, undefined)).toEqual({
      centres: new Float32Array(2),
      discriminants: new Float32Array(2),
    });
    const silent = trainMeaning([undefined, undefined], Int32Array.from([0, 1]), 2);
    expect([...meaningOpinions(silent, unit(1, 0)).discriminants]).toEqual([0, 0]);
  });

  test('one example a label, the same example twice, or a label without any gives numbers', () => {
    const sets = [
      [unit(1, 0), unit(0, 1), unit(1, 1)],
      [unit(1, 0), unit(1, 0), unit(1, 0)],
      [unit(1, 0), undefined, unit(0, 1)],
    ];
    for (const rows of sets) {
      const { centres, discriminants } = meaningOpinions(trainMeaning(rows, Int32Array.from([0, 1, 2]), 4), unit(1, 2));
      expect([...centres, ...discriminants].every(Number.isFinite)).toBe(true);
    }
  });
});

test('the linear classifier tells examples apart whose weights it keeps in 8 bits', () => {
  const texts = ['my parcel is late', 'where is my parcel', 'refund my money', 'money back please'];
  const labels = Int32Array.from([0, 0, 1, 1]);
  const numbers = new Map<string, number>();
  const idOf = (term: string) => numbers.get(term) ?? numbers.set(term, numbers.size).size - 1;
  const read = texts.map((text) => countTerms(toTerms(text), idOf));
  const { weigh } = createTfIdf(fitInverseFrequencies(read, numbers.size));
  const toText = (one: TermCounts) => ({ terms: weigh(one), meaning: undefined });
  const model = trainLinear(read.map(toText), labels, 2, numbers.size);
  expect(model.weights).toBeInstanceOf(Int8Array);
  expect(read.map((text) => highest(linearMargins(model, toText(text))))).toEqual([...labels]);
});

test('a signal finds the weight of each of its terms where it stands, and of no other', () => {
  const terms = ['!', 'a', 'a _ b', 'a b', 'ab', 'b', '中文'];
  const model = toSignalModel({
    bias: 0,
    terms: `\n${terms
      .map((term, at) => `${term}\t${at - 3}`)
      .sort()
      .join('\n')}\n`,
  });
  expect(terms.map((term) => model.weightOf(term))).toEqual(terms.map((_, at) => (at - 3) / 100));
  expect(['', 'a ', 'a _', 'c', '中', '!a', '\t'].map((term) => model.weightOf(term))).toEqual(
    Array(7).fill(undefined),
  );
  expect(probabilityOf(model, { tokens: ['zz'], terms: new Set(['zz']) })).toBeUndefined();
});
