/** Slack's identifiers and timestamps. */

import { createHash } from 'node:crypto';
import type { Clock } from '../../../src/ports/clock.ts';

export interface Identifiers {
  /** A new id such as `C0000000A01`; the prefix says of what. */
  id(prefix: string): string;
  /** A new message timestamp, later than every one before it. */
  ts(): string;
  /** A new random-looking hexadecimal string of `length` characters (at most 64). */
  secret(length: number): string;
  uuid(): string;
}

/** Makes identifiers that are the same in every run. */
export function createIdentifiers(clock: Clock): Identifiers {
  let count = 0;
  let lastMicroseconds = 0;
  const secret = (length: number): string => {
    count += 1;
    return createHash('sha256').update(`slack ${count}`).digest('hex').slice(0, length);
  };
  return {
    id: (prefix) => {
      count += 1;
      return `${prefix}${count.toString(36).toUpperCase().padStart(10, '0')}`;
    },
    ts: () => {
      lastMicroseconds = Math.max(clock.now() * 1000, lastMicroseconds + 1);
      const digits = String(lastMicroseconds);
      return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
    },
    secret,
    uuid: () => secret(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
  };
}
