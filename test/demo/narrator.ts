/** Tells what happens on the platforms by comparing what they show with what they showed before. */

import {
  type Line,
  labelsOf,
  PLATFORMS,
  type Place,
  type PlatformName,
  type ShowPlaces,
  textOf,
} from './places/place.ts';

/** One thing that has happened. */
export interface Happening {
  platform: PlatformName;
  /** The name of the place. */
  place: string;
  author: string;
  byBot: boolean;
  kind: 'said' | 'changed' | 'deleted' | 'reacted';
  /** What was said, what is new in a changed message, or what somebody reacted to. */
  text: string;
  buttons: string[];
  /** The names of the files. */
  files: string[];
  /** The emoji given, or taken back when it begins with a minus. */
  reactions: string[];
  onlyFor: string | undefined;
}

type Known = Map<string, { place: Place; line: Line }>;

/** Returns a function that, called after every change, tells what is new; what is there already is not told. */
export function createNarrator(
  shows: Record<PlatformName, ShowPlaces>,
  tell: (happening: Happening) => void,
): () => void {
  const known = new Map(PLATFORMS.map((platform) => [platform, snapshot(shows[platform]())]));
  return () => {
    for (const platform of PLATFORMS) {
      const before = known.get(platform) ?? new Map();
      const now = snapshot(shows[platform]());
      known.set(platform, now);
      for (const happening of compare(platform, before, now)) tell(happening);
    }
  };
}

/** Every message by its id, in the first place that has it; an App Home changes with every ticket and is not told of. */
function snapshot(places: Place[]): Known {
  const known: Known = new Map();
  for (const place of places) {
    if (place.kind === 'home') continue;
    for (const line of place.lines) if (!known.has(line.id)) known.set(line.id, { place, line });
  }
  return known;
}

function compare(platform: PlatformName, before: Known, now: Known): Happening[] {
  const present = [...now].flatMap(([id, { place, line }]) => {
    const old = before.get(id)?.line;
    const told = { platform, place: place.name, ...tellerOf(line) };
    return old === undefined
      ? [{ ...told, ...said(line) }]
      : changes(old, line).map((change) => ({ ...told, ...change }));
  });
  const gone = [...before.values()]
    .filter(({ place, line }) => place.kind !== 'form' && !now.has(line.id))
    .map(({ place, line }) => ({ platform, place: place.name, ...tellerOf(line), ...told('deleted', textOf(line)) }));
  return [...present, ...gone];
}

type Told = Omit<Happening, 'platform' | 'place' | 'author' | 'byBot' | 'onlyFor'>;

function tellerOf({ author, byBot, onlyFor }: Line): Pick<Happening, 'author' | 'byBot' | 'onlyFor'> {
  return { author, byBot, onlyFor };
}

function told(kind: Happening['kind'], text: string, more: Partial<Told> = {}): Told {
  return { kind, text, buttons: [], files: [], reactions: [], ...more };
}

function said(line: Line): Told {
  return told('said', textOf(line), {
    buttons: labelsOf(line),
    files: line.files.map(({ name }) => name),
    reactions: Object.keys(line.reactions),
  });
}

function changes(old: Line, line: Line): Told[] {
  const reactions = reactionChanges(old.reactions, line.reactions);
  const text = newLines(textOf(old), textOf(line));
  const buttons = labelsOf(line);
  const hasOtherButtons = labelsOf(old).join('\n') !== buttons.join('\n');
  return [
    ...(text !== '' || hasOtherButtons ? [told('changed', text, hasOtherButtons ? { buttons } : {})] : []),
    ...(reactions.length > 0 ? [told('reacted', textOf(line), { reactions })] : []),
  ];
}

/** The lines of a text that an earlier one did not have. */
function newLines(old: string, text: string): string {
  const known = new Set(old.split('\n'));
  const added = text.split('\n').filter((line) => !known.has(line));
  return added.join('\n');
}

function reactionChanges(old: Record<string, number>, now: Record<string, number>): string[] {
  const emoji = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return emoji.flatMap((one) => {
    const difference = (now[one] ?? 0) - (old[one] ?? 0);
    if (difference === 0) return [];
    return [difference > 0 ? one : `-${one}`];
  });
}
