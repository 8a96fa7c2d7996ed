/** What people see of a message: whom it notifies and where it leads, which is what an app must not let a customer decide. */

import type { webApi } from '@slack/bolt';
import { expect, test } from 'vitest';
import { startSlack } from './running.ts';
import { web } from './web-client.ts';

test('unescaped text of a customer pings and links; escaped, it is only text', async () => {
  const { post, ada } = await startDesk();
  const hostile = `<!channel> <@${ada.id}> <!subteam^S1|agents> <https://evil.example|our bank> & <b>`;
  const escaped = hostile.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

  expect(await post({ text: hostile })).toMatchObject({
    text: '@channel @ada @unknown our bank & <b>',
    pings: ['channel', 'ada'],
    links: [{ url: 'https://evil.example', label: 'our bank' }],
  });
  expect(await post({ text: escaped })).toMatchObject({
    text: hostile,
    pings: [],
    links: [{ url: 'https://evil.example' }],
  });
});

test('plain text objects and button labels never ping; mrkdwn and markdown blocks do', async () => {
  const { post } = await startDesk();
  const text = '<!here> hello';

  expect(await post({ text: 'x', blocks: [{ type: 'header', text: { type: 'plain_text', text } }] })).toMatchObject({
    text,
    pings: [],
  });
  expect(await post({ text: 'x', blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] })).toMatchObject({
    pings: ['here'],
  });
  expect(await post({ text: 'x', blocks: [{ type: 'markdown', text }] })).toMatchObject({ pings: ['here'] });
  expect(await post({ text: '<!here>', blocks: [{ type: 'divider' }] })).toMatchObject({ text: '', pings: [] });
});

test('reactions, replies, files and edits show on the message they belong to', async () => {
  const { desk, ada } = await startDesk();
  const message = ada.writes(desk, 'look', { files: [{ name: 'photo.png', content: 'png' }] });

  ada.reacts(message, 'eyes');
  ada.writes(desk, 'and here', { thread: message.ts });
  ada.edits(message, 'look here');

  expect(ada.sees(desk)).toEqual([
    {
      ts: message.ts,
      author: 'ada',
      text: 'look here',
      pings: [],
      links: [],
      buttons: [],
      reactions: { eyes: 1 },
      files: ['photo.png'],
      edited: true,
      ephemeral: false,
      replies: 1,
    },
  ]);
});

test('nobody sees a channel they are not in', async () => {
  const { slack, desk } = await startDesk();
  const eve = slack.createUser({ name: 'eve' });

  expect(() => eve.sees(desk)).toThrow('eve is not in desk.');
});

async function startDesk() {
  const slack = await startSlack();
  const ada = slack.createUser({ name: 'ada' });
  const desk = slack.createChannel({ name: 'desk', members: [ada] });
  const { chat } = web(slack);
  const post = async (content: { text: string; blocks?: object[] }) => {
    await chat.postMessage({ channel: desk.id, ...content } as webApi.ChatPostMessageArguments);
    return ada.sees(desk).at(-1);
  };
  return { slack, ada, desk, post };
}
