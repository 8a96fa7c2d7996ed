/** Labels by what their examples mean, where there are vectors of words. */

/** Unit vectors in 8 bits a dimension: those of the labels' centres, and of examples. */
export interface MeaningModel {
  dimensions: number;
  centres: Float32Array;
  examples: Int8Array;
  /** By example. */
  labels: Int32Array;
  labelCount: number;
}

/** For each label, the cosine of its centre, and that of its nearest example; 0 where nothing is known. */
export interface MeaningOpinions {
  centres: Float32Array;
  nearest: Float32Array;
}

/** So many examples are compared with a text, as many of each label. */
const MOST_EXAMPLES = 6_000;
const SCALE = 127;

/** Takes the centre of each label and keeps examples; rows without a meaning say nothing. Rows have to come shuffled. */
export function trainMeaning(
  rows: readonly (Float32Array | undefined)[],
  labels: Int32Array,
  labelCount: number,
): MeaningModel {
  const dimensions = rows.find((row) => row !== undefined)?.length ?? 0;
  const centres = new Float32Array(labelCount * dimensions);
  const most = Math.ceil(MOST_EXAMPLES / labelCount);
  const counts = new Int32Array(labelCount);
  const kept: number[] = [];
  rows.forEach((row, number) => {
    if (row === undefined) return;
    const label = labels[number] as number;
    counts[label] = (counts[label] as number) + 1;
    for (let index = 0; index < dimensions; index += 1) {
      const at = label * dimensions + index;
      centres[at] = (centres[at] as number) + (row[index] as number);
    }
    if (rows.length <= MOST_EXAMPLES || (counts[label] as number) <= most) kept.push(number);
  });
  for (let label = 0; label < labelCount; label += 1)
    toUnit(centres.subarray(label * dimensions, (label + 1) * dimensions));
  const examples = new Int8Array(kept.length * dimensions);
  kept.forEach((number, at) => {
    examples.set(
      (rows[number] as Float32Array).map((value) => Math.round(value * SCALE)),
      at * dimensions,
    );
  });
  return {
    dimensions,
    centres,
    examples,
    labels: Int32Array.from(kept, (number) => labels[number] as number),
    labelCount,
  };
}

export function meaningOpinions(model: MeaningModel, meaning: Float32Array | undefined): MeaningOpinions {
  const { dimensions, centres, examples, labels, labelCount } = model;
  const opinions = { centres: new Float32Array(labelCount), nearest: new Float32Array(labelCount) };
  if (meaning === undefined || meaning.length !== dimensions) return opinions;
  for (let label = 0; label < labelCount; label += 1)
    opinions.centres[label] = dotAt(centres, label * dimensions, meaning);
  for (let row = 0; row < labels.length; row += 1) {
    const label = labels[row] as number;
    const cosine = dotAt(examples, row * dimensions, meaning) / SCALE;
    if (cosine > (opinions.nearest[label] as number)) opinions.nearest[label] = cosine;
  }
  return opinions;
}

function dotAt(values: Float32Array | Int8Array, start: number, vector: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < vector.length; index += 1)
    sum += (values[start + index] as number) * (vector[index] as number);
  return sum;
}

function toUnit(vector: Float32Array): void {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (length > 0)
    for (let index = 0; index < vector.length; index += 1) vector[index] = (vector[index] as number) / length;
}
