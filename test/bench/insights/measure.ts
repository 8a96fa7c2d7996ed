/** One row of `npm run bench:insights`: a figure, what it has to reach, and what simpler ways reach. */
export interface Measure {
  /** As in docs/insights.md and in the JSON. */
  name: string;
  /** Undefined where it cannot be measured; then `note` says why. */
  value: number | undefined;
  atLeast?: number;
  atMost?: number;
  /** The same figure of simpler ways, by their names. */
  peers?: Readonly<Record<string, number>>;
  note?: string;
}

/** Measures one part; `data` is the folder of the public data, where one is given. */
export type MeasurePart = (data: string | undefined) => Promise<Measure[]>;
