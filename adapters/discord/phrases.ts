/** What the adapter itself says to customers. */

const ENGLISH = {
  fileTooLarge: (name: string, mebibytes: number) =>
    `(The file “${name}” is larger than the ${mebibytes} MB that can be sent here.)`,
  fileGone: (name: string) => `(The file “${name}” can no longer be opened.)`,
  answersBelow: 'I answer in the thread below.',
  answersDirectly:
    'I answer you in a direct message. If none arrives, allow direct messages from this server, or ask me here.',
  answersElsewhere:
    'I cannot write here, where I am not a member. Open my profile and send me a direct message, or ask me in a server that I am in.',
  commandUnread: 'Something went wrong with that command. Please write to me instead.',
  /** The name of a thread that may not have the question for its name. */
  question: 'Question',
  asksForPerson: (name: string) => `${name} asks for a person.`,
};

const CHINESE: typeof ENGLISH = {
  fileTooLarge: (name, mebibytes) => `（文件“${name}”超过这里可以发送的 ${mebibytes} MB。）`,
  fileGone: (name) => `（文件“${name}”已无法打开。）`,
  answersBelow: '我会在下面的讨论串里回复您。',
  answersDirectly: '我会私信回复您。如果没有收到，请允许来自此服务器的私信，或者直接在这里提问。',
  answersElsewhere: '我不是这里的成员，无法在此回复。请打开我的个人资料给我发私信，或者在我所在的服务器里提问。',
  commandUnread: '这个命令出了点问题，请直接给我留言。',
  question: '问题',
  asksForPerson: (name) => `${name} 请求人工客服。`,
};

/** The adapter's wording in a locale; English where there is none. */
export function phrasesFor(locale: string | undefined): typeof ENGLISH {
  return locale?.toLowerCase().split('-')[0] === 'zh' ? CHINESE : ENGLISH;
}
