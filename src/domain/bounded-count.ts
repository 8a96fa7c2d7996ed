/** A number of things, counted no further than up to a bound, so that counting never takes long. */
export interface BoundedCount {
  count: number;
  /** Whether there are more than these. */
  isMore: boolean;
}

/** Cuts what was counted to at most so many. */
export function boundedCount(count: number, atMost: number): BoundedCount {
  return { count: Math.min(count, atMost), isMore: count > atMost };
}

/** As people read it: `7`, or `1000+`. */
export function countText({ count, isMore }: BoundedCount): string {
  return isMore ? `${count}+` : String(count);
}
