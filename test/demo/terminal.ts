/** The demo in the terminal: one readable entry for each thing that happens. */

import { stripVTControlCharacters, styleText } from 'node:util';
import type { Happening } from './narrator.ts';
import type { PlatformName } from './places/place.ts';

export interface Terminal {
  /** A line of the demo's own. */
  say(text: string): void;
  scene(number: number, of: number, title: string, about: string): void;
  happened(happening: Happening): void;
  trouble(text: string): void;
}

type Style = Parameters<typeof styleText>[0];

const COLOURS: Record<PlatformName, Style> = { slack: 'magenta', discord: 'blue', telegram: 'cyan' };
const NAMES: Record<PlatformName, string> = { slack: 'Slack', discord: 'Discord', telegram: 'Telegram' };
const PLACE_WIDTH = 16;
const INDENT = ' '.repeat(10 + 10 + PLACE_WIDTH + 2);
const MAX_LINES = 4;
const MAX_LINE_LENGTH = 110;
const MAX_SHORT_LENGTH = 60;

/** Writes to `write`, in colours where asked for. */
export function createTerminal(options: { write(text: string): void; colours: boolean; now(): Date }): Terminal {
  const { write, colours, now } = options;
  const paint = (style: Style, text: string) => (colours ? styleText(style, text, { validateStream: false }) : text);
  return {
    say: (text) => write(`${text}\n`),
    scene: (number, of, title, about) =>
      write(`\n${paint('bold', `${number}/${of}  ${title}`)}\n${paint('dim', about)}\n\n`),
    happened: (happening) => {
      const { platform, place, onlyFor } = happening;
      const time = paint('dim', now().toTimeString().slice(0, 8));
      const where = `${paint(COLOURS[platform], NAMES[platform].padEnd(8))}  ${inColumn(clean(place))}`;
      const secret = onlyFor === undefined ? '' : paint('yellow', `(only ${clean(onlyFor)} sees this) `);
      const [first = '', ...rest] = wording(happening, paint);
      write([`${time}  ${where}  ${secret}${first}`, ...rest.map((line) => INDENT + line), ''].join('\n'));
    },
    trouble: (text) => write(`\n${paint('red', `✗ ${text.split('\n').map(clean).join('\n  ')}`)}\n`),
  };
}

/** What is said of a happening, line by line. */
function wording(happening: Happening, paint: (style: Style, text: string) => string): string[] {
  const { kind, byBot, text, buttons, files, reactions } = happening;
  const author = paint(byBot ? 'green' : 'bold', clean(happening.author));
  const controls = [
    ...files.map((name) => `📎 ${clean(name)}`),
    ...(buttons.length > 0 ? [paint('dim', buttons.map((label) => `[${clean(label)}]`).join(' '))] : []),
  ];
  switch (kind) {
    case 'said': {
      const [first = '', ...rest] = excerpt(text);
      return [`${author}: ${first}`, ...rest, ...controls];
    }
    case 'changed': {
      const [first, ...rest] = excerpt(text);
      if (first === undefined) return [`${author} changed the buttons of a message:`, ...controls];
      return [`${author} changed a message: ${first}`, ...rest, ...controls];
    }
    case 'deleted':
      return [`a message of ${author} is gone: “${inShort(text)}”`];
    case 'reacted':
      return reactions.map((emoji) => reaction(emoji, author, inShort(text)));
  }
}

function reaction(emoji: string, author: string, text: string): string {
  const given = emoji.startsWith('-') ? `${clean(emoji.slice(1))} taken back from` : `${clean(emoji)} on`;
  return `${given} ${author}'s “${text}”`;
}

/** The first lines of a text that say something, each cut where it is long. */
function excerpt(text: string): string[] {
  const lines = text.split('\n').map(clean).filter(Boolean);
  const shown = lines.slice(0, MAX_LINES).map((line) => shorten(line, MAX_LINE_LENGTH));
  return lines.length > MAX_LINES ? [...shown, '…'] : shown;
}

/** The beginning of a text on one line. */
function inShort(text: string): string {
  return shorten(clean(text.replaceAll('\n', ' ')), MAX_SHORT_LENGTH);
}

/** Takes out what would move the cursor, colour the terminal, or turn the direction of writing. */
function clean(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .trim();
}

/** The name as wide as the column; Chinese characters are twice as wide as others. */
function inColumn(place: string): string {
  const shown = shorten(place, PLACE_WIDTH);
  const wide = shown.match(/[\u2E80-\u9FFF\uAC00-\uD7AF\uFF00-\uFF60]/g)?.length ?? 0;
  return shown + ' '.repeat(Math.max(0, PLACE_WIDTH - [...shown].length - wide));
}

function shorten(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
