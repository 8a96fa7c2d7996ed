/** The parts of ml-knn and ml-cart that are used here; the packages carry no types of their own. */

declare module 'ml-knn' {
  class KNN {
    constructor(points: number[][], labels: number[], options: { k: number });
    /** The nearest points with their distances, the label behind the coordinates of each. */
    kdTree: { nearest(point: readonly number[], count: number): [point: number[], distance: number][] };
  }
  export = KNN;
}

declare module 'ml-cart' {
  export interface CartNode {
    /** Rows with less than `splitValue` in `splitColumn` go left; without children a leaf. */
    splitColumn?: number;
    splitValue?: number;
    left?: CartNode;
    right?: CartNode;
  }

  export class DecisionTreeClassifier {
    constructor(options: { gainThreshold: number; maxDepth: number; minNumSamples: number });
    root: CartNode;
    /** Labels are numbers from 0. */
    train(rows: number[][], labels: number[]): void;
  }
}
