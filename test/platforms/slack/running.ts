/** Starting what a test needs and stopping it after the test, whatever came of it. */

import { afterEach } from 'vitest';
import type { SlackPlatformOptions } from './assembly.ts';
import { createSlackPlatform, type SlackPlatform } from './slack-platform.ts';

const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** Has `stop` called after the running test; the last started is stopped first. */
export function stopAfterTest(stop: () => Promise<unknown>): void {
  stops.push(stop);
}

/** Starts Slack for the running test. */
export async function startSlack(options?: SlackPlatformOptions): Promise<SlackPlatform> {
  const slack = await createSlackPlatform(options);
  stopAfterTest(slack.close);
  return slack;
}

/** A promise that the test resolves itself. */
export function gate(): { opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}
