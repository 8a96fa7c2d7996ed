/** The whole desk with Slack at its edge, for customers. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { conversationIdOf } from '../../src/engine/identity.ts';
import type { Channel } from '../../src/ports/channel.ts';
import { stopAfterTest } from '../platforms/slack/running.ts';
import { SlackDesk } from '../support/slack-desk.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

let folder: TestFolder;

beforeAll(async () => {
  folder = await TestFolder.create();
});
afterAll(() => folder.remove());

test('a question in a help channel is answered in its thread, and the answer is scored by button and by reaction', async () => {
  const { slack, desk, settle } = await start();
  const help = slack.platform.createChannel({ name: 'help', members: [slack.kim] });
  const asked = slack.kim.writes(help, 'where is order 100234');
  const answer = await slack.platform.until(() => slack.kim.seesThread(asked)[1]);
  expect(answer).toMatchObject({ text: 'Order 100234 is on its way.', pings: [] });

  await slack.kim.presses({ channel: help.id, ts: answer.ts }, 'f:1');
  await settle();
  const conversationId = conversationIdOf(slack.at(`${help.id}:${asked.ts}`));
  const score = async () => (await desk.store.read.messages.transcript(conversationId, { limit: 9 }))[1]?.score;
  expect(await score()).toBe(1);
  slack.kim.reacts({ channel: help.id, ts: answer.ts }, 'thumbsdown');
  await settle();
  expect(await score()).toBe(0);
  expect(slack.errors).toEqual([]);
});

test('in a direct message a person is called by command, and what is edited and deleted is so in the transcript', async () => {
  const { slack, desk, settle } = await start();
  const direct = slack.kim.directMessage();
  const written = slack.kim.writes(direct, 'where is order 100234');
  await slack.platform.until(() => slack.answers()[0]);
  slack.kim.edits(written, 'where is order 100999');
  await settle();
  await slack.kim.runs('/desk-human', '', direct);
  await settle();
  const conversationId = conversationIdOf(slack.direct());
  expect((await desk.store.read.conversations.get(conversationId))?.state.ticket).toMatchObject({
    reason: 'requested',
  });
  const question = async () => (await desk.store.read.messages.transcript(conversationId, { limit: 9 }))[0];
  expect(await question()).toMatchObject({ text: 'where is order 100999', deletedAt: undefined });
  slack.kim.deletes(written);
  await settle();
  expect(await question()).toMatchObject({ deletedAt: expect.any(Number) });
});

/** The desk's clock stands still; Slack's does not. */
async function start() {
  await folder.empty();
  const desk = await TestDesk.start(folder);
  stopAfterTest(() => desk.stop());
  const slack = await SlackDesk.start({ accept: desk.desk.accept, settings: { helpChannels: ['help'] } });
  (desk.context.channels as Map<string, Channel>).set('slack', slack.adapter.channel);
  const settle = async (): Promise<void> => {
    await slack.settled();
    await desk.settle();
  };
  return { slack, desk, settle };
}
