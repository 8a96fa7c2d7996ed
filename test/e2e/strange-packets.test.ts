import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as discordStrange from '../platforms/discord/strange-events.ts';
import * as slackStrange from '../platforms/slack/strange-events.ts';
import { strangeUpdates } from '../platforms/telegram/strange-updates.ts';
import { openPlatformsDesk, type PlatformsDesk } from '../support/platforms-desk.ts';
import { WebCustomer } from '../support/web-customer.ts';

const QUESTION = 'how long does delivery take?';
const ANSWER = /working days/;

let desk: PlatformsDesk;

beforeEach(async () => {
  desk = await openPlatformsDesk();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(desk.output());
  await desk.close();
});

test('whatever every platform and every browser send at once, the process lives and answers everybody', async () => {
  await desk.start();
  const customers = await openCustomers();
  for (const customer of customers) await customer.isAnswered();

  sendStrangePackets();
  await Promise.all(strangeRequests(desk.url()));
  for (const customer of customers) await customer.isAnswered();
  expect(desk.output()).toContain('What Discord sent (CHANNEL_UPDATE) could not be read');
  expect(desk.output()).toContain('What Slack sent could not be read');
  expect(desk.output()).toMatch(/What Telegram sent \(.*\) could not be read/);
  expect(desk.output()).not.toContain('Relaydesk ends');
  expect(await fetch(`${desk.url()}/healthz`)).toHaveProperty('status', 200);
}, 60_000);

interface Customer {
  /** Asks, and resolves once the answer is there. */
  isAnswered(): Promise<void>;
}

async function openCustomers(): Promise<Customer[]> {
  const { stage } = desk;
  const { noor } = stage.discord;
  const { kim } = stage.telegram;
  const { mara } = stage.slack;
  const onDiscord = noor.openDirectMessage();
  const onSlack = mara.directMessage();
  const onWeb = new WebCustomer(desk.url());
  await onWeb.open();
  const customer = (where: string, ask: () => unknown, answers: () => string[]): Customer => ({
    async isAnswered() {
      const before = answers().length;
      await ask();
      await stage.see(`an answer ${where}`, () => answers().length > before);
    },
  });
  const only = (texts: string[]): string[] => texts.filter((text) => ANSWER.test(text));
  return [
    customer(
      'on Discord',
      () => noor.write(onDiscord, QUESTION),
      () => only(noor.sees(onDiscord).map(({ text }) => text)),
    ),
    customer(
      'on Telegram',
      () => kim.write(QUESTION),
      () => only(kim.sees().map(({ text }) => text)),
    ),
    customer(
      'in Slack',
      () => mara.writes(onSlack, QUESTION),
      () => only(mara.sees(onSlack).map(({ text }) => text)),
    ),
    {
      async isAnswered() {
        const before = only((await onWeb.transcript()).map(({ text }) => text)).length;
        expect(await onWeb.post(QUESTION)).toBe(202);
        await expect
          .poll(async () => only((await onWeb.transcript()).map(({ text }) => text)).length, { timeout: 20_000 })
          .toBeGreaterThan(before);
      },
    },
  ];
}

function sendStrangePackets(): void {
  const { slack, discord, telegram } = desk.cast;
  const place = discord.noor.openDirectMessage();
  for (const { name, data } of discordStrange.strangeEvents({ channelId: place.id, userId: discord.noor.id })) {
    discord.platform.gateway.tell(name, data);
  }
  for (const frame of discordStrange.STRANGE_FRAMES) discord.platform.gateway.sendText(frame);
  const inSlack = { channel: slack.support.id, user: slack.ann.id, team: slack.platform.team.id };
  for (const body of slackStrange.strangeEvents(inSlack)) slack.platform.tell(body);
  for (const frame of slackStrange.STRANGE_FRAMES) slack.platform.sendText(frame);
  for (const body of strangeUpdates({ chatId: telegram.omar.user.id })) telegram.platform.updates.tell(body);
}

/** Requests that are none, break off in their middle, or whose answer nobody waits for. */
function strangeRequests(url: string): Promise<void>[] {
  const begun = (request: string) => breakOff(url, request);
  return [
    begun('no request at all\r\n\r\n'),
    begun('POST /chat/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n{"text":"'),
    begun('POST /chat/messages HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'),
    begun('GET /chat/events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n'),
    begun('GET http://[::1 HTTP/1.1\r\nHost: \r\n\r\n'),
    begun(`GET /${'x'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`),
    begun('POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{'),
    begun('GET /chat HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'),
  ];
}

/** Sends a text and resets the connection once the server has had it. */
async function breakOff(url: string, text: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await once(socket, 'connect');
  await new Promise((resolve) => socket.write(text, resolve));
  socket.resetAndDestroy();
}
