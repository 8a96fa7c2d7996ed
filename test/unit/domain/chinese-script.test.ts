import { describe, expect, test } from 'vitest';
import { newConversationState } from '../../../src/domain/conversation.ts';
import { phrasesIn } from '../../../src/domain/phrases.ts';
import type { ChineseScript } from '../../../src/lib/traditional-chinese.ts';
import { ANNA, analysis, CONTENT, TestConversation } from '../../support/conversation.ts';

const chinese = (chineseScript?: ChineseScript, parts = {}) =>
  analysis([], { locale: 'zh', chineseScript, isQuestion: true, ...parts });

const said = ({ sent }: TestConversation) => sent.map(({ text }) => text).join(' ');

describe('customers are answered in the characters that they write', () => {
  test('traditional ones, on buttons too, and also where a text does not tell', () => {
    const conversation = new TestConversation();
    conversation.says('發票', chinese('traditional', { offTopic: 0.8 }));
    expect(said(conversation)).toContain('這');
    expect(conversation.sent[0]?.locale).toBe('zh-Hant');
    expect(conversation.sent[0]?.choices[0]?.label).toMatch(/請|轉/);
    conversation.says('100234', chinese(undefined, { offTopic: 0.8 }));
    expect(said(conversation)).toContain('這');
  });

  test('simplified ones once they write those, and other languages as ever', () => {
    const conversation = new TestConversation();
    conversation.says('發票', chinese('traditional', { offTopic: 0.8 }));
    conversation.says('发票呢', chinese('simplified', { offTopic: 0.8 }));
    expect(conversation.sent[0]?.locale).toBe('zh');
    expect(said(conversation)).not.toContain('這');
    conversation.says('發票', chinese('traditional', { offTopic: 0.8 }));
    conversation.says('invoice', analysis([['thanks', 0.9]]));
    expect(conversation.sent[0]).toMatchObject({ locale: 'en', text: 'You are welcome.' });
  });

  test('what people on the staff write stays as they wrote it', () => {
    const conversation = new TestConversation();
    conversation.says('轉人工', chinese('traditional', { wantsPerson: true }));
    conversation.does(ANNA, { kind: 'claim' });
    conversation.does(ANNA, { kind: 'reply', text: '马上帮您查', attachments: [], staffPost: undefined });
    expect(said(conversation)).toBe('马上帮您查');
  });

  test('a desk with content of its own in traditional Chinese says it as it is', () => {
    const conversation = new TestConversation();
    conversation.content = {
      ...CONTENT,
      locales: {
        'zh-TW': { locale: 'zh-TW', phrases: { off_topic: '這裡只有燈籠，后里的' }, intents: [], articles: [] },
      },
    };
    conversation.state = newConversationState({ ...conversation.state, locale: 'zh-TW' });
    conversation.says('天氣', chinese('traditional', { locale: 'zh-TW', offTopic: 0.8 }));
    expect(said(conversation)).toBe('這裡只有燈籠，后里的');
    expect(conversation.sent[0]?.locale).toBe('zh-TW');
  });
});

test.each([
  ['zh', '人工'],
  ['zh-Hant', '人工'],
])('the phrases of %s are in its characters', (locale, words) => {
  const { offer_person } = phrasesIn(CONTENT, locale);
  expect(offer_person).toContain(words);
  expect(offer_person.includes('转')).toBe(locale === 'zh');
});
