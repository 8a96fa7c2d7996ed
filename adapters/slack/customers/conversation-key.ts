import type { SlackLocation } from '../slack-files.ts';

/**
 * The conversation's key for a location: all of a direct message is one conversation, elsewhere each thread is one. (A direct message's
 * threads belong to it too: who answers an agent in a thread is still talking to that agent.)
 */
export function conversationKeyOf(channel: string, thread: string): string {
  return isDirect(channel) ? channel : `${channel}:${thread}`;
}

/** Where a conversation is. */
export function locationOf(conversationKey: string): SlackLocation {
  const [channel = '', thread] = conversationKey.split(':');
  return { channel, thread };
}

/** Whether a channel is a direct message with the app. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}
