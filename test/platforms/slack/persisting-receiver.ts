/** A Bolt receiver over Socket Mode that acknowledges only what has been kept. */

import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import { silentLogger } from './bolt-app.ts';
import type { SlackPlatform } from './slack-platform.ts';
import type { Json } from './types.ts';

interface SocketEvent {
  ack: (response?: Json) => Promise<void>;
  body: Json;
  retry_num?: number;
  retry_reason?: string;
}

export class PersistingReceiver implements Receiver {
  readonly #client: SocketModeClient;
  #app: App | undefined;

  constructor(slack: SlackPlatform, keep: (body: Json) => Promise<void>, options: { clientPingTimeout?: number } = {}) {
    this.#client = new SocketModeClient({
      appToken: slack.appToken,
      clientOptions: { slackApiUrl: slack.url, retryConfig: { retries: 0 } },
      logger: silentLogger,
      ...options,
    });
    this.#client.on('slack_event', async (event: SocketEvent) => {
      await keep(event.body);
      await event.ack();
      const received: ReceiverEvent = { body: event.body, ack: async () => {} };
      await this.#app?.processEvent(received);
    });
  }

  init(app: App): void {
    this.#app = app;
  }

  start(): Promise<unknown> {
    return this.#client.start();
  }

  stop(): Promise<unknown> {
    return this.#client.disconnect();
  }
}
