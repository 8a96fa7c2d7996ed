import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDiscordApi } from '../../adapters/discord/discord-api.ts';
import { createMessageClient, type MessageClient } from '../../adapters/discord/outbound/message-client.ts';
import { createRateLimiter } from '../../adapters/shared/rate-limit.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { createDiscordPlatform, type DiscordPlatform } from '../platforms/discord/platform.ts';
import { UNLIMITED } from '../support/discord-desk.ts';

const POST = 'POST /channels/:channel/messages';
const NO_FILES = { files: [], notices: [], close: async () => {} };
const PART = { content: 'Hello', components: [], openFiles: async () => NO_FILES };

let platform: DiscordPlatform;
let clock: Clock;
let messageClient: MessageClient;

beforeEach(async () => {
  platform = await createDiscordPlatform();
  clock = hurriedClock();
  const api = createDiscordApi({ token: platform.token, apiUrl: platform.url });
  messageClient = createMessageClient({ api, clock, limiter: createRateLimiter(UNLIMITED, clock) });
});
afterEach(() => platform.close());

function directMessage() {
  const kim = platform.createUser({ name: 'kim', in: [platform.createGuild()] });
  const place = kim.openDirectMessage();
  return { texts: () => kim.sees(place).map(({ text }) => text), to: { channelId: place.id } };
}

test('a message is there once when Discord answers with errors, or not at all, for some seconds', async () => {
  const { texts, to } = directMessage();
  platform.faults.next(POST, { kind: 'response-lost' });
  platform.faults.next(POST, { kind: 'server-error', status: 503, accepted: false });
  platform.faults.next(POST, { kind: 'rate-limited', retryAfterSeconds: 2 });
  platform.faults.next(POST, { kind: 'server-error', status: 502, accepted: true });
  await messageClient.post(to, PART, 'nonce');
  expect(texts()).toEqual(['Hello']);
});

test('a message whose answers are all lost may or may not have arrived, which is found out within the life of a nonce', async () => {
  const { texts, to } = directMessage();
  platform.faults.every(POST, { kind: 'response-lost' });
  const startedAt = clock.now();
  await expect(messageClient.post(to, PART, 'nonce')).rejects.toMatchObject({
    name: 'DeliveryError',
    failure: 'unknown',
  });
  expect(texts()).toEqual(['Hello']);
  expect(clock.now() - startedAt).toBeLessThan(60_000);
});

test('a message that Discord refuses once its answer was lost is in doubt at once', async () => {
  const { to } = directMessage();
  platform.faults.next(POST, { kind: 'response-lost' });
  const outcome = messageClient.post(to, { ...PART, content: '' }, 'nonce');
  await expect(outcome).rejects.toMatchObject({ failure: 'unknown' });
  expect(platform.requests.of(POST)).toHaveLength(2);
});

/** On which what is waited for comes at once, and the time with it. */
function hurriedClock(): Clock {
  let time = 0;
  return {
    now: () => time,
    schedule(at, run) {
      time = Math.max(time, at);
      const immediate = setImmediate(run);
      return () => clearImmediate(immediate);
    },
  };
}
