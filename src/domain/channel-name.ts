/** A channel as people call it, in a sentence of this locale: an adapter's name with a capital letter. */
export function channelName(channel: string, locale: string): string {
  if (channel === 'web') return locale.toLowerCase().split('-')[0] === 'zh' ? '网页聊天' : 'the web chat';
  return channel.charAt(0).toUpperCase() + channel.slice(1);
}
