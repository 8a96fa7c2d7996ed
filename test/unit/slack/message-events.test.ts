import { expect, test } from 'vitest';
import { readMessageEvent } from '../../../adapters/slack/message-events.ts';
import { messageEvent } from '../../../adapters/slack/wire-message.ts';

const written = { type: 'message', channel: 'C1', user: 'U1', text: 'hello', ts: '1.1', event_ts: '1.1' };
const changed = (message: object, before: object) => ({
  ...{ type: 'message', subtype: 'message_changed', channel: 'C1', ts: '2.2', event_ts: '2.2' },
  message: { ...written, ...message },
  previous_message: { ...written, ...before },
});

test.each([
  ['somebody joined', { ...written, subtype: 'channel_join' }],
  ['a bot wrote', { ...written, bot_id: 'B1' }],
  ["a bot's message in the old form", { ...written, subtype: 'bot_message', user: undefined }],
  ['Slackbot wrote', { ...written, user: 'USLACKBOT' }],
  ['a thread was counted anew', changed({ reply_count: 2 }, {})],
  ['a link was shown', changed({ attachments: [{ title: 'Shop' }] }, {})],
  ['of a new kind', { ...written, subtype: 'new' }],
  ['an edited message had its link shown', changed({ edited: { ts: '1.5' } }, { edited: { ts: '1.5' } })],
  ["a bot's message changed", changed({ bot_id: 'B1', edited: { ts: '1.5' } }, {})],
])('%s: nobody said anything', (_what, event) => {
  expect(readMessageEvent(messageEvent.parse(event))).toBeUndefined();
});

test.each([
  ['a message', written, { kind: 'message', ts: '1.1', thread: '1.1', text: 'hello', at: '1.1' }],
  ['a reply', { ...written, thread_ts: '0.9' }, { kind: 'message', ts: '1.1', thread: '0.9' }],
  [
    'a reply shown in the channel too',
    { ...written, subtype: 'thread_broadcast', thread_ts: '0.9' },
    { thread: '0.9' },
  ],
  ['"/me waves"', { ...written, subtype: 'me_message' }, { kind: 'message' }],
  [
    'files, of which one is withheld',
    {
      ...written,
      subtype: 'file_share',
      text: '',
      files: [
        { id: 'F1', name: 'a.txt' },
        { id: 'F2', mode: 'tombstone' },
        { id: 'F3', file_access: 'check_file_info' },
      ],
    },
    { kind: 'message', text: '', files: [{ id: 'F1' }, { id: 'F2' }, { id: 'F3' }] },
  ],
  [
    'an edit',
    changed({ text: 'hi', edited: { ts: '1.5' } }, {}),
    { kind: 'edit', ts: '1.1', text: 'hi', textBefore: 'hello', at: '1.5' },
  ],
  [
    'a file that is deleted',
    changed({ files: [{ id: 'F1', mode: 'tombstone' }] }, { files: [{ id: 'F1' }] }),
    { kind: 'edit', at: '2.2', filesBefore: [{ id: 'F1' }] },
  ],
  [
    'what a clip says, once Slack has written it down',
    changed({ files: [{ id: 'F1', transcription: { preview: { content: 'hi' } } }] }, { files: [{ id: 'F1' }] }),
    { kind: 'edit', at: '2.2' },
  ],
  ['a link to a post, once Slack shows it', changed({ attachments: [{ is_msg_unfurl: true }] }, {}), { kind: 'edit' }],
  ['what is typed, of whatever kind', { ...written, subtype: 'new', client_msg_id: '1' }, { kind: 'message' }],
  [
    'a deletion',
    { ...changed({}, {}), subtype: 'message_deleted', message: undefined },
    { kind: 'delete', ts: '1.1', at: '2.2' },
  ],
  [
    'a deletion of what has replies',
    changed({ subtype: 'tombstone', user: 'USLACKBOT' }, {}),
    { kind: 'delete', ts: '1.1' },
  ],
])('%s is what a person did', (_what, event, expected) => {
  expect(readMessageEvent(messageEvent.parse(event))).toMatchObject({ user: 'U1', channel: 'C1', ...expected });
});
