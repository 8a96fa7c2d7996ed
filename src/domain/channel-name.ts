import { ENGLISH, type Phrases } from './phrases/en.ts';

/** A channel as people call it within a sentence, in English unless told otherwise: an adapter's name with a capital letter. */
export function channelName(channel: string, { channel_web }: Pick<Phrases, 'channel_web'> = ENGLISH): string {
  return channel === 'web' ? channel_web : channel.charAt(0).toUpperCase() + channel.slice(1);
}
