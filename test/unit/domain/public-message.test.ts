import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Understanding } from '../../../src/domain/analysis.ts';
import { HOUR_MS } from '../../../src/domain/policy.ts';
import { hourOf, readPublicMessage } from '../../../src/domain/public-message.ts';
import { analysis } from '../../support/conversation.ts';

const OPTIONS = {
  names: ['Lamp Shop', '灯铺', 'LS'],
  answerIntentAt: 0.6,
  isTopic: (name: string) => name !== 'hello',
};

function read(text: string, parts: Partial<Understanding> = {}) {
  return readPublicMessage(text, analysis([], parts), OPTIONS);
}

describe('whether a message names the desk', () => {
  test.each([
    ['I love Lamp Shop', true],
    ['LAMP SHOP!', true],
    ['the lamp shop’s return is slow', true],
    ['lámp shop', true],
    ['a lamp from some shop', false],
    ['lampshop', false],
    ['ls is great', true],
    ['details and false', false],
    ['我在灯铺买的', true],
    ['灯坏了', false],
    ['', false],
  ])('%j: %s', (text, expected) => {
    expect(read(text).namesDesk).toBe(expected);
  });

  test('whatever stands around a name, it is found behind a space', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (before, after) => read(`${before} LS ${after}`).namesDesk));
  });
});

describe('what is kept of a message', () => {
  test.each([
    ['sure', { intent: 'gift_card', confidence: 0.8 }, 'gift_card'],
    ['as sure as an answer needs', { intent: 'gift_card', confidence: 0.6 }, 'gift_card'],
    ['less sure', { intent: 'gift_card', confidence: 0.59 }, undefined],
    ['small talk', { intent: 'hello', confidence: 0.9 }, undefined],
    ['denied', { intent: 'gift_card', confidence: 0.9, isDenied: true }, undefined],
  ])('a topic that is %s', (_what, candidate, intent) => {
    expect(read('x', { intents: [{ slots: {}, ...candidate }] }).intent).toBe(intent);
  });

  test('the mood stays within its bounds, and the hour is all that is kept of the time', () => {
    expect(read('x', { sentiment: 7 }).sentiment).toBe(1);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 45 }), (at) => {
        expect(at - hourOf(at)).toBeLessThan(HOUR_MS);
        expect(hourOf(at) % HOUR_MS).toBe(0);
      }),
    );
  });
});
