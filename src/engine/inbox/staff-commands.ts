import type { CommandOutcome } from '../../domain/staff.ts';
import type { CommandRequest, SubmittedCommand } from '../../ports/staff-platform.ts';
import type { InboxBody, NewInboxRow } from '../../ports/store.ts';
import { conversationJob, type EngineContext } from '../context.ts';
import { conversationTopic } from '../topics.ts';

/** The channel name under which staff commands stand in the inbox. */
const STAFF_CHANNEL = 'staff';
const ACCOUNT = 'default';
const PATIENCE_MS = 10_000;
/** Another process may decide a command, and what is published is not always heard. */
const LOOK_AGAIN_MS = 500;

const REMOVED: CommandOutcome = {
  ok: false,
  code: 'not_allowed',
  message: 'You are not on the staff any more, so this was not carried out.',
};
const NOT_FOUND: CommandOutcome = { ok: false, code: 'not_found', message: 'There is no such ticket.' };

/**
 * Puts a staff command into the inbox of its conversation, and resolves with how it ended.
 * @throws Error when it has not been decided within ten seconds; it is kept, and will be
 */
export async function runStaffCommand(context: EngineContext, request: CommandRequest): Promise<CommandOutcome> {
  return (await submitStaffCommand(context, request)).outcome();
}

/**
 * Puts a staff command into the inbox of its conversation, so that it is decided in order with what the customer does and
 * carried out once.
 */
export async function submitStaffCommand(context: EngineContext, request: CommandRequest): Promise<SubmittedCommand> {
  const { store, jobs, clock } = context;
  const found = await store.read.tickets.get(request.ticketId);
  if (found === undefined) return { ticketNumber: undefined, outcome: async () => NOT_FOUND };
  const { conversationId } = found.ticket;
  const { key, ticketId, staff, command } = request;
  const body = { kind: 'staff_command' as const, ticketId, staff, command };
  const isStaff = await store.transaction(async (tx) => {
    // Looked up here, so that of a command and the removal of its giver one is clearly the first.
    if (await tx.staff.wasRemoved(staff.id)) return false;
    await tx.inbox.add(toStaffRow(conversationId, key, body, clock.now()));
    return true;
  });
  if (!isStaff) return { ticketNumber: found.number, outcome: async () => REMOVED };
  await jobs.wake(conversationJob(conversationId));
  return { ticketNumber: found.number, outcome: () => waitForOutcome(context, conversationId, request.key) };
}

/** Resolves once the command under a key is not pending any more, or people would wait no longer. */
export async function commandDecided(context: EngineContext, key: string): Promise<void> {
  const conversationId = await context.store.read.inbox.waitsIn(STAFF_CHANNEL, ACCOUNT, key);
  if (conversationId === undefined) return;
  await waitForOutcome(context, conversationId, key).catch((error: unknown) => {
    context.logger.warn({ err: error }, 'a staff command was not decided in time');
  });
}

/** What staff do that concerns a conversation, as a row of its inbox. */
export function toStaffRow(conversationId: string, eventKey: string, body: InboxBody, now: number): NewInboxRow {
  return {
    channel: STAFF_CHANNEL,
    account: ACCOUNT,
    conversationKey: conversationId,
    conversationId,
    eventKey,
    occurredAt: now,
    receivedAt: now,
    customer: undefined,
    body,
  };
}

function waitForOutcome(context: EngineContext, conversationId: string, key: string): Promise<CommandOutcome> {
  const { store, pubsub, clock } = context;
  const until = clock.now() + PATIENCE_MS;
  return new Promise((resolve, reject) => {
    let cancel = (): void => {};
    const end = () => {
      unsubscribe();
      cancel();
    };
    const look = async (): Promise<void> => {
      try {
        const outcome = await store.read.inbox.outcome(STAFF_CHANNEL, ACCOUNT, key);
        if (outcome === undefined) return;
        end();
        resolve(outcome);
      } catch (error) {
        end();
        reject(error);
      }
    };
    const lookAgain = (): void => {
      if (clock.now() >= until) {
        end();
        reject(new Error('This takes longer than usual. It is kept and will be carried out; look again in a moment.'));
        return;
      }
      cancel = clock.schedule(Math.min(clock.now() + LOOK_AGAIN_MS, until), lookAgain);
      void look();
    };
    const unsubscribe = pubsub.subscribe(conversationTopic(conversationId), () => void look());
    lookAgain();
  });
}
