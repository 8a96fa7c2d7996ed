/** What Slack tells of staff in a form that nobody can read reaches no ticket, is told of once, and is answered. */

import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeCard } from '../support/scripted-staff-service.ts';
import { SlackStaffSetup } from '../support/slack-staff-platform.ts';

const TS = '1795680000.000100';
const PROBLEM = 'Slack sent this in a form that the desk could not read. Please try again.';
const context = JSON.stringify({ ticketId: 'ticket-12', revision: 0 });

async function startOverHttp() {
  const staff = await SlackStaffSetup.start({ overHttp: true });
  const { threadKey: thread } = (await staff.opens(makeCard({ status: 'claimed' }))).staffThread;
  const at = { channel: staff.channel.id, user: staff.ann.id, thread };
  const post = (type: string, body: string): Promise<Response> => {
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const hash = createHmac('sha256', staff.platform.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
    const signed = { 'X-Slack-Request-Timestamp': timestamp, 'X-Slack-Signature': `v0=${hash}` };
    const headers = { 'Content-Type': type, ...signed };
    return staff.desk.adapter.handleRequest(new Request('https://desk.example/', { method: 'POST', body, headers }));
  };
  return {
    staff,
    at,
    tells: (event: object) =>
      post('application/json', JSON.stringify({ type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event })),
    asks: (payload: object) =>
      post('application/x-www-form-urlencoded', String(new URLSearchParams({ payload: JSON.stringify(payload) }))),
    types: (command: Record<string, string>) =>
      post('application/x-www-form-urlencoded', String(new URLSearchParams(command))),
  };
}

type Http = Awaited<ReturnType<typeof startOverHttp>>;
type At = Http['at'];

const message = ({ channel, user, thread }: At) => ({
  ...{ type: 'message', channel, user, text: '! Hello', ts: TS, thread_ts: thread, event_ts: TS },
});
const reaction = ({ channel, user, thread }: At) => ({
  ...{ type: 'reaction_added', user, reaction: 'eyes', item_user: 'U0', event_ts: TS },
  item: { type: 'message', channel, ts: thread },
});
const click = ({ channel, user, thread }: At) => ({
  ...{ type: 'block_actions', user: { id: user }, team: { id: 'T1' }, trigger_id: '1.2', channel: { id: channel } },
  container: { type: 'message', channel_id: channel, message_ts: thread },
  message: { type: 'message', ts: thread },
  actions: [{ type: 'button', action_id: 'action:claim', block_id: 'b', value: 'claim ticket-12', action_ts: TS }],
});
const view = {
  ...{ id: 'V1', type: 'modal', callback_id: 'form:note', hash: 'h', private_metadata: context },
  state: { values: { answer: { answer: { type: 'plain_text_input', value: 'a note' } } } },
};
const submission = ({ user }: At) => ({ type: 'view_submission', user: { id: user }, team: { id: 'T1' }, view });

test.each<[string, (http: Http) => Promise<Response>, unknown]>([
  ['a message whose text is none', ({ tells, at }) => tells({ ...message(at), text: 7 }), ''],
  ['a message of nobody readable', ({ tells, at }) => tells({ ...message(at), user: {} }), ''],
  ['a message without its time', ({ tells, at }) => tells({ ...message(at), ts: 'now' }), ''],
  ['a message in no channel', ({ tells, at }) => tells({ ...message(at), channel: null }), ''],
  ['a change of nothing', ({ tells, at }) => tells({ ...message(at), subtype: 'message_changed', message: 7 }), ''],
  ['a reaction on nothing', ({ tells, at }) => tells({ ...reaction(at), item: null }), ''],
  ['a reaction of nobody', ({ tells, at }) => tells({ ...reaction(at), user: null }), ''],
  ['a reaction of no name', ({ tells, at }) => tells({ ...reaction(at), reaction: ['eyes'] }), ''],
  ['App Home opened by nobody', ({ tells }) => tells({ type: 'app_home_opened', tab: 'home', user: null }), ''],
  ['App Home without its tab', ({ tells, at }) => tells({ type: 'app_home_opened', user: at.user }), ''],
  ['an event that is none', ({ tells }) => tells([]), ''],
  ['a click of nobody', ({ asks, at }) => asks({ ...click(at), user: null }), ''],
  ['a click on nothing', ({ asks, at }) => asks({ ...click(at), actions: [] }), ''],
  ['a click on no button', ({ asks, at }) => asks({ ...click(at), actions: [null] }), ''],
  ['a click at no time', ({ asks, at }) => asks({ ...click(at), actions: [{ action_id: 'action:claim' }] }), ''],
  [
    'a form that the desk has not made',
    ({ asks, at }) => asks({ ...submission(at), view: { ...view, private_metadata: '{' } }),
    { response_action: 'errors', errors: { answer: PROBLEM } },
  ],
  [
    'a form with a field that is none',
    ({ asks, at }) => asks({ ...submission(at), view: { ...view, state: { values: { answer: { answer: 7 } } } } }),
    { response_action: 'errors', errors: { answer: PROBLEM } },
  ],
  ['a form without fields', ({ asks, at }) => asks({ ...submission(at), view: { ...view, state: null } }), ''],
  [
    'a command of nobody',
    ({ types }) => types({ command: '/desk', text: 'queue', trigger_id: '1.2' }),
    { response_type: 'ephemeral', text: PROBLEM },
  ],
])('%s: no ticket hears of it, it is told of once, and answered', async (_what, send, answer) => {
  const http = await startOverHttp();
  for (const _again of [1, 2]) {
    const response = await send(http);
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text === '' ? '' : JSON.parse(text)).toEqual(answer);
  }
  expect(http.staff.service.requests).toEqual([]);
  expect(http.staff.desk.errors).toEqual([
    expect.objectContaining({ message: expect.stringMatching(/^What Slack sent \(\w+\) could not be read/) }),
  ]);
});

test('a message keeps what of it can be read: its text, and the files that are files', async () => {
  const { staff, at, tells } = await startOverHttp();
  const strange = {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 7 }] }],
  };
  const files = [null, { id: 'F1', name: 'a.txt' }, { id: 7 }];
  expect((await tells({ ...message(at), blocks: [strange], files })).status).toBe(200);
  expect((await staff.service.asked(1)).command).toMatchObject({
    kind: 'reply',
    text: 'Hello',
    attachments: [{ key: 'F1', name: 'a.txt' }],
  });
  expect(staff.desk.errors).toHaveLength(1);
});

test('the same, said well, is done', async () => {
  const { staff, at, tells, asks } = await startOverHttp();
  await tells(reaction(at));
  await asks(click(at));
  expect(await (await asks(submission(at))).text()).toBe('');
  expect(staff.service.requests.map(({ command }) => command.kind)).toEqual(['claim', 'claim', 'note']);
  expect(staff.desk.errors).toEqual([]);
});
