import { NeuralNetwork, type NeuralRow, type PreparedRow } from '@nlpjs/neural';

/** One score for each label, 0 or more. */
export type NeuralClassifier = (words: readonly string[]) => Float32Array;

/** NLP.js's network as it writes itself down: for each label the weights of the words, and the bias after them. */
export interface NeuralModel {
  features: string[];
  intents: string[];
  perceptrons: Float32Array[];
}

/**
 * Slower learning than NLP.js's own settings, with which the order of the rows decides too much, and few iterations: more
 * were measured to gain nothing.
 */
const SETTINGS = { learningRate: 0.1, deltaErrorThresh: 0 };
const MOST_ITERATIONS = 10;
const FEWEST_ITERATIONS = 5;
/** Rows times labels times iterations that training may take, a few seconds; many rows need fewer iterations. */
const WORK = 20_000_000;

/** Trains NLP.js's network, a perceptron for each label. Rows have to come shuffled. */
export function trainNeural(rows: readonly string[][], labels: Int32Array, labelCount: number): NeuralModel {
  const affordable = Math.round(WORK / (rows.length * labelCount));
  const iterations = Math.max(FEWEST_ITERATIONS, Math.min(MOST_ITERATIONS, affordable));
  const network = new PresenceNetwork({ ...SETTINGS, iterations });
  network.train(rows.map((words, row) => ({ input: toInput(words), output: { [outputKey(labels[row] ?? 0)]: 1 } })));
  // A network that has seen no row has none of them.
  const { features = [], intents = [], perceptrons = [] } = network.toJSON();
  return { features, intents, perceptrons: perceptrons.map((weights) => Float32Array.from(weights)) };
}

/** Sets NLP.js's network up as it was trained. */
export function createNeural(model: NeuralModel, labelCount: number): NeuralClassifier {
  const network = new NeuralNetwork(SETTINGS);
  network.fromJSON(model);
  return (words) => {
    const outputs = network.run(toInput(words)) ?? {};
    return Float32Array.from({ length: labelCount }, (_, label) => outputs[outputKey(label)] ?? 0);
  };
}

/**
 * NLP.js's network for words that are there or not. It keeps a row's values in an object by number, and looking them up is
 * what training spends its time on; since all of them are 1, the rows can share one array of ones.
 */
class PresenceNetwork extends NeuralNetwork {
  override prepareCorpus(rows: NeuralRow[]): PreparedRow[] {
    const prepared = super.prepareCorpus(rows);
    const ones = new Float32Array(this.lookup.numInputs).fill(1);
    return prepared.map(({ input, output }) => ({ input: { keys: input.keys, data: ones }, output }));
  }
}

/** The dot keeps words such as `constructor` apart from what every object has. */
function toInput(words: readonly string[]): Record<string, number> {
  return Object.fromEntries(words.map((word) => [`.${word}`, 1]));
}

function outputKey(label: number): string {
  return `.${label}`;
}
