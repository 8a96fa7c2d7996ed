const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;
const TOKEN = /\{[a-z_]+\}|[\p{L}\p{M}\p{N}]+/gu;
const LONGEST_TOKEN = 40;
/** Some characters stand for a whole phrase, into which normalization takes them apart. */
const LONGEST_TEXT = 4_000;

/** The words of a text in lower case, single characters of scripts that do not space words, and `{type}` marks. */
export function toTokens(text: string): string[] {
  const spaced = text
    .normalize('NFKC')
    .slice(0, LONGEST_TEXT)
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(UNSPACED, ' $& ');
  return (spaced.match(TOKEN) ?? []).map((token) => token.slice(0, LONGEST_TOKEN));
}

/** The text with each of its tokens, in lower case, replaced. */
export function replaceTokens(text: string, replace: (token: string) => string): string {
  return text.replace(TOKEN, (written) => {
    const token = written.toLowerCase();
    const replaced = replace(token);
    return replaced === token ? written : replaced;
  });
}
