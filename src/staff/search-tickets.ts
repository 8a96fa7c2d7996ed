import type { BoundedCount } from '../domain/bounded-count.ts';
import { excerptAround, searchQuery } from '../lib/search-terms.ts';
import type { StoredTicket, TicketFilter, TicketReads } from '../ports/tickets.ts';

const NUMBER = /^#?(\d{1,9})$/;

/** What staff are shown of the message or note that has the words, in UTF-16 units. */
const EXCERPT_LENGTH = 140;

export interface FoundByText {
  /** The ticket of this number, where the text is one; it is counted in `total`. */
  numbered: StoredTicket | undefined;
  /** Those in which the words were said, or whose customer is called so; the one with the newest hit first. */
  tickets: (StoredTicket & { said: string | undefined })[];
  total: BoundedCount;
}

/** Finds tickets by what staff type: a number, a name, words in any language. */
export async function searchTickets(
  tickets: TicketReads,
  text: string,
  { filter, offset = 0, limit }: { filter?: TicketFilter; offset?: number; limit: number },
): Promise<FoundByText> {
  const number = NUMBER.exec(text.trim())?.[1];
  const numbered = number === undefined ? undefined : await tickets.findByNumber(Number(number));
  const query = searchQuery(text);
  const search = await tickets.search(query, { filter, offset, limit });
  const others = search.tickets.filter((stored) => stored.number !== numbered?.number);
  return {
    numbered: offset === 0 ? numbered : undefined,
    tickets: others.map(({ said, ...stored }) => ({
      ...stored,
      said: said && excerptAround(said.text, query, EXCERPT_LENGTH),
    })),
    total: search.found,
  };
}
