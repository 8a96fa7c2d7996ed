/** A reply kept for use again, in each language it is worded in; `{customer}`, `{agent}` and `{ticket}` are filled in. */
export interface SavedReply {
  title: string;
  texts: Record<string, string>;
}
