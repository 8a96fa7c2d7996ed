/** A closed load: each conversation sends its next message when the last one is answered. */

export interface Load {
  messagesPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** Runs `handle` for a number of messages from a number of conversations at once, and tells rate and latency. */
export async function runLoad(
  { conversations, messages }: { conversations: number; messages: number },
  handle: (conversation: string, index: number) => Promise<unknown>,
): Promise<Load> {
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
  const seconds = (performance.now() - startedAt) / 1000;
  latenciesMs.sort((a, b) => a - b);
  const quantile = (share: number) => latenciesMs[Math.floor(share * (latenciesMs.length - 1))] ?? 0;
  return { messagesPerSecond: messages / seconds, p50Ms: quantile(0.5), p99Ms: quantile(0.99) };
}
