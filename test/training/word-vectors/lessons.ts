/** What vectors of words are learnt from. */
export interface Lessons {
  words: string[];
  /** What each word means alone, as the encoder says. */
  ofWords: Float32Array[];
  /** Texts as their words, also those that are not learnt, and what they mean, as the encoder says. */
  texts: { words: string[]; meaning: Float32Array }[];
}
