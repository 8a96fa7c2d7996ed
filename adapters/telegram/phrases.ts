/** What the adapter itself says to customers. */

const ENGLISH = { source: 'From: ' };

const CHINESE: typeof ENGLISH = { source: '来自：' };

/** The adapter's wording in a locale; English where there is none. */
export function phrasesFor(locale: string): typeof ENGLISH {
  return locale.toLowerCase().split('-')[0] === 'zh' ? CHINESE : ENGLISH;
}
