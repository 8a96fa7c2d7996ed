/** What people say in a sample history. */

import type { DeskContent } from '../domain/content.ts';
import { createRandom } from '../lib/random.ts';
import { TRUTH } from './truth.ts';

type Locale = 'en' | 'zh';

const OPENINGS: Record<Locale, readonly string[]> = {
  en: ['', '', '', '', 'hi, ', 'hello! ', 'hey ', 'good morning, ', 'quick question: '],
  zh: ['', '', '', '你好，', '您好，', '请问'],
};

const UNKNOWN: Record<Locale, readonly string[]> = {
  en: [
    'do you sponsor local theatre groups',
    'my neighbour says your van blocked his driveway',
    'can I bring my dog to the workshop',
    'which paint goes with a walnut floor',
    'are you hiring carpenters',
    'can the lantern survive a sandstorm',
  ],
  zh: ['你们赞助本地剧团吗', '可以带狗来工坊吗', '你们招木工吗', '这盏灯能在沙尘暴里用吗'],
};

const LAUNCH: Record<Locale, readonly string[]> = {
  en: [
    `when does the ${TRUTH.launch.words[0]} ship`,
    `is the ${TRUTH.launch.words[0]} brighter than the old one`,
    `can I preorder the ${TRUTH.launch.words[0]}`,
  ],
  zh: [
    `${TRUTH.launch.words[1]}什么时候发货`,
    `${TRUTH.launch.words[1]}比旧款更亮吗`,
    `可以预订${TRUTH.launch.words[1]}吗`,
  ],
};

const PERSON: Record<Locale, readonly string[]> = {
  en: ['I want to talk to a person', 'a human please', 'can somebody look at this for me', 'get me a real person'],
  zh: ['我要找人工客服', '转人工', '请找个真人帮我'],
};

const REPLIES: Record<Locale, readonly string[]> = {
  en: [
    'Hello, I have looked into it and put it right. You will see it within the hour.',
    'Thanks for waiting! I have checked your order: it is on its way, and I have noted your wish.',
    'I am sorry about this. I have asked the workshop, and they will send you a new one today.',
    'That is done now. Is there anything else I can do for you?',
  ],
  zh: [
    '您好，我已经查看并处理好了，一小时内就会更新。',
    '感谢您的等待！订单已在路上，您的要求我也备注了。',
    '非常抱歉，我已联系工坊，今天就给您补寄。',
    '已经处理好了，还有什么可以帮您？',
  ],
};

const AGAIN: Record<Locale, readonly string[]> = {
  en: ['it is still not right', 'sorry, that did not solve it', 'hello again, the same thing has happened'],
  zh: ['还是不对', '问题没有解决', '又出现同样的问题了'],
};

export interface SampleTexts {
  question(locale: Locale, intent: string): string;
  person(locale: Locale): string;
  reply(locale: Locale): string;
  again(locale: Locale): string;
}

/** Texts drawn from the desk's own utterances, and as people type: with greetings, without capitals, and now and then a slip. */
export function createTexts(content: DeskContent, seed: number): SampleTexts {
  const random = createRandom(seed + 1);
  const pick = (texts: readonly string[]) => texts[Math.floor(random() * texts.length)] ?? '';
  const utterances = (locale: Locale, intent: string) =>
    (content.locales[locale]?.intents.find(({ name }) => name === intent)?.utterances ?? []).filter(
      (utterance) => !utterance.includes('{'),
    );
  return {
    question(locale, intent) {
      if (intent === 'unknown') return pick(UNKNOWN[locale]);
      if (intent === 'launch') return pick(LAUNCH[locale]);
      const known = utterances(locale, intent);
      if (known.length === 0) return pick(UNKNOWN[locale]);
      const text = pick(known);
      return `${pick(OPENINGS[locale])}${locale === 'en' && random() < 0.12 ? withSlip(text, random) : text}`;
    },
    person: (locale) => pick(PERSON[locale]),
    reply: (locale) => pick(REPLIES[locale]),
    again: (locale) => pick(AGAIN[locale]),
  };
}

/** Two neighbouring letters swapped. */
function withSlip(text: string, random: () => number): string {
  const at = 1 + Math.floor(random() * Math.max(1, text.length - 3));
  return `${text.slice(0, at)}${text[at + 1] ?? ''}${text[at] ?? ''}${text.slice(at + 2)}`;
}
