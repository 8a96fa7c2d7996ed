/** A page of the web chat that is open in somebody's browser: posts, reads, and is told of what changes. */

import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { createChanges } from '../../platforms/shared/changes.ts';
import { Visitor } from '../visitor.ts';
import { readButton } from './shown-page.ts';

/** What is posted to one path of the chat. */
interface Posted {
  path: string;
  body: { key: string };
}

export class WebPage {
  private readonly visitor: Visitor;
  private readonly told: string[] = [];
  private readonly changes = createChanges();
  private readonly leave = new AbortController();
  private readonly unsent: Posted[] = [];
  private last: Posted | undefined;
  private reading = Promise.resolve();

  private constructor(routes: Hono) {
    this.visitor = new Visitor(routes);
  }

  /** Opens the page and listens to what it is told. */
  static async open(routes: Hono): Promise<WebPage> {
    const page = new WebPage(routes);
    await page.visitor.html('/chat');
    await page.listen();
    return page;
  }

  /** What the browser is known by. */
  get secret(): string {
    return [...this.visitor.cookies.values()].join();
  }

  /** The conversation, with long messages unfolded. */
  async read(): Promise<string> {
    const bubbles = (await this.visitor.html('/chat/transcript')).split(/(<div class="bubble[\s\S]*?<\/div>)/);
    const unfolded = bubbles.map(async (html) => {
      const address = /class="show-all" href="([^"]*)"/.exec(html)?.[1];
      if (address === undefined) return html;
      return /<div class="bubble[\s\S]*?<\/div>/.exec(await this.visitor.html(address))?.[0] ?? '';
    });
    return (await Promise.all(unfolded)).join('');
  }

  /** Posts something; what the desk cannot take now is kept, and the customer told so. */
  async post(kind: string, body: object): Promise<void> {
    await this.send({ path: `/chat/${kind}`, body: { key: randomUUID(), ...body } });
  }

  /** Posts what could not be taken once more, as the page's script does. */
  async sendAgain(): Promise<void> {
    for (const posted of this.unsent.splice(0)) await this.send(posted);
  }

  /** Posts the last thing once more, as a page does that heard no answer. */
  async repeat(): Promise<void> {
    if (this.last !== undefined) await this.send(this.last);
  }

  /** Presses the button with this label under a message, with what the page's form has in it. */
  async press(messageId: string, label: string): Promise<void> {
    const [, item = ''] = (await this.read()).split(`<li id="message-${messageId}"`);
    const [message = ''] = item.split('<li id="message-');
    for (const [, action = '', form = ''] of message.matchAll(/<form[^>]* action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)) {
      for (const [, attributes = '', words = ''] of form.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)) {
        const field = /name="(\w+)" value="([^"]*)"/.exec(attributes);
        if (field === null || readButton(attributes, words).label !== label) continue;
        const value = field[1] === 'score' ? (field[2] === '' ? null : Number(field[2])) : field[2];
        return this.post(action.replace('/chat/', ''), { messageId, [String(field[1])]: value });
      }
    }
    throw new Error(`There is no button "${label}" under ${messageId}`);
  }

  /** The bytes at an address of the page; undefined where there are none, or they break off. */
  async download(address: string): Promise<Buffer | undefined> {
    const response = await this.visitor.get(address);
    const bytes = await response.arrayBuffer().catch(() => undefined);
    return response.ok && bytes !== undefined ? Buffer.from(bytes) : undefined;
  }

  /** Resolves when the page is told of something of this kind after now. */
  isTold(kind: 'changed' | 'typing'): Promise<boolean> {
    const before = this.told.length;
    return this.changes.until(() => this.told.slice(before).includes(kind));
  }

  async close(): Promise<void> {
    this.leave.abort();
    await this.reading;
  }

  private async send(posted: Posted): Promise<void> {
    this.last = posted;
    const response = await this.visitor.postJson(posted.path, posted.body);
    if (response.status === 503) this.unsent.push(posted);
    else if (!response.ok) throw new Error(`The page was answered ${response.status}: ${await response.text()}`);
  }

  /** Listens, and listens again whenever the desk ends it, as browsers do. */
  private async listen(): Promise<void> {
    const told = this.isTold('changed');
    this.reading = this.followAll();
    await told;
  }

  private async followAll(): Promise<void> {
    while (!this.leave.signal.aborted) {
      const response = await this.visitor.get('/chat/events');
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      const leave = (): void => void reader?.cancel();
      this.leave.signal.addEventListener('abort', leave);
      await this.follow(reader);
      this.leave.signal.removeEventListener('abort', leave);
    }
  }

  private async follow(reader: ReadableStreamDefaultReader<string> | undefined): Promise<void> {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done) return;
      this.told.push(...[...(value ?? '').matchAll(/^event: (\w+)$/gm)].map(([, kind = '']) => kind));
      this.changes.happened();
    }
  }
}
