/** The Web API is as strict as Slack's: who may call, what they may send, and how it says no. */

import { expect, test } from 'vitest';
import { createSimulatedClock } from '../../../src/simulation/simulated-clock.ts';
import { SLACK_RATE_LIMITS } from './rate-limits.ts';
import { startSlack } from './running.ts';
import type { SlackPlatform } from './slack-platform.ts';
import { refused, web } from './web-client.ts';

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

test('a call without a good token is refused in the words Slack has for it', async () => {
  const slack = await startSlack();
  const call = (method: string, token?: string) =>
    rawCall(slack, method, token === undefined ? {} : { Authorization: `Bearer ${token}` });

  expect(await call('auth.test')).toMatchObject({ ok: false, error: 'not_authed' });
  expect(await call('auth.test', 'xoxb-wrong')).toMatchObject({ ok: false, error: 'invalid_auth' });
  expect(await call('auth.test', slack.appToken)).toMatchObject({ error: 'not_allowed_token_type' });
  expect(await call('apps.connections.open', slack.botToken)).toMatchObject({ error: 'not_allowed_token_type' });
  expect(await call('auth.tset', slack.botToken)).toEqual({
    ok: false,
    error: 'unknown_method',
    req_method: 'auth.tset',
  });
  slack.revokeToken('bot');
  expect(await call('auth.test', slack.botToken)).toEqual({ ok: false, error: 'token_revoked' });
});

test('a method without its scope is refused and says which it needs', async () => {
  const slack = await startSlack({ scopes: ['chat:write', 'channels:read'] });
  const help = slack.createChannel({ name: 'help' });

  const refusal = await refused(web(slack).conversations.history({ channel: help.id }));

  expect(refusal).toMatchObject({
    error: 'missing_scope',
    needed: 'channels:history,groups:history,im:history',
    provided: 'chat:write,channels:read',
  });
  expect(refusal.response_metadata).toMatchObject({ scopes: ['chat:write', 'channels:read'] });
});

test('a missing argument, JSON without a charset, and JSON where only a form is read', async () => {
  const slack = await startSlack();
  const help = slack.createChannel({ name: 'help' });
  const headers = { Authorization: `Bearer ${slack.botToken}`, 'Content-Type': 'application/json' };
  const missing = {
    error: 'invalid_arguments',
    response_metadata: { messages: ['[ERROR] missing required field: channel'] },
  };

  expect(await rawCall(slack, 'chat.postMessage', headers, '{"text":"x"}')).toMatchObject({
    ...missing,
    warning: 'missing_charset',
    response_metadata: { ...missing.response_metadata, warnings: ['missing_charset'] },
  });
  expect(await rawCall(slack, 'chat.postMessage', headers, 'nonsense')).toMatchObject({ error: 'invalid_json' });
  expect(await rawCall(slack, 'conversations.info', headers, JSON.stringify({ channel: help.id }))).toMatchObject(
    missing,
  );
});

test('messages are refused for what Slack refuses', async () => {
  const slack = await startSlack({ scopes: ['chat:write'] });
  const help = slack.createChannel({ name: 'help' });
  const elsewhere = slack.createChannel({ name: 'elsewhere', app: false });
  const secret = slack.createChannel({ name: 'secret', private: true, app: false });
  const old = slack.createChannel({ name: 'old' });
  slack.archive(old);
  const { chat } = web(slack);
  const post = async (channel: string, content: object) =>
    (await refused(chat.postMessage({ channel, ...content } as never))).error;

  expect(await post(help.id, {})).toBe('no_text');
  expect(await post('C404', { text: 'x' })).toBe('channel_not_found');
  expect(await post(elsewhere.id, { text: 'x' })).toBe('not_in_channel');
  expect(await post(secret.id, { text: 'x' })).toBe('channel_not_found');
  expect(await post(old.id, { text: 'x' })).toBe('is_archived');
  expect(await post(help.id, { markdown_text: 'x', text: 'x' })).toBe('markdown_text_conflict');
  expect(await post(help.id, { text: 'x', blocks: Array(50).fill(section('y'.repeat(300))) })).toBe(
    'msg_blocks_too_long',
  );
  expect(await post(help.id, { text: 'x', blocks: 'nonsense' })).toBe('invalid_blocks_format');
  expect(slack.messages(help)).toEqual([]);
});

test('blocks that break a limit are refused with the place and the limit', async () => {
  const slack = await startSlack();
  const help = slack.createChannel({ name: 'help' });
  const problems = async (blocks: object[]) => {
    const refusal = await refused(web(slack).chat.postMessage({ channel: help.id, text: 'x', blocks } as never));
    expect(refusal.error).toBe('invalid_blocks');
    return refusal.errors;
  };
  const button = { type: 'button', text: { type: 'plain_text', text: 'Claim' }, action_id: 'claim' };

  expect(await problems([section('x'.repeat(3001))])).toEqual([
    'failed to match all allowed schemas [json-pointer:/blocks/0/text]',
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ]);
  expect(await problems(Array(51).fill({ type: 'divider' }))).toEqual([
    'no more than 50 items allowed [json-pointer:/blocks]',
  ]);
  expect(await problems([{ type: 'divider', text: 'x' }])).toEqual([
    'invalid additional property: text [json-pointer:/blocks/0]',
  ]);
  expect(await problems([{ type: 'table' }])).toEqual(['unsupported type: table [json-pointer:/blocks/0/type]']);
  expect(await problems([{ type: 'actions', elements: [{ ...button, text: undefined }] }])).toEqual([
    'missing required field: text [json-pointer:/blocks/0/elements/0]',
  ]);
  expect(await problems([{ type: 'actions', elements: [{ ...button, value: 'x'.repeat(2001) }] }])).toEqual([
    'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
  ]);
  expect(await problems([{ type: 'actions', elements: [button, button] }])).toEqual([
    'action_id "claim" already exists for another element [json-pointer:/blocks/0]',
  ]);
});

