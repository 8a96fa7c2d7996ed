import { expect, test } from 'vitest';
import { findPlace } from '../../../adapters/slack/event-place.ts';
import { strangeEvents } from '../../platforms/slack/strange-events.ts';

const written = { type: 'message', channel: 'C1', ts: '20.1', event_ts: '20.1' };
const told = (event: object) => ({ type: 'event_callback', event });

test.each([
  ['a message', told(written), { channel: 'C1', thread: '20.1', at: '20.1' }],
  ['a mention in a thread', told({ ...written, type: 'app_mention', thread_ts: '9.1' }), { thread: '9.1', at: '20.1' }],
  [
    'an edit in a thread',
    told({ ...written, event_ts: '30.1', message: { ts: '20.1', thread_ts: '9.1' } }),
    { thread: '9.1', at: '30.1' },
  ],
  [
    'a deletion',
    told({ ...written, event_ts: '30.1', previous_message: { ts: '9.5' } }),
    { thread: '9.5', at: '30.1' },
  ],
  [
    'a reaction, of which nobody knows the thread',
    told({ type: 'reaction_added', item: { type: 'message', channel: 'C1', ts: '9.5' }, event_ts: '30.1' }),
    { channel: 'C1', thread: undefined, at: '30.1' },
  ],
])('%s belongs where it happened', (_what, sent, place) => {
  expect(findPlace(sent)).toMatchObject({ place });
  expect(findPlace(sent)?.longestMs).toBeUndefined();
});

test('a click waits no longer than Slack does', () => {
  const message = { ts: '9.5', thread_ts: '9.1' };
  const click = { type: 'block_actions', channel: { id: 'C1' }, message, actions: [{ action_ts: '30.1' }] };
  const { place, longestMs } = findPlace(click) ?? {};
  expect(place).toEqual({ channel: 'C1', thread: '9.1', at: '30.1' });
  expect(longestMs).toBeLessThan(3_000);
});

test('what is told as nobody expects, and what belongs to no conversation, waits for nothing', () => {
  for (const sent of strangeEvents({ channel: 'D1', user: 'U1', team: 'T1' }))
    expect(() => findPlace(sent)).not.toThrow();
  expect(findPlace({ command: '/desk-help', channel_id: 'C1' })).toBeUndefined();
});
