/** The desk's keys of Discord's messages and files: where they are and what they are called there. */

/** A message by its channel and its id. */
export interface MessageLocation {
  channelId: string;
  messageId: string;
}

export function toMessageKey({ channelId, messageId }: MessageLocation): string {
  return `${channelId}/${messageId}`;
}

/** @throws where the key is not one of Discord's */
export function fromMessageKey(key: string): MessageLocation {
  const [channelId, messageId, ...rest] = key.split('/');
  if (!isId(channelId) || !isId(messageId) || rest.length > 0) throw new Error(`No message of Discord: ${key}`);
  return { channelId, messageId };
}

/** A file by its message. */
export function toFileKey(location: MessageLocation, fileId: string): string {
  return `${toMessageKey(location)}/${fileId}`;
}

/** @throws where the key is not one of Discord's */
export function fromFileKey(key: string): MessageLocation & { fileId: string } {
  const [channelId, messageId, fileId, ...rest] = key.split('/');
  if (!isId(channelId) || !isId(messageId) || !isId(fileId) || rest.length > 0) {
    throw new Error(`No file of Discord: ${key}`);
  }
  return { channelId, messageId, fileId };
}

function isId(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,20}$/.test(text);
}
