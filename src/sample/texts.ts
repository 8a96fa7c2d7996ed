/** What people say in a sample history. */

import type { DeskContent } from '../domain/content.ts';
import { createRandom } from '../lib/random.ts';
import type { PlannedTalk } from './planned.ts';
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

const ANGRY: Record<Locale, readonly string[]> = {
  en: [
    'this is ridiculous, nobody answers me!!',
    'I am really angry now, you keep ignoring me',
    'what a terrible service, I want my money back!',
  ],
  zh: ['太过分了，一直没人理我！', '我非常生气，你们的服务太差了', '垃圾服务，马上给我退钱！'],
};

const URGENT: Record<Locale, string> = { en: ', it is urgent', zh: '，很急' };

const PERSON: Record<Locale, readonly string[]> = {
  en: ['I want to talk to a person', 'a human please', 'can somebody look at this for me', 'get me a real person'],
  zh: ['我要找人工客服', '转人工', '请找个真人帮我'],
};

const YES: Record<Locale, readonly string[]> = { en: ['yes please', 'yes', 'ok, do it'], zh: ['好的', '是的', '可以'] };

const THANKS: Record<Locale, readonly string[]> = {
  en: ['thanks!', 'great, thank you', 'perfect, thanks a lot'],
  zh: ['谢谢！', '好的，谢谢', '太好了，多谢'],
};

const NEVER_MIND: Record<Locale, readonly string[]> = {
  en: ['never mind, it took too long', 'forget it, I have found another way'],
  zh: ['算了，等太久了', '不用了，我自己解决了'],
};

const NOTES = [
  'Called the workshop: they still have one.',
  'Second time this month, see the last ticket.',
  'The carrier says it is at the depot.',
];

const ASKING_BACK: Record<Locale, readonly string[]> = {
  en: ['Hello! Could you tell me which lantern it is, please?', 'I will look into it. Which address was it sent to?'],
  zh: ['您好，请问是哪一款灯笼？', '我来查一下，请问寄到哪个地址？'],
};

const ANSWERS: Record<Locale, readonly string[]> = {
  en: ['it is the blue one', 'the small one with the brass handle', 'to my office, the same as last time'],
  zh: ['蓝色的那款', '带铜把手的小号', '寄到公司，和上次一样'],
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

/** What a customer gives for a slot that is no order's number. */
const SLOT_VALUES: Record<string, Record<Locale, string>> = {
  date: { en: 'tomorrow', zh: '明天' },
  email: { en: 'customer@shop.example', zh: 'customer@shop.example' },
  phone: { en: '+49 30 901820', zh: '13800138000' },
  number: { en: '4', zh: '4' },
  amount: { en: '20 EUR', zh: '20元' },
  text: { en: 'it was fine', zh: '挺好的' },
};

/** Every action of the sample desk has an example for it. */
const USUAL_ORDER = '100234';

export interface SampleTexts {
  question(talk: Pick<PlannedTalk, 'intent' | 'mood' | 'customer'>): string;
  slotValue(locale: Locale, intent: string, slot: string): string;
  /** From staff to each other, in the one language they share. */
  note(): string;
  yes(locale: Locale): string;
  person(locale: Locale): string;
  thanks(locale: Locale): string;
  neverMind(locale: Locale): string;
  reply(locale: Locale): string;
  askBack(locale: Locale): string;
  answer(locale: Locale): string;
  again(locale: Locale): string;
}

/** Texts drawn from the desk's own utterances, and as people type: with greetings, without capitals, and now and then a slip. */
export function createTexts({ locales, actions = {} }: DeskContent, seed: number): SampleTexts {
  const random = createRandom(seed + 1);
  const pick = (texts: readonly string[]) => texts[Math.floor(random() * texts.length)] ?? '';
  const find = (locale: Locale, name: string) => locales[locale]?.intents.find((intent) => intent.name === name);
  const order = (locale: Locale, name: string) => {
    const intent = find(locale, name);
    // What is watched until it ends is watched for days.
    if (intent?.action === undefined || (intent.followUps ?? []).length > 0) return USUAL_ORDER;
    const known = actions[intent.action.name]?.examples.flatMap(({ inputs }) => inputs.order_number ?? []) ?? [];
    return pick(known) || USUAL_ORDER;
  };
  const utterance = (locale: Locale, name: string) => {
    const texts = find(locale, name)?.utterances.map((text) => text.replace('{order_number}', order(locale, name)));
    return pick(texts?.filter((text) => !text.includes('{')) ?? []) || pick(UNKNOWN[locale]);
  };
  const typed = (locale: Locale, text: string) =>
    `${pick(OPENINGS[locale])}${locale === 'en' && random() < 0.12 ? withSlip(text, random) : text}`;
  return {
    question({ intent, mood, customer: { locale } }) {
      if (mood === 'angry') return pick(ANGRY[locale]);
      if (intent === 'unknown') return pick(UNKNOWN[locale]);
      if (intent === 'launch') return pick(LAUNCH[locale]);
      return `${typed(locale, utterance(locale, intent))}${mood === 'urgent' ? URGENT[locale] : ''}`;
    },
    slotValue(locale, intent, name) {
      const slot = find(locale, intent)?.slots.find((one) => one.name === name);
      if (slot === undefined || slot.type === 'order_number') return order(locale, intent);
      return Object.keys(slot.values)[0] ?? SLOT_VALUES[slot.type]?.[locale] ?? USUAL_ORDER;
    },
    note: () => pick(NOTES),
    yes: (locale) => pick(YES[locale]),
    person: (locale) => pick(PERSON[locale]),
    thanks: (locale) => pick(THANKS[locale]),
    neverMind: (locale) => pick(NEVER_MIND[locale]),
    reply: (locale) => pick(REPLIES[locale]),
    askBack: (locale) => pick(ASKING_BACK[locale]),
    answer: (locale) => pick(ANSWERS[locale]),
    again: (locale) => pick(AGAIN[locale]),
  };
}

/** Two neighbouring letters swapped. */
function withSlip(text: string, random: () => number): string {
  const at = 1 + Math.floor(random() * Math.max(1, text.length - 3));
  return `${text.slice(0, at)}${text[at + 1] ?? ''}${text[at] ?? ''}${text.slice(at + 2)}`;
}
