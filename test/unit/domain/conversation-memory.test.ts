import { expect, test } from 'vitest';
import { contextOf, NO_MEMORY, type Topic, withTopic } from '../../../src/domain/conversation-memory.ts';

const asked = (question: string, leans = false): Topic => ({
  question,
  intent: undefined,
  articleId: undefined,
  slots: {},
  leans,
  at: 0,
});
const after = (...topics: Topic[]) => contextOf(topics.reduce(withTopic, NO_MEMORY));

test('the next message goes on from what was asked last, with what that leaned on', () => {
  expect(after()).toBeUndefined();
  expect(after(asked('where is 100234'))).toBe('where is 100234');
  expect(after(asked('where is 100234'), asked('cancel it', true))).toBe('where is 100234. cancel it');
});

test('a question that stands by itself, however short, is not read with the one before', () => {
  expect(after(asked('cancel 100238'), asked('where is 100234'))).toBe('where is 100234');
});
