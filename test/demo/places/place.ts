/** What people see on a platform, in the same terms for every platform: what the terminal tells and the pages show. */

export const PLATFORMS = ['slack', 'discord', 'telegram'] as const;
export type PlatformName = (typeof PLATFORMS)[number];

export interface ShownFile {
  name: string;
  /** Only of a picture that a browser can show: its media type and bytes. */
  picture: { type: string; bytes: Uint8Array } | undefined;
}

/** A stretch of text in one format. */
export interface Run {
  text: string;
  format: 'plain' | 'bold' | 'italic' | 'code';
  /** Where it leads; only http and https. */
  href: string | undefined;
}

/** One message as it stands now. */
export interface Line {
  /** Unique on its platform, and the same at every look. */
  id: string;
  /** Epoch milliseconds; undefined where the platform does not say. */
  at: number | undefined;
  author: string;
  byBot: boolean;
  runs: Run[];
  /** Labels of buttons and menus, in order. */
  buttons: string[];
  /** How many gave each reaction. */
  reactions: Record<string, number>;
  files: ShownFile[];
  edited: boolean;
  /** The one person who sees it; undefined where everybody in the place does. */
  onlyFor: string | undefined;
}

/** `home` is a page of the app and `form` one that waits to be filled in; each is shown as one message. */
export type PlaceKind = 'channel' | 'thread' | 'direct' | 'group' | 'home' | 'form';

/** A channel, thread, private chat or view, with its messages, oldest first. */
export interface Place {
  /** Unique on its platform, and the same at every look. */
  id: string;
  name: string;
  kind: PlaceKind;
  lines: Line[];
  isBotTyping: boolean;
}

/** A platform as it stands now: places without a message are left out. */
export type ShowPlaces = () => Place[];

/** The text of a message without its formats. */
export function textOf(line: Line): string {
  return line.runs.map(({ text }) => text).join('');
}

/** One stretch of text without a format. */
export function plainText(text: string): Run[] {
  return text === '' ? [] : [{ text, format: 'plain', href: undefined }];
}

/** The address where a browser may follow it; undefined for one that is not of the web. */
export function webAddress(url: string): string | undefined {
  return /^https?:\/\//i.test(url) ? url : undefined;
}

/** A file with the picture in it, where it is one. */
export function shownFile(name: string, type: string, bytes: Uint8Array): ShownFile {
  return { name, picture: /^image\/(png|jpeg|gif|webp)$/.test(type) ? { type, bytes } : undefined };
}

/** What several people see in one place, in the order of `compare`; a line only one of them sees says who. */
export function mergeViews<Seen extends { ephemeral: boolean }>(
  views: readonly { person: string; seen: readonly Seen[] }[],
  idOf: (seen: Seen) => string,
  compare: (a: Seen, b: Seen) => number,
): { seen: Seen; onlyFor: string | undefined }[] {
  const found = new Map<string, { seen: Seen; onlyFor: string | undefined }>();
  for (const { person, seen } of views) {
    for (const one of seen) found.set(idOf(one), { seen: one, onlyFor: one.ephemeral ? person : undefined });
  }
  return [...found.values()].sort((a, b) => compare(a.seen, b.seen));
}
