/** What a person put into a message: words, a file, or something that words can tell. */

import type { Message, MessageEntity } from 'telegraf/types';
import type { Attachment } from '../../src/domain/message.ts';

export interface MessageContent {
  text: string;
  /** Formats and mentions in the text. */
  entities: MessageEntity[];
  file: ReceivedFile | undefined;
}

/** A file as the desk names it, but for where it is kept. */
export type ReceivedFile = Omit<Attachment, 'channel' | 'account'>;

/** The content of a message; undefined for one that nobody wrote, such as "pinned". */
export function readContent(message: Message): MessageContent | undefined {
  if ('text' in message) return { text: message.text, entities: message.entities ?? [], file: undefined };
  const described = describe(message);
  if (described !== undefined) return { text: described, entities: [], file: undefined };
  if (!FILE_PARTS.some((part) => part in message)) return undefined;
  const { caption = '', caption_entities: entities = [] } = 'caption' in message ? message : {};
  return { text: caption, entities, file: readFile(message) };
}

const FILE_PARTS = ['photo', 'sticker', 'voice', 'video', 'video_note', 'animation', 'audio', 'document'];

/** What has neither words nor a file, in words that need no language. */
function describe(message: Message): string | undefined {
  if ('venue' in message) {
    const { title, address, location } = message.venue;
    return `📍 ${title}, ${address} (${coordinates(location)})`;
  }
  if ('location' in message) return `📍 ${coordinates(message.location)}`;
  if ('contact' in message) {
    const { first_name, last_name, phone_number } = message.contact;
    return `👤 ${[first_name, last_name].filter((name) => name).join(' ')}, ${phone_number}`;
  }
  if ('poll' in message) {
    const { question, options } = message.poll;
    return [`📊 ${question}`, ...options.map(({ text }) => `• ${text}`)].join('\n');
  }
  if ('dice' in message) return `${message.dice.emoji} ${message.dice.value}`;
  return 'story' in message ? '' : undefined;
}

function coordinates({ latitude, longitude }: { latitude: number; longitude: number }): string {
  return `${latitude}, ${longitude}`;
}

function readFile(message: Message): ReceivedFile | undefined {
  if ('photo' in message) {
    const largest = message.photo.toSorted((one, other) => one.width - other.width).at(-1);
    return largest && toFile(largest, 'photo.jpg', 'image/jpeg');
  }
  // An animation is a document as well.
  if ('animation' in message) return toFile(message.animation, 'animation.mp4', 'video/mp4');
  if ('document' in message) return toFile(message.document, 'file', undefined);
  if ('video' in message) return toFile(message.video, 'video.mp4', 'video/mp4');
  if ('audio' in message) return toFile(message.audio, 'audio.mp3', 'audio/mpeg');
  if ('voice' in message) return toFile(message.voice, 'voice.ogg', 'audio/ogg');
  if ('video_note' in message) return toFile(message.video_note, 'video.mp4', 'video/mp4');
  if (!('sticker' in message)) return undefined;
  const { sticker } = message;
  if (sticker.is_animated) return toFile(sticker, 'sticker.tgs', 'application/x-tgsticker');
  return sticker.is_video
    ? toFile(sticker, 'sticker.webm', 'video/webm')
    : toFile(sticker, 'sticker.webp', 'image/webp');
}

interface TelegramFile {
  file_id: string;
  file_size?: number;
  file_name?: string;
  mime_type?: string;
}

function toFile(file: TelegramFile, name: string, mediaType: string | undefined): ReceivedFile {
  return {
    key: file.file_id,
    name: file.file_name || name,
    mediaType: file.mime_type ?? mediaType,
    sizeBytes: file.file_size,
  };
}
