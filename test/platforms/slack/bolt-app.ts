/** The real SDK's app, pointed at the platform, for fidelity tests. */

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, type AppOptions, type HTTPReceiver, type Logger, LogLevel } from '@slack/bolt';
import { stopAfterTest } from './running.ts';
import type { SlackPlatform } from './slack-platform.ts';

/** A logger that keeps to itself. */
export const silentLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

/** Bolt in Socket Mode with its own retries off; the caller adds handlers and then starts it. */
export function boltApp(platform: SlackPlatform, options: Partial<AppOptions> = {}): App {
  return new App({
    token: platform.botToken,
    appToken: platform.appToken,
    socketMode: true,
    logger: silentLogger,
    clientOptions: { slackApiUrl: platform.url, retryConfig: { retries: 0 } },
    ...options,
  });
}

/** Starts the app, and stops it after the running test. */
export async function startBolt(app: App): Promise<void> {
  await app.start();
  stopAfterTest(() => app.stop());
}

/** Has an HTTP receiver listen until the end of the running test; its address, without a slash at its end. */
export async function listenForTest(receiver: HTTPReceiver): Promise<string> {
  const server = await receiver.start(0);
  stopAfterTest(() => receiver.stop());
  const { port } = (server as Server).address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
