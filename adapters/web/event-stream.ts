/** Server-sent events: tells an open page what has happened until the page goes away. */

import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { WebEvent } from './conversations.ts';

/** Proxies cut connections that say nothing for a minute. */
const HEARTBEAT_MS = 25_000;

export interface EventStreams {
  /** Streams what `subscribe` tells; begins with `changed`, so that a page that was away reads again. */
  open(c: Context, subscribe: (listener: (event: WebEvent) => void) => () => void): Response;
  /** Ends every open stream. */
  closeAll(): void;
}

export function createEventStreams(): EventStreams {
  const endings = new Set<() => void>();
  return {
    open: (c, subscribe) =>
      streamSSE(c, async (stream) => {
        let end = () => {};
        const ended = new Promise<void>((resolve) => {
          end = resolve;
        });
        const unsubscribe = subscribe((event) => void write(stream, event));
        const heartbeat = setInterval(() => void stream.write(': still here\n\n'), HEARTBEAT_MS);
        endings.add(end);
        stream.onAbort(end);
        await write(stream, { kind: 'changed' });
        await ended;
        endings.delete(end);
        clearInterval(heartbeat);
        unsubscribe();
      }),
    closeAll: () => {
      for (const end of endings) end();
    },
  };
}

async function write(stream: SSEStreamingApi, event: WebEvent): Promise<void> {
  await stream.writeSSE({ event: event.kind, data: event.kind === 'typing' ? event.who : '' });
}
