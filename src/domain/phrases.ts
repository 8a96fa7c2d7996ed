/** The desk's own sentences. An admin can word each differently under `phrases:` in an intent file. */

import type { DeskContent } from './content.ts';
import { escapeMarkdown } from './markdown.ts';

const ENGLISH = {
  ask_again: 'I did not find that in your message.',
  offer: 'I am not sure what you mean. Is it one of these?',
  offer_one: 'I am not sure what you mean. Is it this?',
  offer_person: 'Something else: a person, please',
  not_understood: 'I could not make sense of that. Could you put it in other words?',
  cancelled: 'All right, never mind. What else can I do for you?',
  handover_requested: 'I am handing you over to a person. They will answer you right here.',
  handover_angry: 'I am sorry about this. I am handing you over to a person, who will answer you right here.',
  handover_not_helpful:
    'I am sorry that did not help. I am handing you over to a person, who will answer you right here.',
  handover_repeated_failure:
    'I still do not understand, so I am handing you over to a person. They will answer you right here.',
  handover_no_answer:
    'I do not know the answer to that, so I am handing you over to a person. They will answer you right here.',
  handover_intent: 'This needs a person, so I am handing you over. They will answer you right here.',
  handover_unread: 'I could not read that, so I am handing you over to a person. They will answer you right here.',
  take_up: 'Now back to what you asked before.',
  about_value: 'About **{value}**:',
  value_noted: 'Thank you, I have **{value}**. What would you like to know or have done about it?',
  request_denied: 'All right, then I leave that alone. What can I do for you?',
  closing_words: 'You are welcome. Write whenever you need something.',
  person_declined: 'All right, we go on without a person. What do you need?',
  already_waiting: 'You are in the queue for a person already. They will answer you right here.',
  joined: '{name} is with you now.',
  handed_back: 'You are talking to the bot again. Ask away, or say “a person, please” at any time.',
  rate: 'Your request was marked as resolved. How satisfied are you with how it was handled?',
  rated: 'Thank you for your rating.',
  reopened: 'I have opened your request again. A person will answer you right here.',
  file_received: 'Thank you for the file. What is it about?',
  greeting: 'Hello! I am {name}. Ask me anything; if I do not know the answer, a person will help you.',
  help: 'Just write what you need. I answer at once what I know, and hand over to a person for the rest. You can also use these commands: **/help** with a few words to search our articles, **/human** for a person, **/status** to see how your request stands, **/language** to change the language, **/link** to join your history here with that in another channel, **/unlink** to part them again.',
  help_category: 'These articles are about {category}. Write **/help** and a few words to search all of them.',
  help_found: 'These articles may help:',
  help_none: 'I found no article about that. Just ask me here, or look through these:',
  help_other: 'Other questions',
  status_none: 'You have no open request. Ask me anything, or say “a person, please” at any time.',
  status_next: 'Your request no. {number} is next in the queue. A person will answer you right here.',
  status_open:
    'Your request no. {number} is in the queue; before it there are {ahead}. A person will answer you right here.',
  status_claimed: '{name} is dealing with your request no. {number}, and will answer you right here.',
  status_pending: '{name} has answered your request no. {number} and is waiting for you.',
  status_snoozed: 'Your request no. {number} rests for now. Write at any time to go on with it.',
  status_resolved: 'Your request no. {number} was marked as resolved. Write again if it is not.',
  language_choose: 'Which language shall we use?',
  language_set: 'All right, I will use this language: {language}.',
  language_unknown: 'I do not know that language. Which of these shall we use?',
  link_private: 'This works only where nobody else reads along: please write /{command} in a private chat with me.',
  link_code:
    'Your code is **{code}**. In the other channel, write /link {code} in a private chat with me within {minutes} minutes. Then I ask you here before anything is joined. Tell nobody the code.',
  link_typed:
    'This code is that of {name} on {channel}. Shall I join your history here with theirs, and with what either is joined with already? Only if that is you, too.',
  link_requested:
    '{name} on {channel} has typed your code {code}. Shall I join your history here with theirs, and with what either is joined with already? Only if that is you, too.',
  link_agree: 'Yes, that is me',
  link_decline: 'No, do not join them',
  link_waiting: 'All right. I join them once {name} agrees on {channel} as well.',
  link_not_yet: 'Type this code in the other channel first, and agree there.',
  link_wait: 'Those were too many wrong codes. Please try again in {minutes} min.',
  link_typed_by_another:
    'Your code is no longer good, since somebody else has typed it as well. Nothing is joined. Type /link for a new one.',
  link_called_off: 'The other side does not want to be joined, so nothing is.',
  link_declined: 'All right, nothing is joined.',
  link_joined_already: 'Your histories are joined already.',
  link_too_many: 'So many channels are joined already that no more can be. Type /unlink where you need it least.',
  link_wrong: 'I do not know this code, or its time is over. Type /link for a new one.',
  linked: 'Your histories are joined: whoever helps you here also sees what {name} asked on {channel}.',
  unlinked:
    'Your history here stands on its own again: whoever helps you here no longer sees what was asked in another channel. Requests stay where they were made.',
  unlink_none: 'Your history here is not joined with any other.',
  more: 'More',
  choice_expired: 'That choice is no longer there. Please tell me again what you need.',
  too_many_messages:
    'That is a lot at once. Nothing is lost: I read it together and answer it together. Please write on in {minutes} min.',
  too_many_bytes:
    'That was more than I can take in, so your last messages have not reached us. Please send them again in {minutes} min.',
  too_many_conversations:
    'You have begun many conversations within a short time, so this one has not reached us. Please go on in an earlier one, or write here again in {minutes} min.',
  too_many_tickets:
    'You have handed several requests to our team within a short time. Please go on in one of those; a new one can be opened in {minutes} min.',
  bot_name: 'Relaydesk bot',
};

