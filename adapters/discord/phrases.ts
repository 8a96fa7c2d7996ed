/** What the adapter itself says to customers. */

const ENGLISH = {
  fileTooLarge: (name: string, mebibytes: number) =>
    `(The file “${name}” is larger than the ${mebibytes} MB that can be sent here.)`,
  fileGone: (name: string) => `(The file “${name}” can no longer be opened.)`,
  answersBelow: 'I answer in the thread below.',
  answersDirectly:
    'I answer you in a direct message. If none arrives, allow direct messages from this server, or ask me here.',
  asksForPerson: (name: string) => `${name} asks for a person.`,
};

const CHINESE: typeof ENGLISH = {
  fileTooLarge: (name, mebibytes) => `（文件“${name}”超过这里可以发送的 ${mebibytes} MB。）`,
  fileGone: (name) => `（文件“${name}”已无法打开。）`,
  answersBelow: '我会在下面的讨论串里回复您。',
  answersDirectly: '我会私信回复您。如果没有收到，请允许来自此服务器的私信，或者直接在这里提问。',
  asksForPerson: (name) => `${name} 请求人工客服。`,
};

/** The adapter's wording in a locale; English where there is none. */
export function phrasesFor(locale: string | undefined): typeof ENGLISH {
  return locale?.toLowerCase().split('-')[0] === 'zh' ? CHINESE : ENGLISH;
}
