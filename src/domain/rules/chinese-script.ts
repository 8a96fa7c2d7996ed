/** Answering in the characters that the customer writes: a desk has its Chinese in one script, and customers write either. */

import { isTraditionalLocale, toTraditionalChinese } from '../../lib/traditional-chinese.ts';
import type { ConversationState } from '../conversation.ts';
import { languageOf } from '../locales.ts';
import type { OutgoingMessage } from '../message.ts';

const TRADITIONAL_LOCALE = 'zh-Hant';

/** The locale that the customer is spoken to in: that of the desk's content, or traditional Chinese where it is said with its characters. */
export function spokenLocale({ locale, chineseScript }: Pick<ConversationState, 'locale' | 'chineseScript'>): string {
  const isConverted = languageOf(locale) === 'zh' && chineseScript === 'traditional' && !isTraditionalLocale(locale);
  return isConverted ? TRADITIONAL_LOCALE : locale;
}

/** A message of the desk's own with all its words in the script of the locale that it is spoken in. */
export function inItsScript(message: OutgoingMessage): OutgoingMessage {
  if (message.locale !== TRADITIONAL_LOCALE) return message;
  const { text, choices, source } = message;
  return {
    ...message,
    text: toTraditionalChinese(text),
    choices: choices.map((choice) => ({ ...choice, label: toTraditionalChinese(choice.label) })),
    source: source && { ...source, title: toTraditionalChinese(source.title) },
  };
}
