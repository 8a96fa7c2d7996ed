import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { conversationTopic, type LiveEvent, QUEUE_TOPIC } from '../desk/live.ts';
import type { ConsoleEnv, ConsoleOptions } from './console-options.ts';

/** Proxies cut connections that say nothing for a minute. */
const HEARTBEAT_MS = 25_000;

/**
 * Streams to an open page that the queue has changed, or with `?ticket=` that ticket's conversation too. Begins with
 * `changed`, so that a page that was away reads again.
 */
export async function streamEvents(c: Context<ConsoleEnv>, { store, live }: ConsoleOptions): Promise<Response> {
  if (c.req.method === 'HEAD') return c.body(null);
  const number = c.req.query('ticket') ?? '';
  const stored = /^\d{1,9}$/.test(number) ? await store.read.tickets.findByNumber(Number(number)) : undefined;
  const topics = [QUEUE_TOPIC, ...(stored ? [conversationTopic(stored.ticket.conversationId)] : [])];
  const own = c.get('staff').name;
  return streamSSE(c, async (stream) => {
    const tell = (event: LiveEvent) => {
      if (event.kind === 'typing' && event.who === own) return;
      void stream.writeSSE({ event: event.kind, data: event.kind === 'typing' ? event.who : '' });
    };
    const unsubscribes = topics.map((topic) => live.subscribe(topic, tell));
    const heartbeat = setInterval(() => void stream.write(': still here\n\n'), HEARTBEAT_MS);
    const gone = new Promise<void>((resolve) => stream.onAbort(resolve));
    tell({ kind: 'changed' });
    await gone;
    clearInterval(heartbeat);
    for (const unsubscribe of unsubscribes) unsubscribe();
  });
}
