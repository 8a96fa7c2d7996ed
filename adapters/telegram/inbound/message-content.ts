/** What a person put into a message: words, a file, or something that words can tell. */

import type { Attachment } from '../../../src/domain/message.ts';
import type { TelegramFile, TelegramMessage } from './wire.ts';

export interface MessageContent {
  text: string;
  /** Formats and mentions in the text. */
  entities: NonNullable<TelegramMessage['entities']>;
  file: ReceivedFile | undefined;
}

/** A file as the desk names it, but for where it is kept. */
export type ReceivedFile = Omit<Attachment, 'channel' | 'account'>;

/** The content of a message; undefined for one that nobody wrote, such as "pinned". */
export function readContent(message: TelegramMessage): MessageContent | undefined {
  const { text, entities = [], caption = '', caption_entities = [] } = message;
  if (text !== undefined) return { text, entities, file: undefined };
  const described = describe(message);
  if (described !== undefined) return { text: described, entities: [], file: undefined };
  const file = readFile(message);
  const hasContent = file !== undefined || message.photo !== undefined || caption !== '';
  return hasContent ? { text: caption, entities: caption_entities, file } : undefined;
}

/** What has neither words nor a file, in words that need no language. */
function describe({ venue, location, contact, poll, dice, story }: TelegramMessage): string | undefined {
  if (venue) return `📍 ${venue.title}, ${venue.address} (${coordinates(venue.location)})`;
  if (location) return `📍 ${coordinates(location)}`;
  if (contact)
    return `👤 ${[contact.first_name, contact.last_name].filter((name) => name).join(' ')}, ${contact.phone_number}`;
  if (poll) return [`📊 ${poll.question}`, ...poll.options.map(({ text }) => `• ${text}`)].join('\n');
  if (dice) return `${dice.emoji} ${dice.value}`;
  return story === undefined ? undefined : '';
}

function coordinates({ latitude, longitude }: { latitude: number; longitude: number }): string {
  return `${latitude}, ${longitude}`;
}

function readFile(message: TelegramMessage): ReceivedFile | undefined {
  const { photo, animation, document, video, audio, voice, video_note, sticker } = message;
  const largest = photo?.toSorted((one, other) => (one.width ?? 0) - (other.width ?? 0)).at(-1);
  if (largest) return toFile(largest, 'photo.jpg', 'image/jpeg');
  // An animation is a document as well.
  if (animation) return toFile(animation, 'animation.mp4', 'video/mp4');
  if (document) return toFile(document, 'file', undefined);
  if (video) return toFile(video, 'video.mp4', 'video/mp4');
  if (audio) return toFile(audio, 'audio.mp3', 'audio/mpeg');
  if (voice) return toFile(voice, 'voice.ogg', 'audio/ogg');
  if (video_note) return toFile(video_note, 'video.mp4', 'video/mp4');
  if (sticker?.is_animated) return toFile(sticker, 'sticker.tgs', 'application/x-tgsticker');
  if (sticker?.is_video) return toFile(sticker, 'sticker.webm', 'video/webm');
  return sticker && toFile(sticker, 'sticker.webp', 'image/webp');
}

function toFile(file: TelegramFile, name: string, mediaType: string | undefined): ReceivedFile {
  return {
    key: file.file_id,
    name: file.file_name || name,
    mediaType: file.mime_type ?? mediaType,
    sizeBytes: file.file_size,
  };
}
