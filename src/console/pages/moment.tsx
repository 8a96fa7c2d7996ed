import { utcTime } from '../../domain/utc-time.ts';

/** A point in time, in UTC; the page's script puts it into the reader's time zone. */
export function Moment({ at }: { at: number }) {
  return <time datetime={new Date(at).toISOString()}>{utcTime(at)}</time>;
}
