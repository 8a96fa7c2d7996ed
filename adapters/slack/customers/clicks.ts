import { z } from 'zod';
import type { InboundBody } from '../../../src/domain/inbound.ts';
import { fromButtonId } from '../../shared/buttons.ts';
import type { SlackApi } from '../slack-api.ts';
import { timestamp } from '../timestamp.ts';
import { checkScore } from './buttons.ts';

/** A button that somebody pressed under a message of ours. */
export interface ButtonClick {
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

const CLICK = z.object({
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
export function readClick(raw: unknown): ButtonClick | undefined {
  const parsed = CLICK.safeParse(raw);
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
export async function showScore(api: SlackApi, click: ButtonClick): Promise<void> {
  const { channel, ts, shown, actionId } = click;
  const blocks = checkScore(shown.blocks, actionId);
  if (blocks !== undefined) await api.call('chat.update', { channel, ts, text: shown.text, blocks });
}
