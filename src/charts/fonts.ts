/** The fonts that pictures are written with, and what none of them can write. */

import { findUpwards } from '../lib/find-upwards.ts';

const LATIN = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) => `node_modules/dejavu-fonts-ttf/ttf/${name}`);
const HAN = 'node_modules/@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf';

/** What only the font for Chinese has. */
const IN_HAN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u{3000}-\u{303F}\u{FF00}-\u{FFEF}]/u;
/** What no font that comes with the desk has, by what people call it. */
const UNWRITTEN: Readonly<Record<string, RegExp>> = {
  Korean: /\p{Script=Hangul}/u,
  Devanagari: /\p{Script=Devanagari}/u,
  Bengali: /\p{Script=Bengali}/u,
  Tamil: /\p{Script=Tamil}/u,
  Telugu: /\p{Script=Telugu}/u,
  Thai: /\p{Script=Thai}/u,
  Khmer: /\p{Script=Khmer}/u,
  emoji: /\p{Emoji_Presentation}/u,
};

/** The files of the fonts that these texts need. The one for Chinese is large, so that it is only read where it is needed. */
export function fontFilesFor(texts: readonly string[]): string[] {
  const wanted = texts.some((text) => IN_HAN.test(text)) ? [...LATIN, HAN] : LATIN;
  return wanted.map(installed).filter((file) => file !== undefined);
}

/** The scripts in these texts that no font can write, so that pictures have boxes there; sorted by name. */
export function missingScripts(texts: readonly string[]): string[] {
  const isIn = (pattern: RegExp) => texts.some((text) => pattern.test(text));
  const missing = Object.keys(UNWRITTEN).filter((name) => isIn(UNWRITTEN[name] as RegExp));
  if (isIn(IN_HAN) && installed(HAN) === undefined) missing.push('Chinese');
  return missing.sort();
}

function installed(path: string): string | undefined {
  return findUpwards(import.meta.dirname, path);
}
