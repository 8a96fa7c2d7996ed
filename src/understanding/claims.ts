/** Which stretches of a text are taken already. */
export interface Claims {
  /** Takes a stretch, `end` exclusive, in time in proportion to its length; false when some of it is taken. */
  take(start: number, end: number): boolean;
}

/** Begins with nothing of a text of this length taken. */
export function createClaims(length: number): Claims {
  const taken = new Uint8Array(length);
  return {
    take(start, end) {
      if (taken.subarray(start, end).includes(1)) return false;
      taken.fill(1, start, end);
      return true;
    },
  };
}
