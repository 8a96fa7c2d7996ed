/** A customer of the web chat who speaks plain HTTP. */

import { randomUUID } from 'node:crypto';
import { z } from 'zod';

const transcriptSchema = z.object({
  hasEarlier: z.boolean(),
  messages: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      author: z.object({ kind: z.enum(['customer', 'bot', 'agent', 'system']) }),
      inReplyTo: z.array(z.string()),
    }),
  ),
});

export type SeenMessage = z.infer<typeof transcriptSchema>['messages'][number];

export class WebCustomer {
  private readonly url: string;
  private cookie = '';

  constructor(url: string) {
    this.url = url;
  }

  /** Takes up a session with the chat. */
  async open(): Promise<void> {
    const response = await fetch(`${this.url}/chat`);
    this.cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  }

  /** Posts a message once; resolves to the status, or undefined when the desk could not be reached. */
  async post(text: string, key: string = randomUUID()): Promise<number | undefined> {
    try {
      const response = await fetch(`${this.url}/chat/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json', cookie: this.cookie },
        body: JSON.stringify({ key, text }),
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return undefined;
    }
  }

  /** The newest messages, oldest first; with `before`, those earlier than that message. */
  async transcript(before?: string): Promise<SeenMessage[]> {
    return (await this.#page(before)).messages;
  }

  /** Everything said so far, page by page. */
  async wholeTranscript(): Promise<SeenMessage[]> {
    const newest = await this.#page(undefined);
    const messages = newest.messages;
    for (let hasEarlier = newest.hasEarlier; hasEarlier; ) {
      const earlier = await this.#page(messages[0]?.id);
      messages.unshift(...earlier.messages);
      hasEarlier = earlier.hasEarlier;
    }
    return messages;
  }

  async #page(before: string | undefined) {
    const headers = { accept: 'application/json', cookie: this.cookie };
    const query = before === undefined ? '' : `?before=${encodeURIComponent(before)}`;
    const response = await fetch(`${this.url}/chat/transcript${query}`, { headers });
    return transcriptSchema.parse(await response.json());
  }
}
