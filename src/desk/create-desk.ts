import { acceptEvent } from './accept-event.ts';
import { type DeskContext, kindOfJob } from './context.ts';
import type { Desk } from './desk.ts';
import { dispatchOutbox } from './dispatcher.ts';
import { conversationTopic } from './live.ts';
import { showRoom } from './rooms.ts';
import { createRoster } from './roster.ts';
import { runStaffCommand, submitStaffCommand } from './run-staff-command.ts';
import { startSweeping } from './sweeper.ts';
import { handleConversation, handleSuspects } from './worker.ts';

/** A desk that can be started and stopped. */
export interface RunningDesk extends Desk {
  /** Stops taking work and resolves when what is under way has been committed. */
  stop(): Promise<void>;
}

/** Starts a desk over its parts: from now on it handles what is accepted, and what an earlier run left behind. */
export async function startDesk(context: DeskContext): Promise<RunningDesk> {
  const { jobs, live } = context;
  await handleSuspects(context);
  await jobs.process((key) => runJob(context, key));
  const stopSweeping = startSweeping(context);
  return {
    accept: (event) => acceptEvent(context, event),
    submit: (request) => submitStaffCommand(context, request),
    command: (request) => runStaffCommand(context, request),
    roster: createRoster(context),
    showTyping(conversationId, staff) {
      live.publish(conversationTopic(conversationId), { kind: 'typing', who: staff.name });
      showTypingOnChannel(context, conversationId, staff.name).catch((error: unknown) => {
        context.logger.warn({ err: error }, 'typing could not be shown');
      });
    },
    async stop() {
      await stopSweeping();
      await jobs.close();
    },
  };
}

async function runJob(context: DeskContext, key: string): Promise<void> {
  const kind = kindOfJob(key);
  const id = key.slice(kind.length + 1);
  if (kind === 'conversation') return handleConversation(context, id);
  if (kind === 'room') return showRoom(context, id);
  return dispatchOutbox(context, id);
}

async function showTypingOnChannel(context: DeskContext, conversationId: string, who: string): Promise<void> {
  const conversation = await context.store.read.conversations.get(conversationId);
  if (conversation === undefined) return;
  context.channels.get(conversation.address.channel)?.showTyping(conversation.address, who);
}
