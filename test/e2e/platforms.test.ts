import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPlatformsDesk, type PlatformsDesk } from '../support/platforms-desk.ts';
import { LIN_REPLY, type Moment, playTwoTickets, type Story } from '../support/two-tickets.ts';
import {
  filesSeen,
  linHears,
  linThread,
  noorHears,
  noorThread,
  readScores,
  toldAlone,
  troublesTold,
} from '../support/two-tickets-seen.ts';

let desk: PlatformsDesk;

beforeEach(async () => {
  desk = await openPlatformsDesk();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(desk.output());
  await desk.close();
});

/** Has the desk go through the story, with what happens meanwhile. */
async function play(happenings: Partial<Record<Moment, () => unknown>> = {}): Promise<Story> {
  await desk.start();
  return playTwoTickets(desk.stage, async (moment) => {
    await happenings[moment]?.();
  });
}

test('customers on Discord and Telegram are answered, handed over to staff in Slack and helped, and their scores count', async () => {
  const story = await play();
  await expectAllOnceAndInOrder(story, '✅ Delivered');
  expect(troublesTold(desk.stage, story)).toEqual([]);
  expectWhoCameSecondWasTold(story);
}, 60_000);

test('killed in the middle of everything, the desk goes on: all is there once and in order', async () => {
  const { slack, telegram } = desk.cast;
  const { stage } = desk;
  const restart = async () => {
    await desk.kill();
    await desk.start();
  };
  const story = await play({
    asking: desk.hasRecordedSent,
    asked: async () => {
      await restart();
      slack.platform.faults.next('chat.postMessage', neverAnswered());
    },
    called: async () => {
      await stage.see('a card whose posting Slack has not answered', () => slack.ann.sees(slack.support).length > 0);
      await desk.hasRecordedSent();
      await restart();
    },
    claimed: async () => {
      await desk.hasRecordedSent();
      telegram.platform.faults.next('sendMessage', neverAnswered());
    },
    replied: () => slack.platform.faults.next('message', { kind: 'lost' }),
    typed: async () => {
      await stage.see('a reply whose sending Telegram has not answered', () =>
        telegram.lin.sees().at(-1)?.text.includes(LIN_REPLY),
      );
      await restart();
    },
    answering: desk.kill,
    answered: async () => {
      slack.platform.faults.next('files.completeUploadExternal', neverAnswered());
      await desk.start();
      await stage.see('a photo whose sharing Slack has not answered', () =>
        slack.platform.messages(slack.support).some(({ files = [] }) => files.length > 0),
      );
      await restart();
    },
  });
  await expectAllOnceAndInOrder(story, '❓ It is not known whether this arrived');
  expect(troublesTold(stage, story)).toEqual([expect.stringContaining('The desk stopped while this message')]);
}, 120_000);

test('while each platform fails, nothing is lost, nothing comes twice, and all stays in order', async () => {
  const [slack, discord, telegram] = [
    desk.cast.slack.platform,
    desk.cast.discord.platform,
    desk.cast.telegram.platform,
  ];
  const opened = () => slack.requests.of('apps.connections.open').filter(({ status }) => status === 200).length;
  let openedBefore = 0;
  const dropSockets = () => {
    openedBefore = opened();
    slack.dropSockets();
  };
  const slackIsBack = () =>
    desk.stage.see('the desk is connected to Slack again', () => opened() > openedBefore && slack.sockets() > 0);
  const story = await play({
    asking: async () => {
      await desk.hasRecordedSent();
      for (const _ of [1, 2]) telegram.faults.next('getUpdates', unavailable());
      discord.gateway.invalidateSessions(false);
      telegram.dropConnections();
    },
    asked: () => {
      for (const _ of [1, 2, 3]) discord.faults.next('POST /channels/:channel/messages', unavailable());
      telegram.faults.next('sendMessage', { kind: 'rate-limited', retryAfterSeconds: 1 });
      slack.faults.next('chat.postMessage', unavailable());
      slack.faults.next('chat.postMessage', { kind: 'response-lost' });
      slack.faults.next('chat.postMessage', { kind: 'rate-limited', retryAfterSeconds: 1 });
    },
    called: async () => {
      dropSockets();
      await slackIsBack();
    },
    claimed: () => {
      discord.faults.next('POST /channels/:channel/messages', { kind: 'response-lost' });
      telegram.faults.next('sendMessage', { kind: 'response-lost' });
    },
    replied: () => slack.faults.next('message', { kind: 'delivered-twice' }),
    answering: () => {
      for (const _ of [1, 2, 3, 4]) slack.faults.next('*', unavailable());
      dropSockets();
    },
    answered: slackIsBack,
  });
  expect([slack, discord, telegram].map(({ faults }) => faults.waiting())).toEqual([0, 0, 0]);
  await expectAllOnceAndInOrder(story, '❓ It is not known whether this arrived');
  expect(troublesTold(desk.stage, story)).toEqual([expect.stringContaining("Telegram's answer was lost")]);
}, 120_000);

/** What was asked for happens; that it did is never told. */
function neverAnswered() {
  return { kind: 'slow' as const, until: new Promise<never>(() => {}) };
}

function unavailable() {
  return { kind: 'server-error' as const, status: 503 as const, accepted: false };
}

/** `stateOfLinReply` is how the staff see the reply to 小林 marked in the end. */
async function expectAllOnceAndInOrder(story: Story, stateOfLinReply: string): Promise<void> {
  const { stage } = desk;
  const { holders } = story;
  expect(stage.discord.noor.sees(story.place).map(({ author, markup }) => [author, markup.shown])).toEqual(
    noorHears(story),
  );
  expect(stage.telegram.lin.sees().map(({ from, text }) => [from, text])).toEqual(linHears(story));
  // Two tickets, and the low rating, which is shown beside its thread as well.
  const inChannel = stage.slack.ann.sees(stage.slack.support).filter(({ ephemeral }) => !ephemeral);
  expect(inChannel).toHaveLength(3);
  expect(inChannel.map(({ text }) => text)).toContainEqual(expect.stringContaining('2 of 5'));
  expect(noorThread.seen(stage, story)).toEqual(noorThread.expected(story));
  expect(linThread.seen(stage, story)).toEqual(linThread.expected(story, stateOfLinReply));
  expect(await filesSeen(stage, story.tickets.lin)).toEqual([Buffer.from(story.photo)]);
  expect(await readScores(await desk.stop())).toEqual([
    { channel: 'discord', of: 'Lanternfold bot', article: 'delivery-times', score: 0 },
    { channel: 'discord', of: holders.noor.name, article: undefined, score: 5 },
    { channel: 'telegram', of: '灯屿小助手', article: 'delivery-times', score: 0 },
    { channel: 'telegram', of: holders.lin.name, article: undefined, score: 2 },
  ]);
}

/** Each of the agents is told of the claims in which the other came first, and nobody else of any. */
function expectWhoCameSecondWasTold({ holders }: Story): void {
  const { ann, ben, mara } = desk.cast.slack;
  const winners = [holders.noor, holders.lin];
  for (const agent of [ann, ben]) {
    const lost = winners.filter((winner) => winner !== agent);
    const told = lost.map(({ name }) =>
      expect.stringMatching(new RegExp(`^#\\d: This ticket is assigned to ${name}\\.$`)),
    );
    expect(toldAlone(desk.stage, agent)).toEqual(told);
  }
  expect(toldAlone(desk.stage, mara)).toEqual([]);
}
