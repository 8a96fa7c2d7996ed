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

/** Something to press, or to choose from. */
export interface Control {
  kind: 'button' | 'menu' | 'more';
  label: string;
  style: 'primary' | 'danger' | 'plain';
  /** What a menu offers. */
  choices: string[];
}

/** A piece of a message, one below the other. */
export type Part =
  | { kind: 'text' | 'header' | 'quote' | 'remark'; runs: Run[] }
  | { kind: 'list'; items: Run[][] }
  | { kind: 'row'; runs: Run[]; fields: Run[][]; control: Control | undefined }
  | { kind: 'controls'; rows: Control[][] }
  | { kind: 'field'; label: string; hint: string; value: string; isLong: boolean }
  | { kind: 'divider' };

/** One message as it stands now. */
export interface Line {
  /** Unique on its platform, and the same at every look. */
  id: string;
  /** Epoch milliseconds; undefined where the platform does not say. */
  at: number | undefined;
  author: string;
  byBot: boolean;
  /** What the message answers, in short; undefined where it answers none. */
  answers: string | undefined;
  parts: Part[];
  /** How many gave each reaction. */
  reactions: Record<string, number>;
  files: ShownFile[];
  edited: boolean;
  /** The one person who sees it; undefined where everybody in the place does. */
  onlyFor: string | undefined;
  /** The place of the thread that hangs on it, and what the link to it says. */
  thread: { placeId: string; label: string } | undefined;
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

/** The text of a message without its formats, a line each for what stands on one. */
export function textOf({ parts }: Line): string {
  return parts.flatMap(readPart).join('\n');
}

/** The labels of a message's buttons and menus, in order. */
export function labelsOf({ parts }: Line): string[] {
  const controls = parts.flatMap((part) => {
    if (part.kind === 'controls') return part.rows.flat();
    return part.kind === 'row' && part.control !== undefined ? [part.control] : [];
  });
  return controls.map(({ kind, label }) => (kind === 'menu' ? `${label} ▾` : label));
}

/** Words alone as the only part; none where there are no words. */
export function textParts(runs: Run[]): Part[] {
  return runs.length === 0 ? [] : [{ kind: 'text', runs }];
}

/** Plain buttons in rows as the only part; none where there are none. */
export function buttonRows(rows: string[][]): Part[] {
  const filled = rows.filter((row) => row.length > 0);
  if (filled.length === 0) return [];
  return [{ kind: 'controls', rows: filled.map((row) => row.map((label) => plainButton(label))) }];
}

/** A button in no colour of its own. */
export function plainButton(label: string): Control {
  return { kind: 'button', label, style: 'plain', choices: [] };
}

function readPart(part: Part): string[] {
  switch (part.kind) {
    case 'list':
      return part.items.map(readRuns);
    case 'row':
      return [part.runs, ...part.fields].map(readRuns);
    case 'field':
      return [`${part.label}: ${part.value || '____'}`];
    case 'controls':
    case 'divider':
      return [];
    default:
      return [readRuns(part.runs)];
  }
}

function readRuns(runs: Run[]): string {
  return runs.map(({ text }) => text).join('');
}

/** The beginning of a text, on one line. */
export function excerptOf(text: string, maxLength: number): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  return characters.length <= maxLength ? characters.join('') : `${characters.slice(0, maxLength - 1).join('')}…`;
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
