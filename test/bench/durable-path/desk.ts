/** The whole desk on a throwaway store, with a channel that answers at once, for measuring. */

import { join } from 'node:path';
import { pino } from 'pino';
import { createAnalyzerThread } from '../../../src/analyzer/analyzer-thread.ts';
import { ContentError } from '../../../src/analyzer/content-runtime.ts';
import { loadContent } from '../../../src/content/load-content.ts';
import type { Intent } from '../../../src/domain/content.ts';
import type { ConversationAddress } from '../../../src/domain/inbound.ts';
import { DEFAULT_POLICY } from '../../../src/domain/policy.ts';
import { startEngine } from '../../../src/engine/start-engine.ts';
import { systemClock } from '../../../src/engine/timers/system-clock.ts';
import { createMemoryJobs } from '../../../src/jobs/memory-jobs.ts';
import { createRandom, shuffled } from '../../../src/lib/random.ts';
import type { TrainedContent } from '../../../src/ports/analyzer.ts';
import { createLocalPubSub } from '../../../src/pubsub/local-pubsub.ts';
import { createUnattendedChannel } from '../../../src/simulation/unattended-channel.ts';
import { createSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';

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
  const { content, diagnostics } = await loadContent({ root });
  if (content === undefined) throw new ContentError(diagnostics);
  const analyzer = await createAnalyzerThread(content);
  const trained = { content, analyzer };
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
  const desk = await startEngine({
    store,
    jobs: createMemoryJobs({ clock: systemClock, concurrency: 256, onError }),
    clock: systemClock,
    holder: 'bench',
    pubsub: createLocalPubSub(),
    // Nobody is there to take over from a bot that has nothing new to say.
    policy: { ...DEFAULT_POLICY, burstWindowMs: 0, replyUndoMs: 0, failuresBeforeHandover: Number.POSITIVE_INFINITY },
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
      await analyzer.close();
      await store.close();
    },
  };
}

/** The address the bench uses for a conversation. */
export function addressOf(conversationKey: string): ConversationAddress {
  return { channel: CHANNEL, account: 'default', conversationKey };
}

/**
 * Utterances of the desk's own intents that it answers at once, so that every measured message takes the whole path; shuffled, since
 * what has just been answered is not answered again in other words.
 */
async function findAnswerable({ content, analyzer }: TrainedContent): Promise<string[]> {
  const intents = content.locales.en?.intents ?? [];
  const found: string[] = [];
  for (const intent of intents.filter(isAnswered)) {
    for (const utterance of intent.utterances) {
      const text = utterance.replace(/\{[a-z0-9_]+\}/g, '100234');
      const { understanding } = await analyzer.analyze({ text, locale: 'en' });
      const [first, second] = understanding.intents;
      const clear = first && first.confidence - (second?.confidence ?? 0) > DEFAULT_POLICY.closeWithin;
      const settled = clear && first.intent === intent.name && first.confidence >= DEFAULT_POLICY.answerIntentAt;
      if (settled && !understanding.angry && !understanding.wantsPerson) found.push(text);
    }
  }
  if (found.length === 0)
    throw new Error('None of the English intents is understood: there is nothing to measure with.');
  return shuffled(found, createRandom(1));
}

function isAnswered({ outcome, slots }: Intent): boolean {
  return outcome.kind !== 'escalate' && slots.length === 0;
}
