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
  already_waiting: 'You are in the queue for a person already. They will answer you right here.',
  joined: '{name} is with you now.',
  handed_back: 'You are talking to the bot again. Ask away, or say “a person, please” at any time.',
  rate: 'Your request was marked as settled. How satisfied are you with how it was handled?',
  rated: 'Thank you for your rating.',
  reopened: 'I have opened your request again. A person will answer you right here.',
  choice_expired: 'That choice is no longer there. Please tell me again what you need.',
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
  already_waiting: '您已经在人工客服的队列中，客服会直接在这里回复您。',
  joined: '{name} 正在为您服务。',
  handed_back: '现在由机器人继续为您服务。您随时可以说“转人工”。',
  rate: '您的问题已标记为解决。您对这次服务满意吗？',
  rated: '感谢您的评价。',
  reopened: '已为您重新打开之前的问题，客服会直接在这里回复您。',
  choice_expired: '这个选项已经失效，请再说一次您的需要。',
  bot_name: '智能客服',
};

const BUILT_IN: Record<string, Record<PhraseKey, string>> = { en: ENGLISH, zh: CHINESE };

/** Every key an admin may word differently. */
export const PHRASE_KEYS = Object.keys(ENGLISH) as PhraseKey[];

/**
 * A sentence in a locale, in CommonMark: the admin's wording, else the built-in one, else English. Values for `{marks}` are
 * escaped, so that they show as they are.
 */
export function phrase(
  content: DeskContent,
  locale: string,
  key: PhraseKey,
  values: Record<string, string> = {},
): string {
  const wording = content.locales[locale]?.phrases[key] ?? BUILT_IN[locale.split('-')[0] ?? '']?.[key] ?? ENGLISH[key];
  return fillMarks(wording, values);
}

/** Replaces each `{mark}` for which there is a value by the value, escaped for CommonMark; leaves other braces alone. */
export function fillMarks(template: string, values: Record<string, string>): string {
  return template.replace(/\{([a-z][a-z0-9_]*)\}/g, (mark, name: string) =>
    Object.hasOwn(values, name) ? escapeMarkdown(values[name] ?? '') : mark,
  );
}
