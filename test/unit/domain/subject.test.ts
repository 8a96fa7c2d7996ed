import { describe, expect, test } from 'vitest';
import { excerpt } from '../../../src/domain/markdown.ts';
import { type SubjectFacts, subjectOf } from '../../../src/domain/rules/subject.ts';
import type { Attempt } from '../../../src/domain/ticket.ts';
import { analysis, TestConversation } from '../../support/conversation.ts';

function tried(question: string, what: Attempt['what'] = 'answered'): Attempt {
  return { question, what, intent: undefined, articleId: undefined, confidence: 0.9, at: 5 };
}

const PROBLEM = 'My teapot arrived without its lid';
const NO_ANSWER: SubjectFacts = {
  reason: 'no_answer',
  text: PROBLEM,
  isUnderstood: false,
  tried: [],
  pendingQuestion: undefined,
};

describe('a ticket is about', () => {
  test.each<[string, Partial<SubjectFacts>, string]>([
    ['what the customer wrote', {}, PROBLEM],
    ['what they wrote, though it is short, where it is all there is', { text: 'lid broken' }, 'lid broken'],
    ['what was asked before a "yes"', { text: 'yes everything', tried: [tried(PROBLEM)] }, PROBLEM],
    [
      'what was asked before an "ok" in Chinese',
      { text: '好的，可以', tried: [tried('茶壶没有盖子')] },
      '茶壶没有盖子',
    ],
    ['a new problem', { text: 'and the cups are chipped', tried: [tried(PROBLEM)] }, 'and the cups are chipped'],
    ['a new problem in Chinese', { text: '杯子也都碎了', tried: [tried(PROBLEM)] }, '杯子也都碎了'],
    [
      'a new matter in two words, where it is understood',
      { text: 'gift card', isUnderstood: true, tried: [tried(PROBLEM)] },
      'gift card',
    ],
    ['the question behind one of ours', { text: 'the one from last week', pendingQuestion: PROBLEM }, PROBLEM],
    [
      'a problem told instead of an answer to our question',
      { text: 'also you have charged my card twice since May', pendingQuestion: PROBLEM },
      'also you have charged my card twice since May',
    ],
    [
      'what was asked before a person was',
      { reason: 'requested', text: 'a person please now', tried: [tried(PROBLEM)] },
      PROBLEM,
    ],
    [
      'the words themselves, where a person is asked for at once',
      { reason: 'requested', text: 'a person please' },
      'a person please',
    ],
    [
      'the matter named in asking for a person',
      { reason: 'requested', text: 'a person for my refund', isUnderstood: true, tried: [tried(PROBLEM)] },
      'a person for my refund',
    ],
    ['what was asked before a thumb down', { reason: 'not_helpful', text: '', tried: [tried(PROBLEM)] }, PROBLEM],
    [
      'what was understood, not what was typed at our questions',
      { text: 'hm', tried: [tried(PROBLEM, 'asked'), tried('yes', 'not_understood'), tried('hm', 'not_understood')] },
      PROBLEM,
    ],
    [
      'the first there is, where nothing says much',
      { text: 'ok', tried: [tried('lid', 'not_understood'), tried('ok', 'not_understood')] },
      'lid',
    ],
    ['nothing, where nothing was said', { reason: 'requested', text: '' }, ''],
  ])('%s', (_what, facts, subject) => {
    expect(subjectOf({ ...NO_ANSWER, ...facts })).toBe(subject);
  });

  test('the question in the first place, through a whole conversation', () => {
    const conversation = new TestConversation();
    conversation.says('where is the parcel I ordered', analysis([['track_order', 0.95]]));
    conversation.says('yes', analysis([]));
    conversation.says('yes everything', analysis([]));
    expect(conversation.state.ticket).toMatchObject({
      reason: 'repeated_failure',
      subject: 'where is the parcel I ordered',
    });
  });
});

describe('a long subject is cut', () => {
  test.each([
    ['after a word', 'a teapot without its lid', 20, 'a teapot without…'],
    ['within a word, where that is all there is', 'Donaudampfschifffahrt', 10, 'Donaudamp…'],
    ['never within a pair of surrogates', 'ab😀def', 4, 'ab…'],
    ['never within a family', 'ab👨‍👩‍👧‍👦 and more', 8, 'ab…'],
    ['never within a flag', 'ab🇪🇸🇫🇷', 8, 'ab🇪🇸…'],
    ['never before an accent', 'cafe\u0301 au lait', 5, 'caf…'],
    [
      'also where one character is longer than there is room',
      `a${'\u0301'.repeat(300)} b`,
      100,
      `a${'\u0301'.repeat(98)}…`,
    ],
  ])('%s', (_where, text, maxLength, shown) => {
    expect(excerpt(text, maxLength)).toBe(shown);
  });
});
