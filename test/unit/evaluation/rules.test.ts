import { describe, expect, test } from 'vitest';
import type { Action } from '../../../src/domain/actions/action.ts';
import type { Intent } from '../../../src/domain/content.ts';
import { missingLocales } from '../../../src/evaluation/rules/missing-locales.ts';
import { unreachableArticles } from '../../../src/evaluation/rules/unreachable-articles.ts';
import { unusedSlots } from '../../../src/evaluation/rules/unused-slots.ts';
import { articleNamed, contentOf, intentNamed, localeOf, slotNamed } from './content-pieces.ts';

describe('intents that a language lacks', () => {
  const named = (...names: string[]) => names.map((name) => intentNamed(name, ['one way']));

  test.each([
    { title: 'each language with all of them lacks none', en: ['a', 'b'], de: ['b', 'a'], found: [] },
    { title: 'what one lacks is told once, in order', en: ['c', 'a', 'b'], de: ['b'], found: [['de', 'a', 'c']] },
    {
      title: 'each may lack what the other has',
      en: ['a'],
      de: ['b'],
      found: [
        ['en', 'b'],
        ['de', 'a'],
      ],
    },
    { title: 'a language that answers from articles alone is meant to be so', en: ['a'], de: [], found: [] },
  ])('$title', ({ en, de, found }) => {
    const content = contentOf(localeOf(named(...en)), localeOf(named(...de), [], 'de'));
    expect(missingLocales(content).map(({ locale, subject }) => [locale, ...subject])).toEqual(found);
  });

  test('an intent that comes with the desk is missed by nobody', () => {
    const built = intentNamed('greeting', ['hello'], { builtIn: true });
    expect(missingLocales(contentOf(localeOf([built, ...named('a')]), localeOf(named('a'), [], 'de')))).toEqual([]);
  });
});

describe('slots that are asked for and never used', () => {
  const slots = [slotNamed('colour')];
  const action: Action = {
    name: 'paint',
    description: undefined,
    kind: 'read',
    request: { method: 'GET', url: 'https://x.example/{colour}', query: {}, headers: {}, body: undefined },
    environment: [],
    timeoutMs: 1,
    outcomes: [],
    examples: [],
  };
  const answering = (text: string): Partial<Intent> => ({ slots, outcome: { kind: 'answer', text } });
  const follow = {
    after: 'done',
    at: undefined,
    delayMs: 1,
    step: { kind: 'say' as const, text: 'Was {colour} right?' },
  };

  test.each<[string, Partial<Intent>, string[]]>([
    ['nothing says it', answering('It comes tomorrow.'), ['colour']],
    ['another word has it in it', answering('{colours} are many.'), ['colour']],
    ['its own intent answers from an article', { slots, outcome: { kind: 'article', articleId: 'x' } }, ['colour']],
    ['the answer has it', answering('It is {colour}.'), []],
    ['a condition of the answer looks at it', answering('{if colour is red}Fast!{end}'), []],
    [
      'another slot depends on it',
      {
        slots: [...slots, slotNamed('size', { when: { name: 'colour', texts: ['red'], negated: false } })],
        outcome: { kind: 'answer', text: '{size}' },
      },
      [],
    ],
    [
      'another question names it',
      {
        slots: [...slots, slotNamed('size', { ask: 'How large in {colour}?' })],
        outcome: { kind: 'answer', text: '{size}' },
      },
      [],
    ],
    ['the action sends it', { slots, action: { name: 'paint', confirm: undefined, wordings: {} } }, []],
    [
      'a wording has it',
      { slots, action: { name: 'other', confirm: undefined, wordings: { done: 'Now {colour}.' } } },
      [],
    ],
    ['what is said later has it', { slots, followUps: [follow] }, []],
    ['people take over, who read it', { slots, outcome: { kind: 'escalate' } }, []],
    ['a survey counts it', { slots, isSurvey: true }, []],
  ])('%s', (_, more, found) => {
    const content = { ...contentOf(localeOf([intentNamed('paint', ['paint it'], more)])), actions: { paint: action } };
    expect(unusedSlots(content).map(({ at }) => (at as { slot?: string }).slot)).toEqual(found);
  });

  test('what customers say by themselves is used, by its name or by its type', () => {
    const order = intentNamed('track', ['where is {number}'], {
      slots: [slotNamed('order', { type: 'order_number' })],
    });
    const said = (utterance: string) => unusedSlots(contentOf(localeOf([{ ...order, utterances: [utterance] }])));
    expect(said('where is it')).toHaveLength(1);
    expect(said('where is {order}')).toEqual([]);
    expect(said('where is {order_number}')).toEqual([]);
  });
});

describe('articles that no question leads to', () => {
  const [hours, courses] = [
    articleNamed('hours', 'Opening hours'),
    articleNamed('courses', 'Courses', { alternates: ['learn it'] }),
  ];
  const find = (found: Record<string, string>) => (query: string) => found[query];

  test.each<{ title: string; found: Record<string, string>; missing: string[] }>([
    { title: 'each is found by its title', found: { 'Opening hours': 'hours', Courses: 'courses' }, missing: [] },
    { title: 'an alternate is enough', found: { 'Opening hours': 'hours', 'learn it': 'courses' }, missing: [] },
    { title: 'another is found first', found: { 'Opening hours': 'courses', Courses: 'courses' }, missing: ['hours'] },
    { title: 'nothing is found', found: { Courses: 'courses' }, missing: ['hours'] },
  ])('$title', ({ found, missing }) => {
    const content = contentOf(localeOf([], [hours, courses]));
    expect(unreachableArticles(content, find(found)).map(({ at }) => at)).toEqual(
      missing.map((article) => ({ article })),
    );
  });

  test('what is for staff only, and what an intent answers from, need not be found', () => {
    const source = intentNamed('open', ['when'], { outcome: { kind: 'answer', text: 'At 9.', sourceId: 'hours' } });
    const whole = intentNamed('learn', ['how'], { outcome: { kind: 'article', articleId: 'courses' } });
    const staff = articleNamed('inside', 'Inside', { audience: 'staff' });
    expect(unreachableArticles(contentOf(localeOf([source, whole], [hours, courses, staff])), () => undefined)).toEqual(
      [],
    );
  });
});
