const NAMES: Record<string, string> = { discord: 'Discord', telegram: 'Telegram', slack: 'Slack' };

/** A channel as people call it, in a sentence of this locale. */
export function channelName(channel: string, locale: string): string {
  if (channel === 'web') return locale.toLowerCase().split('-')[0] === 'zh' ? '网页聊天' : 'the web chat';
  return NAMES[channel] ?? channel;
}
