/** Discord's ids: the time in milliseconds since 2015, and a count. */

const EPOCH_MS = 1_420_070_400_000;
const TIME_SHIFT = 22n;

/** Gives ids that grow, each with the time at which it was given. */
export function createSnowflakes(now: () => number): () => string {
  let last = 0n;
  return () => {
    const earliest = BigInt(now() - EPOCH_MS) << TIME_SHIFT;
    last = earliest > last ? earliest : last + 1n;
    return last.toString();
  };
}

/** When an id was given, in epoch milliseconds. */
export function snowflakeTime(id: string): number {
  return Number(BigInt(id) >> TIME_SHIFT) + EPOCH_MS;
}

/** Whether a text has the form of an id. */
export function isSnowflake(text: string): boolean {
  return /^\d{15,20}$/.test(text);
}

/** Orders ids, and so what has them, by the time at which they were given. */
export function compareSnowflakes(a: string, b: string): number {
  return BigInt(a) < BigInt(b) ? -1 : Number(a !== b);
}
