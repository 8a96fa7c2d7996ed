import type { InboundEvent } from '../domain/channel.ts';
import type { InboxBody, NewInboxRow } from '../store/store.ts';
import { conversationJob, type DeskContext } from './context.ts';
import type { Admission } from './customer-gate.ts';
import { conversationIdOf, customerIdOf } from './identity.ts';

/** What a customer takes back, and that they cannot be written to, is taken in however much else they send. */
const ALWAYS_TAKEN = new Set<InboxBody['kind']>(['delete', 'reachability']);

/**
 * Commits an event to the inbox, then has it handled; what is more than a customer may send is refused, and the customer told
 * so in the conversation. Rejects, with nothing kept, when the store cannot take it.
 */
export async function acceptEvent(
  context: DeskContext,
  event: InboundEvent,
): Promise<'accepted' | 'duplicate' | 'refused'> {
  const { store, jobs, clock } = context;
  const conversationId = conversationIdOf(event);
  const row = { ...event, conversationId, receivedAt: clock.now() };
  const admission = admit(context, event);
  const added = await store.transaction(async (tx) => {
    if (!admission.refused && !(await tx.inbox.add({ ...row, body: withHold(event.body, admission) }))) return false;
    if (admission.tell) await tx.inbox.add(toNotice(row, admission));
    return true;
  });
  await jobs.wake(conversationJob(conversationId));
  if (admission.refused) return 'refused';
  return added ? 'accepted' : 'duplicate';
}

const ADMITTED: Admission = { refused: false, heldUntil: undefined, tell: false };

function admit({ customerGate, clock }: DeskContext, { channel, account, customer, body }: InboundEvent): Admission {
  if (customerGate === undefined || ALWAYS_TAKEN.has(body.kind)) return ADMITTED;
  const bytes = Buffer.byteLength(JSON.stringify(body));
  const admission = customerGate.admit(customerIdOf(channel, account, customer.key), bytes, clock.now());
  return body.kind === 'message' || admission.refused ? admission : ADMITTED;
}

function withHold(body: InboundEvent['body'], { heldUntil }: Admission): InboxBody {
  return body.kind === 'message' && heldUntil !== undefined ? { ...body, heldUntil } : body;
}

function toNotice(row: NewInboxRow, { refused }: Admission): NewInboxRow {
  return { ...row, eventKey: `limited:${row.eventKey}`, body: { kind: 'limited', refused } };
}
