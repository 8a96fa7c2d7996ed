/** What people of the workspace say among themselves, where they are listened to. */

import { activityOf, type MessageEvent } from '../message-events.ts';
import { toMilliseconds, toReadableText, withEmoji } from '../message-text.ts';
import type { SlackApi } from '../slack-api.ts';
import type { EventHandlerOptions } from './event-handler.ts';

type PublicTellerOptions = Pick<EventHandlerOptions, 'api' | 'listenTo' | 'identity' | 'onPublicMessage'>;

/** Tells of a message that is nobody's question to the bot, as it was first written; resolves once it has, and never rejects. */
export function createPublicTeller(options: PublicTellerOptions): (event: MessageEvent) => Promise<void> {
  const { api, identity, onPublicMessage } = options;
  const listened = new Set(options.listenTo);
  const nameOf = createChannelNames(api);
  return async (event) => {
    const { kind, channel, ts, user, text } = event;
    if (kind !== 'message' || activityOf(event) !== undefined || !listened.has(channel)) return;
    onPublicMessage({
      channel: 'slack',
      account: identity().teamId,
      place: channel,
      placeName: await nameOf(channel),
      messageKey: ts,
      authorKey: user,
      text: withEmoji(toReadableText(text, () => undefined)),
      writtenAt: toMilliseconds(ts),
    });
  };
}

/** An event waits for the answer, the first of each channel. */
const NAME_TIMEOUT_MS = 1_500;

/** What channels are called; empty where Slack does not say. Each is asked for once, and there are few. */
function createChannelNames(api: SlackApi): (channel: string) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  const ask = async (channel: string): Promise<string> => {
    const info = await api
      .call('conversations.info', { channel }, { timeoutMs: NAME_TIMEOUT_MS })
      .catch(() => undefined);
    return info?.channel.name ?? '';
  };
  return (channel) => {
    const name = known.get(channel) ?? ask(channel);
    known.set(channel, name);
    return name;
  };
}
