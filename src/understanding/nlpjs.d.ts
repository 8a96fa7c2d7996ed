/** The parts of NLP.js that are used here; its packages carry no types of their own. */

declare module '@nlpjs/neural' {
  export interface NeuralRow {
    input: Record<string, number>;
    output: Record<string, number>;
  }

  export class NeuralNetwork {
    constructor(settings: { learningRate: number; iterations: number; deltaErrorThresh: number });
    train(rows: NeuralRow[]): unknown;
    /** One score for each output; the object is used again by the next call. */
    run(input: Record<string, number>): Record<string, number> | undefined;
  }
}

declare module '@nlpjs/lang-en' {
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
