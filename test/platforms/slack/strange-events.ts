/** What Slack could send, and nobody expects. */

import type { Json } from './types.ts';

/** Bodies of events: somebody writes and reacts in a channel, but Slack words it as nobody expects. */
export function strangeEvents({ channel, user, team }: { channel: string; user: string; team: string }): Json[] {
  const message = {
    type: 'message',
    channel,
    user,
    text: 'words',
    ts: '1795680000.000100',
    event_ts: '1795680000.000100',
  };
  const reaction = { type: 'reaction_added', user, reaction: '+1', event_ts: '1795680000.000100' };
  const events: unknown[] = [
    { ...message, text: 7 },
    { ...message, ts: null },
    { ...message, channel: null },
    { ...message, channel: { id: channel } },
    { ...message, files: [null] },
    { ...message, blocks: null, subtype: 'message_changed', message: null },
    { ...message, subtype: 'message_deleted', previous_message: null },
    { ...reaction },
    { ...reaction, item: null },
    { ...reaction, item: { type: 'message', channel, ts: 7 }, reaction: null },
    { type: 'app_home_opened', tab: 'home', user: null },
    { type: 'member_joined_channel' },
    { type: 'tokens_revoked', tokens: null },
    { type: 'of_a_new_kind' },
    { type: 'constructor' },
    { type: '__proto__' },
    // Names by which the SDK's client calls its own listeners.
    { type: 'close' },
    { type: 'disconnected' },
    { type: 'slack_event' },
    { type: 'ws_message' },
    {},
  ];
  const bodies = events.map((event) => ({ type: 'event_callback', team_id: team, event_id: 'Ev0', event })) as Json[];
  return [
    ...bodies,
    { type: 'event_callback' },
    { type: 'event_callback', event: null },
    { type: 'block_actions' },
    { type: 'block_actions', user: null, actions: null },
    { type: 'block_actions', user: { id: user }, actions: [{ action_id: 'deed', type: 'overflow' }], container: null },
    { type: 'view_submission', user: { id: user }, view: null },
    { command: '/desk', text: null },
    {},
  ];
}

/** Frames that are no envelopes, or envelopes of nothing. */
export const STRANGE_FRAMES = [
  'null',
  'not JSON',
  '7',
  '[]',
  '{}',
  '{"type":"events_api"}',
  '{"type":"events_api","envelope_id":"1","payload":null}',
  '{"type":"events_api","envelope_id":"1","payload":{"event":null}}',
  '{"type":"interactive","envelope_id":null}',
  '{"type":"slash_commands"}',
  '{"type":"of_a_new_kind","envelope_id":"1","payload":{}}',
  '{"type":"close"}',
  '{"type":"ws_message"}',
  '{"type":"error"}',
];
