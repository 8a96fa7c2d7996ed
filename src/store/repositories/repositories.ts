import type { StoreTransaction } from '../../ports/store.ts';
import type { FullText } from '../full-text.ts';
import type { Connection } from '../statement.ts';
import { createActionCalls } from './action-calls.ts';
import { createConfidence } from './confidence.ts';
import { createContactMerges } from './contact-merges.ts';
import { createConversations } from './conversations.ts';
import { createDecisions } from './decisions.ts';
import { createFacts } from './facts.ts';
import { createFeedback } from './feedback.ts';
import { createHelpUse } from './help-use.ts';
import { createInbox } from './inbox.ts';
import { createKeyValues } from './key-values.ts';
import { createLeases } from './leases.ts';
import { createMessages } from './messages.ts';
import { createOutbox } from './outbox.ts';
import { createPublicMessages } from './public-messages.ts';
import { createServiceLevels } from './service-levels.ts';
import { createStaff } from './staff.ts';
import { createStaffThreads } from './staff-threads.ts';
import { createSurveys } from './surveys.ts';
import { createTickets } from './tickets.ts';
import { createTimers } from './timers.ts';

/** Every repository over one connection. */
export function createRepositories(connection: Connection, fullText: FullText): StoreTransaction {
  return {
    inbox: createInbox(connection),
    conversations: createConversations(connection),
    messages: createMessages(connection, fullText),
    tickets: createTickets(connection, fullText),
    timers: createTimers(connection),
    outbox: createOutbox(connection),
    feedback: createFeedback(connection),
    staff: createStaff(connection),
    staffThreads: createStaffThreads(connection),
    contactMerges: createContactMerges(connection),
    decisions: createDecisions(connection),
    keyValues: createKeyValues(connection),
    leases: createLeases(connection),
    serviceLevels: createServiceLevels(connection),
    actionCalls: createActionCalls(connection),
    surveys: createSurveys(connection),
    confidence: createConfidence(connection),
    facts: createFacts(connection),
    publicMessages: createPublicMessages(connection),
    helpUse: createHelpUse(connection),
  };
}
