/** What people do with the app: buttons, modals, commands, App Home, and what they see of its answers. */

import { HTTPReceiver } from '@slack/bolt';
import { expect, test } from 'vitest';
import { createSimulatedClock } from '../../../src/simulation/simulated-clock.ts';
import { boltApp, listenForTest, silentLogger, startBolt } from './bolt-app.ts';
import { gate, startSlack } from './running.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const claim = {
  type: 'button' as const,
  text: plain('Claim'),
  action_id: 'claim',
  value: 'T-1',
  style: 'primary' as const,
};
const card = [
  { type: 'section' as const, text: { type: 'mrkdwn' as const, text: '*T-1* from Grace' } },
  { type: 'actions' as const, block_id: 'ticket', elements: [claim] },
];
const replyForm = {
  type: 'modal' as const,
  callback_id: 'reply',
  title: plain('Reply'),
  submit: plain('Send'),
  private_metadata: 'T-1',
  blocks: [
    {
      type: 'input' as const,
      block_id: 'text',
      label: plain('To Grace'),
      element: { type: 'plain_text_input' as const, action_id: 'text' },
    },
  ],
};

test('a button is pressed, the card changes in place, and only the presser sees what is said to them', async () => {
  const slack = await startSlack();
  const [ada, bob] = [slack.createUser({ name: 'ada' }), slack.createUser({ name: 'bob' })];
  const desk = slack.createChannel({ name: 'desk', members: [ada, bob] });
  const app = boltApp(slack);
  app.action('claim', async ({ ack, body, respond, client, action }) => {
    await ack();
    const value = 'value' in action ? action.value : '';
    await client.chat.update({
      channel: desk.id,
      ts: message.ts ?? '',
      text: `${value} claimed by <@${body.user.id}>`,
    });
    await respond({ text: 'It is yours.', response_type: 'ephemeral', replace_original: false });
  });
  await startBolt(app);
  const message = await app.client.chat.postMessage({ channel: desk.id, text: 'T-1', blocks: card });
  expect(bob.sees(desk)).toMatchObject([{ text: '*T-1* from Grace', buttons: [{ text: 'Claim', actionId: 'claim' }] }]);

  const outcome = await ada.presses({ channel: desk.id, ts: message.ts ?? '' }, 'claim');
  await slack.until(() => ada.sees(desk)[1]);

  expect(outcome.kind).toBe('acknowledged');
  expect(ada.sees(desk)).toMatchObject([
    { text: 'T-1 claimed by @ada', edited: true, buttons: [], ephemeral: false },
    { text: 'It is yours.', ephemeral: true },
  ]);
  expect(bob.sees(desk)).toHaveLength(1);
});

test('a modal is opened with the trigger, refuses what the app refuses, and closes when it is taken', async () => {
  const slack = await startSlack();
  const ada = slack.createUser({ name: 'ada' });
  const desk = slack.createChannel({ name: 'desk', members: [ada] });
  const app = boltApp(slack);
  const replies: (string | null | undefined)[] = [];
  app.command('/desk', async ({ ack, client, command }) => {
    await ack();
    await client.views.open({ trigger_id: command.trigger_id, view: replyForm });
  });
  app.view('reply', async ({ ack, view }) => {
    const text = view.state.values.text?.text?.value;
    if (text === 'no') return ack({ response_action: 'errors', errors: { text: 'Say more.' } });
    replies.push(text);
    return ack();
  });
  await startBolt(app);

  await ada.runs('/desk', 'reply', desk);
  await slack.until(() => ada.modal());

  expect(ada.modal()).toMatchObject({ title: 'Reply', fields: ['To Grace'], submit: 'Send' });
  await expect(ada.submits()).rejects.toThrow('required field: text');
  expect(await ada.submits({ text: 'no' })).toEqual({ ok: false, errors: { text: 'Say more.' } });
  expect(await ada.submits({ text: 'On its way.' })).toEqual({ ok: true });
  expect(ada.modal()).toBeUndefined();
  expect(replies).toEqual(['On its way.']);
});

test('a trigger opens one modal, and only within three seconds', async () => {
  const clock = createSimulatedClock(Date.now());
  const slack = await startSlack({ clock });
  const ada = slack.createUser({ name: 'ada' });
  const desk = slack.createChannel({ name: 'desk', members: [ada] });
  const app = boltApp(slack);
  const triggers: string[] = [];
  app.command('/desk', async ({ ack, command }) => {
    triggers.push(command.trigger_id);
    await ack();
  });
  await startBolt(app);
  await ada.runs('/desk', '', desk);
  await ada.runs('/desk', '', desk);
  const open = (trigger_id = '') => app.client.views.open({ trigger_id, view: replyForm });

  await open(triggers[0]);
  await expect(open(triggers[0])).rejects.toThrow('exchanged_trigger_id');
  await clock.advanceTo(clock.now() + 3_001);
  await expect(open(triggers[1])).rejects.toThrow('expired_trigger_id');
  await expect(open('nonsense')).rejects.toThrow('invalid_trigger_id');
});

