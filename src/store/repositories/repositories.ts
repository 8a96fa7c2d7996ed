import type { Connection } from '../statement.ts';
import type { StoreTransaction } from '../store.ts';
import { createConversations } from './conversations.ts';
import { createFeedback } from './feedback.ts';
import { createInbox } from './inbox.ts';
import { createLeases } from './leases.ts';
import { createLinks } from './links.ts';
import { createMessages } from './messages.ts';
import { createOutbox } from './outbox.ts';
import { createRooms } from './rooms.ts';
import { createStaff } from './staff.ts';
import { createTickets } from './tickets.ts';
import { createTimers } from './timers.ts';

/** Every repository over one connection. */
export function createRepositories(connection: Connection): StoreTransaction {
  return {
    inbox: createInbox(connection),
    conversations: createConversations(connection),
    messages: createMessages(connection),
    tickets: createTickets(connection),
    timers: createTimers(connection),
    outbox: createOutbox(connection),
    feedback: createFeedback(connection),
    staff: createStaff(connection),
    rooms: createRooms(connection),
    links: createLinks(connection),
    leases: createLeases(connection),
  };
}
