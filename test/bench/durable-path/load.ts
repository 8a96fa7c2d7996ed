/** A closed load: each conversation sends its next message when the last one is answered. */

export interface LoadOptions {
  conversations: number;
  messages: number;
}

/** What a run took. */
export interface Run {
  messages: number;
  seconds: number;
  latenciesMs: number[];
}

/** Several runs of the same load as one figure. */
export interface Load {
  messagesPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** Runs `handle` for a number of messages from a number of conversations at once. */
export async function runLoad(
  { conversations, messages }: LoadOptions,
  handle: (conversation: string, index: number) => Promise<unknown>,
): Promise<Run> {
  const latenciesMs: number[] = [];
  let next = 0;
  async function converse(conversation: string): Promise<void> {
    while (next < messages) {
      const index = next++;
      const startedAt = performance.now();
      await handle(conversation, index);
      latenciesMs.push(performance.now() - startedAt);
    }
  }
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: conversations }, (_, index) => converse(`conversation-${index}`)));
  return { messages, seconds: (performance.now() - startedAt) / 1000, latenciesMs };
}

/** Rate and latency over all of some runs. */
export function summarize(runs: Run[]): Load {
  const total = (pick: (run: Run) => number) => runs.reduce((sum, run) => sum + pick(run), 0);
  const latenciesMs = runs.flatMap((run) => run.latenciesMs).sort((a, b) => a - b);
  const quantile = (share: number) => latenciesMs[Math.floor(share * (latenciesMs.length - 1))] ?? 0;
  return {
    messagesPerSecond: total(({ messages }) => messages) / total(({ seconds }) => seconds),
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
  };
}