test('a modal that breaks a limit is refused with the place', async () => {
  const slack = await startSlack();
  const app = boltApp(slack);
  const title = plain('A title of more than 24 characters');

  await expect(app.client.views.open({ trigger_id: 'x', view: { ...replyForm, title } })).rejects.toMatchObject({
    data: {
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
    },
  });
});

test('a command is answered to the asker alone unless the app says otherwise', async () => {
  const slack = await startSlack({ commands: ['/desk'] });
  const [ada, bob] = [slack.createUser({ name: 'ada' }), slack.createUser({ name: 'bob' })];
  const desk = slack.createChannel({ name: 'desk', members: [ada, bob] });
  const app = boltApp(slack);
  app.command('/desk', async ({ ack, command }) => {
    await ack({
      text: `You asked for ${command.text}.`,
      response_type: command.text === 'queue' ? 'in_channel' : 'ephemeral',
    });
  });
  await startBolt(app);

  await ada.runs('/desk', 'mine', desk);
  await ada.runs('/desk', 'queue', desk);

  expect(ada.sees(desk).map(({ text, ephemeral }) => [text, ephemeral])).toEqual([
    ['You asked for mine.', true],
    ['You asked for queue.', false],
  ]);
  expect(bob.sees(desk)).toHaveLength(1);
  await expect(ada.runs('/nothing', '', desk)).rejects.toThrow('/nothing is not a valid command.');
});

test('an interaction that is not acknowledged in three seconds fails for the person and is not sent again', async () => {
  const clock = createSimulatedClock(Date.now());
  const slack = await startSlack({ clock });
  const ada = slack.createUser({ name: 'ada' });
  const desk = slack.createChannel({ name: 'desk', members: [ada] });
  const asked = gate();
  const app = boltApp(slack);
  app.command('/desk', async () => asked.open());
  await startBolt(app);

  const running = ada.runs('/desk', '', desk);
  await asked.opened;
  await clock.advanceTo(clock.now() + 3_000);

  expect(await running).toEqual({ kind: 'failed', reason: 'timeout' });
  await clock.advanceTo(clock.now() + 600_000);
  expect(slack.deliveries[0]?.attempts).toHaveLength(1);
});

test('an answer to a response_url is good five times and for half an hour', async () => {
  const clock = createSimulatedClock(Date.now());
  const slack = await startSlack({ clock });
  const ada = slack.createUser({ name: 'ada' });
  const desk = slack.createChannel({ name: 'desk', members: [ada] });
  const urls: string[] = [];
  const app = boltApp(slack);
  app.command('/desk', async ({ ack, command }) => {
    urls.push(command.response_url);
    await ack();
  });
  await startBolt(app);
  await ada.runs('/desk', '', desk);
  await ada.runs('/desk', '', desk);
  const post = async (url = '') => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify({ text: 'x' }) });
    return [response.status, await response.text()];
  };

  for (let use = 0; use < 5; use += 1) expect(await post(urls[0])).toEqual([200, 'ok']);
  expect(await post(urls[0])).toEqual([404, '{"ok":false,"error":"used_url"}']);
  await clock.advanceTo(clock.now() + 30 * 60_000 + 1);
  expect(await post(urls[1])).toEqual([404, '{"ok":false,"error":"expired_url"}']);
});

test('App Home is published when it is opened, and its buttons work', async () => {
  const slack = await startSlack();
  const ada = slack.createUser({ name: 'ada' });
  const app = boltApp(slack);
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: card } });
  });
  app.action('claim', async ({ ack, client, body }) => {
    await ack();
    await client.views.publish({ user_id: body.user.id, view: { type: 'home', blocks: [{ type: 'divider' }] } });
  });
  await startBolt(app);

  ada.opensHome();
  await slack.until(() => ada.home());
  expect(ada.home()).toMatchObject({ text: '*T-1* from Grace', buttons: [{ text: 'Claim' }] });
  await ada.pressesAtHome('claim');
  await slack.until(() => ada.home()?.buttons.length === 0);
});

test('over HTTP a command and a button reach Bolt as signed forms', async () => {
  const slack = await startSlack();
  const ada = slack.createUser({ name: 'ada' });
  const desk = slack.createChannel({ name: 'desk', members: [ada] });
  const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, logger: silentLogger });
  const app = boltApp(slack, { receiver, socketMode: false, appToken: undefined });
  app.command('/desk', async ({ ack, say }) => {
    await ack('Here it comes.');
    await say({ text: 'T-1', blocks: card });
  });
  app.action('claim', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'Claimed.', replace_original: true });
  });
  await slack.useRequestUrl(`${await listenForTest(receiver)}/slack/events`);

  await ada.runs('/desk', '', desk);
  const message = await slack.until(() => slack.messages(desk)[0]);
  await ada.presses(message, 'claim');
  await slack.until(() => ada.sees(desk).some(({ text }) => text === 'Claimed.'));

  expect(ada.sees(desk).map(({ text, edited }) => [text, edited])).toEqual([
    ['Here it comes.', false],
    ['Claimed.', true],
  ]);
});
