import type { SavedReply } from '../domain/saved-reply.ts';
import type { StaffMember } from '../domain/staff.ts';
import type { PreparedReply } from '../ports/staff-platform.ts';
import type { StoredTicket } from '../ports/tickets.ts';

/** The saved replies in the language of a ticket's customer, or else in their first, with their variables filled in. */
export function fillSavedReplies(
  savedReplies: readonly SavedReply[],
  { ticket, number }: StoredTicket,
  staff: StaffMember,
): PreparedReply[] {
  const values: Record<string, string> = { customer: ticket.customerName, agent: staff.name, ticket: String(number) };
  return savedReplies.map(({ title, texts }, index) => {
    const text = texts[ticket.locale] ?? texts[ticket.locale.split('-')[0] ?? ''] ?? Object.values(texts)[0] ?? '';
    const filled = text.replace(/\{([a-z]+)\}/g, (mark, name: string) => values[name] ?? mark);
    return { id: String(index), title, text: filled };
  });
}
