import { z } from 'zod';
import type { InboundBody } from '../../../src/domain/channel.ts';
import { fromButtonId } from '../../kit/buttons.ts';
import type { SlackApi } from '../slack-api.ts';
import { timestamp } from '../timestamp.ts';
import { markScore } from './buttons.ts';

/** A button that somebody pressed under a message of ours. */
export interface ButtonPress {
  channel: string;
  ts: string;
  thread: string;
  user: string;
  /** When, as a timestamp of Slack's. */
  at: string;
  actionId: string;
  /** The message as the person saw it. */
  shown: { text: string; blocks: readonly object[] };
  body: InboundBody;
}

const PRESS = z.object({
  user: z.object({ id: z.string() }),
  channel: z.object({ id: z.string() }),
  message: z.object({
    ts: timestamp,
    thread_ts: timestamp.nullish(),
    text: z.string().nullish(),
    blocks: z.array(z.looseObject({})).nullish(),
  }),
  actions: z.array(z.object({ action_id: z.string(), action_ts: timestamp })).min(1),
});

/** What a `block_actions` payload says; undefined for a button that is not ours. */
export function readPress(raw: unknown): ButtonPress | undefined {
  const parsed = PRESS.safeParse(raw);
  const action = parsed.data?.actions[0];
  if (!parsed.success || action === undefined) return undefined;
  const { user, channel, message } = parsed.data;
  const body = fromButtonId(action.action_id, message.ts);
  return (
    body && {
      channel: channel.id,
      ts: message.ts,
      thread: message.thread_ts ?? message.ts,
      user: user.id,
      at: action.action_ts,
      actionId: action.action_id,
      shown: { text: message.text ?? '', blocks: message.blocks ?? [] },
      body,
    }
  );
}

/** Shows under the message which score is given now. */
export async function showScore(api: SlackApi, press: ButtonPress): Promise<void> {
  const { channel, ts, shown, actionId } = press;
  const blocks = markScore(shown.blocks, actionId);
  if (blocks !== undefined) await api.call('chat.update', { channel, ts, text: shown.text, blocks });
}
