/** The part of the Store port about what was said in public channels. It has no other source, so that nothing can derive it again. */

import type { PublicMessageFact } from '../domain/public-message.ts';

/** As it is read again; ids rise in the order of recording. */
export type StoredPublicMessage = PublicMessageFact & { id: number };

export interface PublicMessageReads {
  /** Those of a time at or after `since` and before `until`, in order of time; with `after`, what follows that one. */
  between(
    range: { since: number; until: number },
    page: { limit: number; after?: Pick<StoredPublicMessage, 'at' | 'id'> | undefined },
  ): Promise<StoredPublicMessage[]>;
}

export interface PublicMessageWrites {
  add(fact: PublicMessageFact): Promise<void>;
}