test('a long text is cut on posting and refused on updating', async () => {
  const slack = await startSlack();
  const help = slack.createChannel({ name: 'help' });
  const { chat } = web(slack);

  const { ts = '' } = await chat.postMessage({ channel: help.id, text: 'x'.repeat(40_001) });

  expect(slack.messages(help)[0]?.text).toHaveLength(40_000);
  expect((await refused(chat.update({ channel: help.id, ts, text: 'x'.repeat(4_001) }))).error).toBe('msg_too_long');
});

test('an app changes and deletes its own messages only, and an update without blocks drops them', async () => {
  const slack = await startSlack();
  const ada = slack.createUser({ name: 'ada' });
  const help = slack.createChannel({ name: 'help', members: [ada] });
  const { chat } = web(slack);
  const hers = ada.writes(help, 'mine');
  const { ts = '' } = await chat.postMessage({ channel: help.id, text: 'card', blocks: [section('card')] });

  await chat.update({ channel: help.id, ts, text: 'plain' });

  expect(ada.sees(help)[1]).toMatchObject({ text: 'plain', edited: true });
  const theirs = { channel: help.id, ts: hers.ts };
  expect((await refused(chat.update({ ...theirs, text: 'x' }))).error).toBe('cant_update_message');
  expect((await refused(chat.delete(theirs))).error).toBe('cant_delete_message');
  expect((await refused(chat.update({ channel: help.id, ts: '1.000000', text: 'x' }))).error).toBe('message_not_found');
});

test('a thread that lost its first message keeps a tombstone, and a reply to a reply joins the thread', async () => {
  const slack = await startSlack();
  const help = slack.createChannel({ name: 'help' });
  const { chat, conversations } = web(slack);
  const root = await chat.postMessage({ channel: help.id, text: 'card' });
  const reply = await chat.postMessage({ channel: help.id, text: 'one', thread_ts: root.ts ?? '' });
  await chat.postMessage({ channel: help.id, text: 'two', thread_ts: reply.ts ?? '' });

  await chat.delete({ channel: help.id, ts: root.ts ?? '' });

  const { messages } = await conversations.replies({ channel: help.id, ts: root.ts ?? '' });
  expect(messages?.map(({ text }) => text)).toEqual(['This message was deleted.', 'one', 'two']);
  expect((await conversations.history({ channel: help.id })).messages).toHaveLength(1);
});

test('history is read backwards in pages, within times', async () => {
  const slack = await startSlack();
  const ada = slack.createUser({ name: 'ada' });
  const help = slack.createChannel({ name: 'help', members: [ada] });
  const written = ['one', 'two', 'three'].map((text) => ada.writes(help, text));
  const { conversations } = web(slack);

  const first = await conversations.history({ channel: help.id, limit: 2 });
  const rest = await conversations.history({ channel: help.id, cursor: first.response_metadata?.next_cursor ?? '' });
  const since = await conversations.history({ channel: help.id, oldest: written[1]?.ts ?? '' });
  const from = await conversations.history({ channel: help.id, oldest: written[1]?.ts ?? '', inclusive: true });

  expect([first, rest, since, from].map(({ messages }) => messages?.map(({ text }) => text))).toEqual([
    ['three', 'two'],
    ['one'],
    ['three'],
    ['three', 'two'],
  ]);
});

test("Slack's rate limits hold by method, and for posting by channel", async () => {
  const clock = createSimulatedClock(1_700_000_000_000);
  const slack = await startSlack({ clock, rateLimits: SLACK_RATE_LIMITS });
  const [one, other] = ['one', 'other'].map((name) => slack.createChannel({ name }).id) as [string, string];
  const impatient = web(slack, { rejectRateLimitedCalls: true });
  const post = (channel: string) => impatient.chat.postMessage({ channel, text: 'x' });

  await post(one);
  await post(other);
  await expect(post(one)).rejects.toMatchObject({ retryAfter: 1 });
  await clock.advanceTo(clock.now() + 1_000);
  await post(one);
  for (let call = 0; call < 20; call += 1) await impatient.users.list({});
  await expect(impatient.users.list({})).rejects.toMatchObject({ retryAfter: 60 });
});

async function rawCall(
  slack: SlackPlatform,
  method: string,
  headers: Record<string, string>,
  body = '',
): Promise<unknown> {
  return (await fetch(`${slack.url}${method}`, { method: 'POST', headers, body })).json();
}
