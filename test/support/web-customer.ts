/** A customer of the web chat who speaks plain HTTP. */

import { randomUUID } from 'node:crypto';
import { z } from 'zod';

const transcriptSchema = z.object({
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

  async transcript(): Promise<SeenMessage[]> {
    const headers = { accept: 'application/json', cookie: this.cookie };
    const response = await fetch(`${this.url}/chat/transcript`, { headers });
    return transcriptSchema.parse(await response.json()).messages;
  }
}
