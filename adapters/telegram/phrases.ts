/** What the adapter itself says to customers. */

const ENGLISH = {
  file_too_large: '[The file “{name}” is too large for Telegram, which takes at most {limit} MB.]',
  file_not_sent: '[The file “{name}” could not be sent.]',
  no_person:
    'I keep a conversation with one person, and cannot tell who writes in the name of a group or channel. Please write as yourself.',
  help: 'What I can do, and articles',
  human: 'Talk to a person',
  status: 'How my request stands',
  language: 'Change the language',
  link: 'Join my history in another channel',
  unlink: 'Part my history from other channels again',
};

export type Phrases = typeof ENGLISH;

const CHINESE: Phrases = {
  file_too_large: '［文件“{name}”太大，Telegram 最多接受 {limit} MB。］',
  file_not_sent: '［文件“{name}”未能发送。］',
  no_person: '我只与个人对话，以群组或频道的名义发言时，我无法分辨是谁。请用您自己的账号发言。',
  help: '我能做什么，以及帮助文章',
  human: '转人工客服',
  status: '查看我的问题进度',
  language: '切换语言',
  link: '与另一个渠道的记录合并',
  unlink: '取消与其他渠道记录的合并',
};

const PHRASES: Record<string, Phrases> = { en: ENGLISH, zh: CHINESE };

/** The adapter's wording in a locale; English where there is none. */
export function phrasesFor(locale: string): Phrases {
  return PHRASES[languageOf(locale)] ?? ENGLISH;
}

/** The languages of these locales that the adapter has words in, in their order; English where there is none. */
export function spokenLanguages(locales: string[]): string[] {
  const spoken = new Set(locales.map(languageOf).filter((language) => Object.hasOwn(PHRASES, language)));
  return spoken.size === 0 ? ['en'] : [...spoken];
}

function languageOf(locale: string): string {
  return locale.toLowerCase().split('-')[0] ?? '';
}
