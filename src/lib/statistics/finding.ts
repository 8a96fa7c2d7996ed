/** Figures, or one plain sentence for the reader why there are none, with the count that was there and the count needed. */
export type Finding<T> = ({ kind: 'known' } & T) | { kind: 'unknown'; reason: string };
