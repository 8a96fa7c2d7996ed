/** Reactions, people, files and streams, as the real client uses them. */

import { expect, test } from 'vitest';
import { startSlack } from './running.ts';
import { refused, web } from './web-client.ts';

test('reactions are given once, by name, and taken back', async () => {
  const slack = await startSlack();
  const help = slack.createChannel({ name: 'help' });
  const { chat, reactions } = web(slack);
  const { ts: timestamp = '' } = await chat.postMessage({ channel: help.id, text: 'x' });
  const eyes = { channel: help.id, timestamp, name: 'eyes' };

  await reactions.add(eyes);

  expect((await refused(reactions.add(eyes))).error).toBe('already_reacted');
  expect((await refused(reactions.add({ ...eyes, name: '👀' }))).error).toBe('invalid_name');
  await reactions.remove(eyes);
  expect((await refused(reactions.remove(eyes))).error).toBe('no_reaction');
});

test('people are found with what the scopes let the app know of them', async () => {
  const slack = await startSlack({ scopes: ['users:read', 'usergroups:read', 'im:write'] });
  const ada = slack.createUser({ name: 'ada', email: 'ada@example.org', locale: 'zh-CN' });
  const group = slack.createUserGroup({ handle: 'agents', users: [ada] });
  const { users, usergroups, conversations } = web(slack);

  const { user } = await users.info({ user: ada.id, include_locale: true });

  expect(user).toMatchObject({ name: 'ada', locale: 'zh-CN' });
  expect(user?.profile?.email).toBeUndefined();
  expect((await usergroups.users.list({ usergroup: group.id })).users).toEqual([ada.id]);
  expect((await refused(users.lookupByEmail({ email: 'ada@example.org' }))).error).toBe('missing_scope');
  ada.isDeactivated();
  expect((await refused(conversations.open({ users: ada.id }))).error).toBe('user_disabled');
});

test('a file goes up in three steps and comes down with the token only', async () => {
  const slack = await startSlack();
  const ada = slack.createUser({ name: 'ada' });
  const help = slack.createChannel({ name: 'help', members: [ada] });
  const { files } = web(slack);

  await web(slack).filesUploadV2({
    channel_id: help.id,
    filename: 'note.txt',
    file: Buffer.from('hello'),
    initial_comment: 'see',
  });

  const [message] = slack.messages(help);
  const file = message?.files?.[0];
  expect(ada.sees(help)).toMatchObject([{ text: 'see', files: ['note.txt'] }]);
  expect((await files.info({ file: file?.id ?? '' })).file?.shares).toEqual({
    public: { [help.id]: [{ ts: message?.ts }] },
    private: {},
  });
  const download = (headers: Record<string, string>) => fetch(file?.url_private ?? '', { headers });
  expect(await (await download({ Authorization: `Bearer ${slack.botToken}` })).text()).toBe('hello');
  expect(await (await download({})).text()).toContain('Sign in');
});

test('a stream grows one message in a thread until it is stopped', async () => {
  const slack = await startSlack();
  const ada = slack.createUser({ name: 'ada' });
  const asked = ada.writes(ada.directMessage(), 'hello?');
  const stream = web(slack).chatStream({ channel: asked.channel, thread_ts: asked.ts, buffer_size: 1 });

  await stream.append({ markdown_text: 'Hello, ' });
  await stream.append({ markdown_text: 'Ada.' });
  await stream.stop();

  expect(ada.seesThread(asked)[1]).toMatchObject({ author: 'relaydesk', text: 'Hello, Ada.' });
});

test('the log of requests keeps what was sent, but no token', async () => {
  const slack = await startSlack();
  const help = slack.createChannel({ name: 'help' });

  await web(slack).chat.postMessage({ channel: help.id, text: 'hi', token: slack.botToken });

  expect(slack.requests.of('chat.postMessage')).toMatchObject([{ body: { text: 'hi' }, status: 200 }]);
  expect(JSON.stringify(slack.requests.all())).not.toContain(slack.botToken);
});
