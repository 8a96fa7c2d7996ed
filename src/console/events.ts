import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { conversationTopic, QUEUE_TOPIC, staffTopic } from '../engine/topics.ts';
import type { PubSubEvent } from '../ports/pubsub.ts';
import { digestOf } from '../staff/secrets.ts';
import type { ConsoleEnv, ConsoleOptions } from './console-options.ts';

/** Proxies cut connections that say nothing for a minute. */
const HEARTBEAT_MS = 25_000;

/**
 * Streams to an open page that the queue has changed, or with `?ticket=` that ticket's conversation too. Begins with
 * `changed`, so that a page that was away reads again. Ends when the session does.
 */
export async function streamEvents(
  c: Context<ConsoleEnv>,
  { store, pubsub, clock }: ConsoleOptions,
): Promise<Response> {
  if (c.req.method === 'HEAD') return c.body(null);
  const number = c.req.query('ticket') ?? '';
  const stored = /^\d{1,9}$/.test(number) ? await store.read.tickets.findByNumber(Number(number)) : undefined;
  const topics = [QUEUE_TOPIC, ...(stored ? [conversationTopic(stored.ticket.conversationId)] : [])];
  const { id, name: own } = c.get('staff');
  const session = digestOf(c.get('sessionSecret'));
  return streamSSE(c, async (stream) => {
    const tell = (event: PubSubEvent) => {
      if (event.kind === 'typing' && event.who === own) return;
      void stream.writeSSE({ event: event.kind, data: event.kind === 'typing' ? event.who : '' });
    };
    const ended = new Promise<void>((resolve) => stream.onAbort(resolve));
    const endUnlessSignedIn = async () => {
      // Where the store cannot say, the page asks again and is told why.
      const staff = await store.read.staff.bySession(session, clock.now()).catch(() => undefined);
      if (staff === undefined) stream.abort();
    };
    const unsubscribes = topics.map((topic) => pubsub.subscribe(topic, tell));
    unsubscribes.push(pubsub.subscribe(staffTopic(id), () => void endUnlessSignedIn()));
    // Live updates may be missed, and sessions run out by themselves.
    const heartbeat = setInterval(() => {
      void stream.write(': still here\n\n');
      void endUnlessSignedIn();
    }, HEARTBEAT_MS);
    tell({ kind: 'changed' });
    // Somebody may have been signed out before there was a subscription.
    await endUnlessSignedIn();
    await ended;
    clearInterval(heartbeat);
    for (const unsubscribe of unsubscribes) unsubscribe();
  });
}
