/** The parts of NLP.js that are used here; its packages carry no types of their own. */

declare module '@nlpjs/neural' {
  export interface NeuralRow {
    input: Record<string, number>;
    output: Record<string, number>;
  }

  /** A row by numbers: which inputs it has, and their values by number. */
  export interface PreparedRow {
    input: { keys: number[]; data: Record<number, number> };
    output: { keys: number[]; data: Record<number, number> };
  }

  export class NeuralNetwork {
    lookup: { numInputs: number };
    /** Called by `train`. */
    prepareCorpus(rows: NeuralRow[]): PreparedRow[];
    constructor(settings: { learningRate: number; iterations?: number; deltaErrorThresh: number });
    train(rows: NeuralRow[]): unknown;
    /** One score for each output; the object is used again by the next call. */
    run(input: Record<string, number>): Record<string, number> | undefined;
    /** The inputs and outputs by number, and for each output the weights of the inputs with the bias at the end. */
    toJSON(): { features?: string[]; intents?: string[]; perceptrons?: number[][] };
    fromJSON(json: { features: string[]; intents: string[]; perceptrons: ArrayLike<number>[] }): void;
  }
}

declare module '@nlpjs/basic' {
  export class NormalizerEn {
    normalize(text: string): string;
  }
  export class TokenizerEn {
    innerTokenize(text: string): string[];
  }
  export class StemmerEn {
    /** Every word ever stemmed: grows until it is replaced. */
    cache: Record<string, string>;
    stemWord(word: string): string;
  }
}
