import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import { answerToUnreadable, createWireReader } from './wire-reader.ts';

/** What Slack sends, as its body on the wire. */
export type SlackBody = ReceiverEvent['body'];

/** Hands what Slack sends to Bolt, whichever way it came. */
export interface EventQueue {
  /** For `new App({ receiver })`: it opens no connection itself. */
  receiver: Receiver;
  /**
   * Resolves once every listener has ended without error, to what one of them gave to `ack`: only then is Slack to be told.
   * Rejects when one failed, which has been reported then, or when the queue is closed; Slack sends an event again. What cannot be
   * read reaches no listener: it would be no more readable the next time.
   */
  take(body: SlackBody): Promise<unknown>;
  open(): void;
  /** Takes nothing more; resolves when nothing is under way. */
  close(): Promise<void>;
}

/** Begins closed. Bolt's own receivers acknowledge an event before its listeners run; this one leaves it until after. */
export function createEventQueue(reportError: (error: unknown) => void): EventQueue {
  const wire = createWireReader(reportError);
  const underWay = new Set<Promise<unknown>>();
  let app: App | undefined;
  let isOpen = false;

  const handle = async (body: SlackBody): Promise<unknown> => {
    if (app === undefined || !isOpen) throw new Error('The desk does not take events in now');
    const readable = wire.readBody(body);
    if (readable === undefined) return answerToUnreadable(body);
    let answer: unknown;
    const ack = async (given?: unknown): Promise<void> => {
      answer = given;
    };
    try {
      await app.processEvent({ body: readable, ack });
    } catch (error) {
      reportError(originalOf(error));
      throw error;
    }
    return answer;
  };
  return {
    receiver: {
      init: (made) => {
        app = made;
      },
      start: async () => {},
      stop: async () => {},
    },
    take(body) {
      const handling = handle(body);
      underWay.add(handling);
      const forget = (): void => void underWay.delete(handling);
      handling.then(forget, forget);
      return handling;
    },
    open() {
      isOpen = true;
    },
    async close() {
      isOpen = false;
      await Promise.allSettled(underWay);
    },
  };
}

/** Bolt wraps what a listener threw. */
function originalOf(error: unknown): unknown {
  return error instanceof Error && 'original' in error ? error.original : error;
}
