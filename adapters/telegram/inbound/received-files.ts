/** The files that somebody put into a message. */

import type { Attachment } from '../../../src/domain/message.ts';
import { toCleanLine } from '../../../src/lib/clean-line.ts';
import type { TelegramFile } from './wire-content.ts';

/** A file as the desk names it, but for where it is kept. */
export type ReceivedFile = Omit<Attachment, 'channel' | 'account'>;

/** Files by the kinds that Telegram has for them. */
export interface Media {
  photo?: TelegramFile[] | undefined;
  live_photo?: TelegramFile | undefined;
  animation?: TelegramFile | undefined;
  document?: TelegramFile | undefined;
  video?: TelegramFile | undefined;
  audio?: TelegramFile | undefined;
  voice?: TelegramFile | undefined;
  voice_note?: TelegramFile | undefined;
  video_note?: TelegramFile | undefined;
  sticker?: TelegramFile | undefined;
}

/** The files of a message, each once: the largest size of a picture, and what moves after the picture that stands for it. */
export function readFiles(media: Media): ReceivedFile[] {
  const { photo, live_photo, animation, document, video, audio, voice, voice_note, video_note, sticker } = media;
  const largest = photo?.toSorted((one, other) => (one.width ?? 0) - (other.width ?? 0)).at(-1);
  return [
    toFile(largest, 'photo.jpg', 'image/jpeg'),
    toFile(live_photo, 'photo.mp4', 'video/mp4'),
    toFile(animation, 'animation.mp4', 'video/mp4'),
    // An animation is a document as well.
    animation === undefined && toFile(document, 'file', undefined),
    toFile(video, 'video.mp4', 'video/mp4'),
    toFile(audio, 'audio.mp3', 'audio/mpeg'),
    toFile(voice ?? voice_note, 'voice.ogg', 'audio/ogg'),
    toFile(video_note, 'video.mp4', 'video/mp4'),
    readSticker(sticker),
  ].filter((file) => file !== undefined && file !== false);
}

function readSticker(sticker: TelegramFile | undefined): ReceivedFile | undefined {
  if (sticker?.is_animated) return toFile(sticker, 'sticker.tgs', 'application/x-tgsticker');
  if (sticker?.is_video) return toFile(sticker, 'sticker.webm', 'video/webm');
  return toFile(sticker, 'sticker.webp', 'image/webp');
}

function toFile(file: TelegramFile | undefined, name: string, mediaType: string | undefined): ReceivedFile | undefined {
  return (
    file && {
      key: file.file_id,
      name: toCleanLine(file.file_name ?? '') || name,
      mediaType: file.mime_type ?? mediaType,
      sizeBytes: file.file_size,
    }
  );
}
