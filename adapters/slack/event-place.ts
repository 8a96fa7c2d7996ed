import { z } from 'zod';
import type { SlackBody } from './event-queue.ts';
import type { EventPlace } from './places-to-read.ts';

const ts = z.string();
const inThread = z.object({ ts, thread_ts: ts.nullish() });
const message = z.object({
  type: z.enum(['message', 'app_mention']),
  channel: z.string(),
  ts,
  thread_ts: ts.nullish(),
  event_ts: ts,
  message: inThread.nullish(),
  previous_message: inThread.nullish(),
});
const reaction = z.object({ item: z.object({ channel: z.string() }), event_ts: ts });
const event = z.object({ event: z.union([message, reaction]) });
const click = z.object({
  type: z.literal('block_actions'),
  channel: z.object({ id: z.string() }),
  message: inThread,
  actions: z.array(z.object({ action_ts: ts })).min(1),
});

/** Slack waits three seconds for an answer to a click, and does not send it again. */
const LONGEST_CLICK_MS = 1_500;

/** Where something happened that belongs after what was written there before, and for how long it may wait, if not for long. */
export function findPlace(sent: SlackBody): { place: EventPlace; longestMs?: number } | undefined {
  const told = event.safeParse(sent).data?.event;
  if (told !== undefined) return { place: 'item' in told ? placeOfReaction(told) : placeOfMessage(told) };
  const clicked = click.safeParse(sent).data;
  if (clicked === undefined) return undefined;
  const { channel, message: under, actions } = clicked;
  const at = actions[0]?.action_ts ?? under.ts;
  return { place: { channel: channel.id, thread: under.thread_ts ?? under.ts, at }, longestMs: LONGEST_CLICK_MS };
}

function placeOfMessage(told: z.infer<typeof message>): EventPlace {
  const { channel, event_ts: at } = told;
  const written = told.message ?? told.previous_message ?? told;
  return { channel, thread: written.thread_ts ?? written.ts, at };
}

/** Slack does not tell in which thread a message is that somebody reacted to. */
function placeOfReaction({ item, event_ts: at }: z.infer<typeof reaction>): EventPlace {
  return { channel: item.channel, thread: undefined, at };
}
