/** The whole desk on a throwaway store, with a channel that answers at once, for measuring. */

import { join } from 'node:path';
import { pino } from 'pino';
import { loadContent } from '../content/load-content.ts';
import { ContentError } from '../desk/content-runtime.ts';
import type { TrainedContent } from '../desk/context.ts';
import { startDesk } from '../desk/create-desk.ts';
import { createLocalLive } from '../desk/live.ts';
import { createReaderThread } from '../desk/reader-thread.ts';
import { systemClock } from '../desk/system-clock.ts';
import { createUnattendedChannel } from '../desk/unattended-channel.ts';
import type { ConversationAddress } from '../domain/channel.ts';
import type { Intent } from '../domain/content.ts';
import { DEFAULT_POLICY } from '../domain/policy.ts';
import { createMemoryJobs } from '../jobs/memory-jobs.ts';
import { createSqliteStore } from '../store/sqlite/sqlite-store.ts';

export interface BenchDesk {
  trained: TrainedContent;
  /** A question that the bot answers. */
  question(index: number): string;
  /** Sends the conversation's next question; resolves when the answer was handed to the channel. */
  ask(conversation: string): Promise<void>;
  close(): Promise<void>;
}

const CHANNEL = 'bench';

/** Opens the desk in an empty folder, on the content of `root`. */
export async function openBenchDesk({ folder, root }: { folder: string; root: string }): Promise<BenchDesk> {
  const { content, problems } = await loadContent({ root });
  if (content === undefined) throw new ContentError(problems);
  const reader = await createReaderThread(content);
  const trained = { content, reader };
  const questions = await findAnswerable(trained);
  const store = await createSqliteStore({ file: join(folder, 'path.db') });
  const waiting = new Map<string, () => void>();
  const channel = createUnattendedChannel({
    name: CHANNEL,
    onSend({ conversationKey }) {
      waiting.get(conversationKey)?.();
      waiting.delete(conversationKey);
    },
  });
  const logger = pino({ level: 'warn' });
  const onError = (key: string | undefined, error: unknown) => logger.error({ err: error, job: key }, 'a job failed');
  const desk = await startDesk({
    store,
    jobs: createMemoryJobs({ clock: systemClock, concurrency: 256, onError }),
    clock: systemClock,
    live: createLocalLive(),
    policy: { ...DEFAULT_POLICY, burstWindowMs: 0 },
    logger,
    channels: new Map([[CHANNEL, channel]]),
    trained: () => trained,
  });
  let asked = 0;
  const question = (index: number) => questions[index % questions.length] ?? '';
  return {
    trained,
    question,
    async ask(conversation) {
      const index = asked++;
      const answer = new Promise<void>((resolve) => waiting.set(conversation, resolve));
      await desk.accept({
        ...addressOf(conversation),
        eventKey: `event-${index}`,
        occurredAt: Date.now(),
        customer: { key: conversation, name: 'Kim', locale: 'en' },
        body: { kind: 'message', messageKey: `message-${index}`, text: question(index) },
      });
      await answer;
    },
    async close() {
      await desk.stop();
      await reader.close();
      await store.close();
    },
  };
}

/** The address the bench uses for a conversation. */
export function addressOf(conversationKey: string): ConversationAddress {
  return { channel: CHANNEL, account: 'default', conversationKey };
}

/** Utterances of the desk's own intents that it answers at once, so that every measured message takes the whole path. */
async function findAnswerable({ content, reader }: TrainedContent): Promise<string[]> {
  const intents = content.locales.en?.intents ?? [];
  const found: string[] = [];
  for (const intent of intents.filter(isAnswered)) {
    for (const utterance of intent.utterances) {
      const text = utterance.replace(/\{[a-z0-9_]+\}/g, '100234');
      const { understanding } = await reader.read({ text, locale: 'en' });
      const [first, second] = understanding.intents;
      const clear = first && first.confidence - (second?.confidence ?? 0) > DEFAULT_POLICY.closeWithin;
      const settled = clear && first.intent === intent.name && first.confidence >= DEFAULT_POLICY.answerIntentAt;
      if (settled && !understanding.angry && !understanding.wantsPerson) found.push(text);
    }
  }
  if (found.length === 0)
    throw new Error('None of the English intents is understood: there is nothing to measure with.');
  return found;
}

function isAnswered({ outcome, slots }: Intent): boolean {
  return outcome.kind !== 'escalate' && slots.length === 0;
}
