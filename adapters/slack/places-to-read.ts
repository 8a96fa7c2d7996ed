/** Which places' past is still to be read, and which events wait for it. */

import { isDirect } from './customers/conversations.ts';
import type { SlackLocation } from './slack-files.ts';

/** Where an event happened. */
export interface EventPlace {
  channel: string;
  /** The first message of its thread, or the message itself; undefined where Slack does not tell it. */
  thread: string | undefined;
  /** When, as a timestamp of Slack's: what waits goes on in this order. */
  at: string;
}

/** The places that one reading goes through. */
export interface PlacesToRead {
  /** What is to be read is known: from now on an event waits for its own place alone. */
  listed(locations: readonly SlackLocation[]): void;
  add(location: SlackLocation): void;
  /** The next place, one that an event waits for before all others; undefined when none is left. */
  next(): SlackLocation | undefined;
  /** The place has been read, or cannot be: what waits for it goes on. */
  end(location: SlackLocation): void;
  /** Resolves when nothing of the past of an event's place is left to be read. */
  read(place: EventPlace): Promise<void>;
  /** Nothing more is read, and nothing waits. */
  close(): void;
}

interface Gate {
  location: SlackLocation;
  isBeingRead: boolean;
  waiting: { at: string; go(): void }[];
}

/** What everything waits for at first: the list of places. */
const LISTING = '';

/** Begins with everything waiting. `since`, a timestamp of Slack's, is where the past begins: who waits in an older place has it read. */
export function createPlacesToRead(since: string): PlacesToRead {
  const gates = new Map<string, Gate>([[LISTING, gateOf({ channel: LISTING, thread: undefined })]]);
  const known = new Set<string>();
  let isClosed = false;

  const add = (location: SlackLocation): void => {
    const key = keyOf(location);
    if (known.has(key)) return;
    known.add(key);
    gates.set(key, gateOf(location));
  };
  const open = (key: string): void => {
    const gate = gates.get(key);
    gates.delete(key);
    for (const { go } of (gate?.waiting ?? []).sort(byTime)) go();
  };
  /** The first place that an event has to wait for. */
  const gateFor = ({ channel, thread }: EventPlace): Gate | undefined => {
    if (isClosed) return undefined;
    const listing = gates.get(LISTING);
    if (listing !== undefined) return listing;
    if (isDirect(channel)) add({ channel, thread: undefined });
    const whole = gates.get(keyOf({ channel, thread: undefined }));
    if (whole !== undefined || isDirect(channel)) return whole;
    if (thread === undefined) return [...gates.values()].find(({ location }) => location.channel === channel);
    // A newer thread is told of by its channel's past.
    if (isBefore(thread, since)) add({ channel, thread });
    return gates.get(keyOf({ channel, thread }));
  };
  return {
    add,
    listed(locations) {
      for (const location of locations) add(location);
      open(LISTING);
    },
    next() {
      const left = [...gates.values()].filter(({ isBeingRead }) => !isBeingRead);
      const next = left.find(({ waiting }) => waiting.length > 0) ?? left[0];
      if (next !== undefined) next.isBeingRead = true;
      return next?.location;
    },
    end: (location) => open(keyOf(location)),
    async read(place) {
      for (let gate = gateFor(place); gate !== undefined; gate = gateFor(place)) {
        const { waiting } = gate;
        await new Promise<void>((go) => waiting.push({ at: place.at, go }));
      }
    },
    close() {
      isClosed = true;
      for (const key of [...gates.keys()]) open(key);
    },
  };
}

function keyOf({ channel, thread }: SlackLocation): string {
  return thread === undefined ? channel : `${channel}:${thread}`;
}

function gateOf(location: SlackLocation): Gate {
  return { location, isBeingRead: location.channel === LISTING, waiting: [] };
}

function isBefore(ts: string, other: string): boolean {
  return Number(ts) < Number(other);
}

function byTime(one: { at: string }, other: { at: string }): number {
  return Number(one.at) - Number(other.at);
}
