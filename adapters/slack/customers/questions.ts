import type { Clock } from '../../../src/ports/clock.ts';
import { BoundedMap } from '../../shared/bounded-map.ts';
import { mentionsIn } from '../message-text.ts';
import type { SlackApi } from '../slack-api.ts';
import { conversationKeyOf, isDirect } from './conversation-key.ts';
import type { MessageEvent } from './message-events.ts';
import type { Threads } from './threads.ts';

/** Tells which messages are meant for the bot. */
export interface Questions {
  /** The conversation a message belongs to; undefined for one that is not meant for the bot. Rejects when Slack cannot be asked now. */
  conversationOf(event: MessageEvent): Promise<string | undefined>;
}

const MOST_KEPT = 2_000;
/** So long does a channel that was renamed still count by its old name. */
const NAMES_KEPT_MS = 10 * 60_000;
const TIMEOUT_MS = 1_500;
const ID = /^[CG][A-Z0-9]{7,}$/;

/** Meant for the bot is what is written to it directly, mentions it, stands in a help channel, or in a thread it takes part in. */
export function createQuestions(options: {
  api: SlackApi;
  clock: Clock;
  /** Names or ids. */
  helpChannels: readonly string[];
  threads: Threads;
  botUserId(): string;
}): Questions {
  const { api, clock, threads, botUserId } = options;
  const helpChannels = options.helpChannels.map((channel) => channel.replace(/^#/, ''));
  const needsNames = helpChannels.some((channel) => !ID.test(channel));
  const names = new BoundedMap<string, { name: string; until: number }>(MOST_KEPT);

  const nameOf = async (channel: string): Promise<string> => {
    const known = names.get(channel);
    if (known !== undefined && known.until > clock.now()) return known.name;
    const info = await api.call('conversations.info', { channel }, { timeoutMs: TIMEOUT_MS });
    const name = info.channel?.name ?? '';
    names.set(channel, { name, until: clock.now() + NAMES_KEPT_MS });
    return name;
  };
  const isHelpChannel = async (channel: string): Promise<boolean> =>
    helpChannels.includes(channel) || (needsNames && helpChannels.includes(await nameOf(channel)));
  const isMeant = async ({ channel, ts, thread, text, textBefore }: MessageEvent): Promise<boolean> => {
    const mentioned = [...mentionsIn(text), ...mentionsIn(textBefore)];
    if (isDirect(channel) || mentioned.includes(botUserId()) || (await isHelpChannel(channel))) return true;
    return thread !== ts && (await threads.takesPart(channel, thread));
  };
  return {
    async conversationOf(event) {
      if (!(await isMeant(event))) return undefined;
      if (event.kind === 'message') threads.join(event.channel, event.thread);
      return conversationKeyOf(event.channel, event.thread);
    },
  };
}
