import type { InboundEvent } from '../../domain/inbound.ts';
import { admitEvent } from '../../domain/length-limits.ts';
import type { InboxBody, NewInboxRow, StoreReads } from '../../ports/store.ts';
import { conversationJob, type EngineContext } from '../context.ts';
import { conversationIdOf, customerIdOf } from '../identity.ts';
import type { Excess } from './customer-gate.ts';

/** What a customer takes back, and that they cannot be written to, is taken in however much else they send. */
const ALWAYS_TAKEN = new Set<InboxBody['kind']>(['delete', 'reachability']);

/**
 * Commits an event to the inbox, then has it handled; what is more than a customer may send is refused, and the customer told
 * so in the conversation. Rejects, with nothing kept, when the store cannot take it.
 */
export async function acceptEvent(
  context: EngineContext,
  received: InboundEvent,
): Promise<'accepted' | 'duplicate' | 'refused'> {
  const { store, jobs, clock } = context;
  const event = admitEvent(received);
  const conversationId = conversationIdOf(event);
  const row = { ...event, conversationId, receivedAt: clock.now() };
  // All of it in the transaction: those of one conversation begin in the order in which its events came.
  const outcome = await store.transaction(async (tx) => {
    const excess = await excessOf(context, tx, row);
    const isRefused = excess !== undefined && excess.limit !== 'messages';
    if (!isRefused && !(await tx.inbox.add({ ...row, body: withHold(row, excess) }))) return 'duplicate';
    if (excess?.tell) await tx.inbox.add(toNotice(row, excess));
    return isRefused ? 'refused' : 'accepted';
  });
  await jobs.wake(conversationJob(conversationId));
  return outcome;
}

type Reads = Pick<StoreReads, 'conversations' | 'inbox'>;

/** Whether anything has been accepted in a conversation. */
export async function hasBegun(read: Reads, conversationId: string): Promise<boolean> {
  if ((await read.conversations.get(conversationId)) !== undefined) return true;
  return (await read.inbox.countPending(conversationId)) > 0;
}

type EventRow = InboundEvent & NewInboxRow;

async function excessOf({ customerGate }: EngineContext, read: Reads, row: EventRow): Promise<Excess | undefined> {
  const { channel, account, customer, body, conversationId, receivedAt } = row;
  if (customerGate === undefined || ALWAYS_TAKEN.has(body.kind)) return undefined;
  const sending = {
    bytes: Buffer.byteLength(JSON.stringify(body)),
    begins: !(await hasBegun(read, conversationId)),
  };
  const excess = customerGate.admit(customerIdOf(channel, account, customer.key), sending, receivedAt);
  // What is no message costs no reading, so that it need not wait.
  return excess?.limit === 'messages' && body.kind !== 'message' ? undefined : excess;
}

function withHold({ body, receivedAt }: EventRow, excess: Excess | undefined): InboxBody {
  return excess !== undefined && body.kind === 'message' ? { ...body, heldUntil: receivedAt + excess.waitMs } : body;
}

function toNotice(row: EventRow, { limit, waitMs }: Excess): NewInboxRow {
  return { ...row, eventKey: `limited:${row.eventKey}`, body: { kind: 'limited', limit, waitMs } };
}
