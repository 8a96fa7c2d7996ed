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

/** Discord's ids: the time in milliseconds since the beginning of 2015, and a count (Discord's reference, "Snowflakes"). */

const EPOCH_MS = 1_420_070_400_000;
const TIME_SHIFT = 22n;

/** When an id was given, in epoch milliseconds. */
export function timeOfSnowflake(id: string): number {
  return Number(BigInt(id) >> TIME_SHIFT) + EPOCH_MS;
}

/** The first id of a time in epoch milliseconds. */
export function snowflakeAt(time: number): string {
  return (BigInt(Math.max(0, Math.floor(time) - EPOCH_MS)) << TIME_SHIFT).toString();
}

/** Orders ids, and so what has them, by the time at which they were given. */
export function compareSnowflakes(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : Number(difference > 0n);
}
