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
