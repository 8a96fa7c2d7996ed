import { performCalls } from './actions/perform-calls.ts';
import { startTrials } from './answer-trials.ts';
import { startLearning } from './confidence.ts';
import { type EngineContext, kindOfJob } from './context.ts';
import type { Engine } from './engine.ts';
import { acceptEvent } from './inbox/accept-event.ts';
import { runStaffCommand, submitStaffCommand } from './inbox/staff-commands.ts';
import { handleConversation, handleSuspects } from './inbox/worker.ts';
import { dispatchOutbox } from './outbox/dispatcher.ts';
import { startSweeping } from './timers/sweeper.ts';
import { startIndexing } from './timers/text-indexer.ts';
import { conversationTopic } from './topics.ts';

/** An engine that can be stopped. */
export interface RunningEngine extends Engine {
  /** Stops taking work and resolves when what is under way has been committed. */
  stop(): Promise<void>;
}

/** Shows staff a ticket as it is now, where they work beside the console. */
export type UpdateStaffThread = (context: EngineContext, ticketId: string) => Promise<void>;

/** Starts the engine over its parts: from now on it handles what is accepted, and what an earlier run left behind. */
export async function startEngine(
  context: EngineContext,
  updateStaffThread?: UpdateStaffThread,
): Promise<RunningEngine> {
  const { jobs, pubsub } = context;
  const handlers: Record<string, (context: EngineContext, id: string) => Promise<void>> = {
    conversation: handleConversation,
    outbox: dispatchOutbox,
    action: performCalls,
    ...(updateStaffThread && { staff_thread: updateStaffThread }),
  };
  await handleSuspects(context);
  await jobs.process(async (key) => {
    const kind = kindOfJob(key);
    // A kind that another version left in Redis is left alone: the sweeper derives what waits by the names of now.
    await handlers[kind]?.(context, key.slice(kind.length + 1));
  });
  const stopSweeping = startSweeping(context);
  const stopIndexing = startIndexing(context);
  const stopLearning = startLearning(context);
  const stopTrials = startTrials(context);
  return {
    accept: (event) => acceptEvent(context, event),
    submit: (request) => submitStaffCommand(context, request),
    command: (request) => runStaffCommand(context, request),
    showTyping(conversationId, staff) {
      pubsub.publish(conversationTopic(conversationId), { kind: 'typing', who: staff.name });
      showTypingOnChannel(context, conversationId, staff.name).catch((error: unknown) => {
        context.logger.warn({ err: error }, 'typing could not be shown');
      });
    },
    async stop() {
      await stopSweeping();
      await stopIndexing();
      await stopLearning();
      await stopTrials();
      await jobs.close();
    },
  };
}

async function showTypingOnChannel(context: EngineContext, conversationId: string, who: string): Promise<void> {
  const conversation = await context.store.read.conversations.get(conversationId);
  if (conversation === undefined) return;
  context.channels.get(conversation.address.channel)?.showTyping(conversation.address, who);
}