export type PhraseKey = keyof typeof ENGLISH;

const CHINESE: Record<PhraseKey, string> = {
  ask_again: '我没有在您的消息里找到需要的信息。',
  offer: '我不太确定您的意思，是下面哪一种？',
  offer_one: '我不太确定您的意思，是这个吗？',
  offer_person: '都不是，转人工',
  not_understood: '我没有看懂，您能换个说法吗？',
  cancelled: '好的，那就不办了。还有什么可以帮您？',
  handover_requested: '正在为您转接人工客服，客服会直接在这里回复您。',
  handover_angry: '非常抱歉给您带来不便。正在为您转接人工客服，客服会直接在这里回复您。',
  handover_not_helpful: '抱歉没能帮到您。正在为您转接人工客服，客服会直接在这里回复您。',
  handover_repeated_failure: '我还是没有理解您的意思，正在为您转接人工客服，客服会直接在这里回复您。',
  handover_no_answer: '这个问题我不知道答案，正在为您转接人工客服，客服会直接在这里回复您。',
  handover_intent: '这件事需要人工处理，正在为您转接，客服会直接在这里回复您。',
  handover_unread: '我没能读取您刚才发来的内容，正在为您转接人工客服，客服会直接在这里回复您。',
  take_up: '回到您刚才的问题。',
  about_value: '关于 **{value}**：',
  value_noted: '好的，**{value}** 我记下了。您想查询或办理什么？',
  request_denied: '好的，那这件事就不处理了。还有什么可以帮您？',
  closing_words: '不客气，有需要随时告诉我。',
  person_declined: '好的，不转人工。请问您需要什么帮助？',
  already_waiting: '您已经在人工客服的队列中，客服会直接在这里回复您。',
  joined: '{name} 正在为您服务。',
  handed_back: '现在由机器人继续为您服务。您随时可以说“转人工”。',
  rate: '您的问题已标记为解决。您对这次服务满意吗？',
  rated: '感谢您的评价。',
  reopened: '已为您重新打开之前的问题，客服会直接在这里回复您。',
  file_received: '文件收到了，谢谢。请问是关于什么的？',
  greeting: '您好！我是{name}。有问题请直接问我，我不知道的会请人工客服帮您。',
  help: '请直接写下您的需要：我知道的会马上回答，其余的转给人工客服。您也可以使用这些命令：**/help** 加几个词搜索文章，**/human** 转人工，**/status** 查看进度，**/language** 切换语言，**/link** 把这里的记录和另一个渠道的合并，**/unlink** 取消合并。',
  help_category: '以下是关于“{category}”的文章。输入 **/help** 加几个词，可以搜索全部文章。',
  help_found: '这些文章也许能帮到您：',
  help_none: '没有找到相关的文章。您可以直接问我，或者看看这些：',
  help_other: '其他问题',
  status_none: '您目前没有待处理的问题。请直接提问，或随时说“转人工”。',
  status_next: '您的 {number} 号问题排在最前面，客服会直接在这里回复您。',
  status_open: '您的 {number} 号问题正在排队，前面还有 {ahead} 个，客服会直接在这里回复您。',
  status_claimed: '{name} 正在处理您的 {number} 号问题，会直接在这里回复您。',
  status_pending: '{name} 已回复您的 {number} 号问题，正在等您的答复。',
  status_snoozed: '您的 {number} 号问题暂时搁置，您随时可以写信息继续。',
  status_resolved: '您的 {number} 号问题已标记为解决。如果没有解决，请再写给我们。',
  language_choose: '我们用哪种语言？',
  language_set: '好的，我会使用{language}。',
  language_unknown: '我不会这种语言。我们用下面哪一种？',
  link_private: '这个命令只能在没有旁人的地方使用：请在和我的私聊里输入 /{command}。',
  link_code:
    '您的代码是 **{code}**。请在 {minutes} 分钟内到另一个渠道，在和我的私聊里输入 /link {code}。合并之前我会在这里再问您一次。请不要把代码告诉任何人。',
  link_typed:
    '这个代码属于 {channel} 上的 {name}。要把您在这里的记录和对方的记录（以及双方已合并的记录）合并吗？请只在那也是您本人时同意。',
  link_requested:
    '{channel} 上的 {name} 输入了您的代码 {code}。要把您在这里的记录和对方的记录（以及双方已合并的记录）合并吗？请只在那也是您本人时同意。',
  link_agree: '是，那是我本人',
  link_decline: '不，不要合并',
  link_waiting: '好的。等 {name} 在 {channel} 上也同意后，我就合并。',
  link_not_yet: '请先在另一个渠道输入这个代码，并在那里同意。',
  link_wait: '错误的代码太多了，请过 {minutes} 分钟再试。',
  link_typed_by_another: '您的代码已失效，因为还有别人输入了它。没有合并任何记录。输入 /link 可以得到新的代码。',
  link_called_off: '对方不同意合并，所以没有合并任何记录。',
  link_declined: '好的，没有合并任何记录。',
  link_joined_already: '这些记录已经合并了。',
  link_too_many: '已合并的渠道太多，不能再增加了。请在最不需要的地方输入 /unlink。',
  link_wrong: '没有这个代码，或者已经过期。输入 /link 可以得到新的代码。',
  linked: '记录已合并：在这里为您服务的人也能看到 {name} 在 {channel} 上的提问。',
  unlinked: '您在这里的记录又是单独的了：在这里为您服务的人不再看到其他渠道的提问。已提交的问题留在原来的对话里。',
  unlink_none: '您在这里的记录没有和别处合并。',
  more: '更多',
  choice_expired: '这个选项已经失效，请再说一次您的需要。',
  too_many_messages: '您一下子发来了很多消息。内容不会丢失：我会一起阅读并一起回复。请过 {minutes} 分钟再继续。',
  too_many_bytes: '您发来的内容超出了我能接收的量，最近的几条消息没有送达。请过 {minutes} 分钟再发一次。',
  too_many_conversations:
    '您在短时间内开始了很多对话，这条消息没有送达。请在之前的对话里继续，或过 {minutes} 分钟再在这里发送。',
  too_many_tickets: '您在短时间内已提交了多个人工请求。请在其中一个里继续；{minutes} 分钟后可以提交新的请求。',
  bot_name: '智能客服',
};

const BUILT_IN: Record<string, Record<PhraseKey, string>> = { en: ENGLISH, zh: CHINESE };

/** Every key an admin may word differently. */
export const PHRASE_KEYS = Object.keys(ENGLISH) as PhraseKey[];

/**
 * A sentence in a locale, in CommonMark: the admin's wording, else the built-in one, else English. Values for `{variables}` are
 * escaped, so that they show as they are.
 */
export function phrase(
  content: DeskContent,
  locale: string,
  key: PhraseKey,
  values: Record<string, string> = {},
): string {
  const wording = content.locales[locale]?.phrases[key] ?? BUILT_IN[locale.split('-')[0] ?? '']?.[key] ?? ENGLISH[key];
  return fillTemplate(wording, values);
}

/** Replaces each `{variable}` for which there is a value by the value, escaped for CommonMark; leaves other braces alone. */
export function fillTemplate(template: string, values: Record<string, string>): string {
  return template.replace(/\{([a-z][a-z0-9_]*)\}/g, (variable, name: string) =>
    Object.hasOwn(values, name) ? escapeMarkdown(values[name] ?? '') : variable,
  );
}
