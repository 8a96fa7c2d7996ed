/** The desk's keys of Discord's messages and files: where they are and what they are called there. */

/** A message by its channel and its id. */
export interface MessagePlace {
  channelId: string;
  messageId: string;
}

export function toMessageKey({ channelId, messageId }: MessagePlace): string {
  return `${channelId}/${messageId}`;
}

/** @throws where the key is not one of Discord's */
export function fromMessageKey(key: string): MessagePlace {
  const [channelId, messageId, ...rest] = key.split('/');
  if (!isId(channelId) || !isId(messageId) || rest.length > 0) throw new Error(`No message of Discord: ${key}`);
  return { channelId, messageId };
}

/** A file by its message. */
export function toFileKey(place: MessagePlace, fileId: string): string {
  return `${toMessageKey(place)}/${fileId}`;
}

/** @throws where the key is not one of Discord's */
export function fromFileKey(key: string): MessagePlace & { fileId: string } {
  const [channelId, messageId, fileId, ...rest] = key.split('/');
  if (!isId(channelId) || !isId(messageId) || !isId(fileId) || rest.length > 0) {
    throw new Error(`No file of Discord: ${key}`);
  }
  return { channelId, messageId, fileId };
}

function isId(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,20}$/.test(text);
}
