/** An intent that comes with the desk. */
export interface BuiltInIntent {
  name: string;
  category: 'smalltalk' | 'person';
  /** A way of saying it a line. */
  utterances: string;
  /** `{name}` stands for the desk's name. Undefined for what is handed over. */
  answer: string | undefined;
}
