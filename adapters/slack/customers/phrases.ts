/** What the adapter itself says to customers. */

const ENGLISH = {
  file: (name: string) => `📎 ${name}`,
  fileTooLarge: (name: string) => `📎 ${name} is too large to be sent here.`,
  fileMissing: (name: string) => `📎 ${name} could not be opened, so it is not here.`,
};

const CHINESE: typeof ENGLISH = {
  file: (name) => `📎 ${name}`,
  fileTooLarge: (name) => `📎 ${name} 太大，无法在此发送。`,
  fileMissing: (name) => `📎 ${name} 无法打开，因此未能发送。`,
};

/** The adapter's wording in a locale; English where there is none. */
export function phrasesFor(locale: string): typeof ENGLISH {
  return locale.toLowerCase().split('-')[0] === 'zh' ? CHINESE : ENGLISH;
}
