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

/** The places that one pass goes through. Those where something happens are in it whether or not they are listed. */
export interface PlacesToRead {
  add(location: SlackLocation): void;
  /** All that is to be read is added: what is left of it is the last. */
  isListed(): void;
  /** The next place, one that an event waits for before all others; undefined when none is left, and none can come. */
  next(): Promise<SlackLocation | undefined>;
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

/** Begins with nothing listed. `since`, a timestamp of Slack's, is where the past begins. */
export function createPlacesToRead(since: string): PlacesToRead {
  const gates = new Map<string, Gate>();
  const known = new Set<string>();
  let idle: (() => void)[] = [];
  let [isComplete, isClosed] = [false, false];

  const wakeReaders = (): void => {
    for (const wake of idle) wake();
    idle = [];
  };
  const add = (location: SlackLocation): void => {
    const key = keyOf(location);
    if (known.has(key)) return;
    known.add(key);
    gates.set(key, { location, isBeingRead: false, waiting: [] });
    wakeReaders();
  };
  const open = (key: string): void => {
    const gate = gates.get(key);
    gates.delete(key);
    for (const { go } of (gate?.waiting ?? []).sort(byTime)) go();
    wakeReaders();
  };
  /** The first place that an event has to wait for. */
  const gateFor = ({ channel, thread }: EventPlace): Gate | undefined => {
    if (isClosed) return undefined;
    const whole = { channel, thread: undefined };
    const isOld = !isDirect(channel) && thread !== undefined && isBefore(thread, since);
    // A thread that has begun since is told of by its channel's past.
    add(isOld ? { channel, thread } : whole);
    const gate = isOld ? undefined : gates.get(keyOf(whole));
    if (gate !== undefined || isDirect(channel)) return gate;
    if (thread !== undefined) return gates.get(keyOf({ channel, thread }));
    return [...gates.values()].find(({ location }) => location.channel === channel);
  };
  return {
    add,
    isListed() {
      isComplete = true;
      wakeReaders();
    },
    async next() {
      for (;;) {
        const left = [...gates.values()].filter(({ isBeingRead }) => !isBeingRead);
        const next = left.find(({ waiting }) => waiting.length > 0) ?? left[0];
        if (next !== undefined) next.isBeingRead = true;
        if (next !== undefined || isClosed || (isComplete && gates.size === 0)) return next?.location;
        await new Promise<void>((wake) => idle.push(wake));
      }
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
      wakeReaders();
    },
  };
}

function keyOf({ channel, thread }: SlackLocation): string {
  return thread === undefined ? channel : `${channel}:${thread}`;
}

function isBefore(ts: string, other: string): boolean {
  return Number(ts) < Number(other);
}

function byTime(one: { at: string }, other: { at: string }): number {
  return Number(one.at) - Number(other.at);
}
