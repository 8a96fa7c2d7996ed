import { beforeEach, describe, expect, test } from 'vitest';
import type { ActionResult } from '../../../src/domain/actions/action.ts';
import type { FollowUp, Intent } from '../../../src/domain/content.ts';
import { DAY_MS, HOUR_MS } from '../../../src/domain/policy.ts';
import { actingConversation, intentOf, ORDER_NUMBER } from '../../support/acting-conversation.ts';
import { ANNA, analysis, type TestConversation } from '../../support/conversation.ts';

const answered = (state: string, more: Record<string, string> = {}): ActionResult => ({
  kind: 'answered',
  outcome: 'found',
  values: {
    state: { type: 'text', value: state },
    ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, { type: 'date' as const, value }])),
  },
});
const DOWN: ActionResult = { kind: 'failed', failure: 'unknown', reason: 'it is down' };
const ASKS = analysis([['notify', 0.9, { order_number: '100234' }]]);

const WATCH: FollowUp = {
  after: 'found',
  at: undefined,
  delayMs: 0,
  step: {
    kind: 'watch',
    everyMs: 2 * HOUR_MS,
    forMs: 5 * HOUR_MS,
    until: { name: 'state', texts: ['packed'], negated: true },
    text: '{order_number} is {state}.',
    otherwise: '{order_number} is still here.',
  },
};
const remind = (delayHours: number, at?: string): FollowUp => ({
  after: 'found',
  at,
  delayMs: delayHours * HOUR_MS,
  step: { kind: 'say', text: 'It begins on {starts_at}.' },
});

const SURVEY = intentOf('survey', {
  isSurvey: true,
  slots: [
    { name: 'score', type: 'number', ask: 'How many stars?', values: {}, pattern: undefined },
    { name: 'comment', type: 'text', ask: 'Why?', values: {}, pattern: undefined },
  ],
  outcome: { kind: 'answer', text: 'Thank you.' },
});

let talk: TestConversation;
beforeEach(() => {
  talk = actingConversation();
});

function follow(followUps: FollowUp[], more: Intent[] = []): void {
  const wordings = { found: 'It is {state}.', not_found: 'No.' };
  const action = { name: 'order_status', confirm: undefined, wordings };
  const notify = intentOf('notify', { slots: [ORDER_NUMBER], action, followUps });
  const { en } = talk.content.locales;
  if (en !== undefined) talk.content = { ...talk.content, locales: { en: { ...en, intents: [notify, ...more] } } };
}

const texts = () => talk.sent.map(({ text }) => text);
/** When it is looked at again, in hours from now; undefined where nothing waits. */
const dueIn = () => {
  const set = talk.effects.findLast((effect) => effect.kind === 'set_timer' && effect.timer === 'follow_up');
  return set?.kind === 'set_timer' ? (set.at - talk.now) / HOUR_MS : undefined;
};
const fires = () => talk.handle({ kind: 'timer', timer: 'follow_up' });
const passesAndFires = (hours: number) => {
  talk.pass(hours * HOUR_MS);
  return fires();
};

describe('what is watched', () => {
  beforeEach(() => {
    follow([WATCH]);
    talk.answers = () => answered('packed');
    talk.says('tell me when 100234 ships', ASKS);
  });

  test('is looked at again and again, in silence, and told once when it is there', () => {
    expect(texts()).toEqual(['It is packed.']);
    expect(dueIn()).toBe(2);
    passesAndFires(2);
    expect([texts(), dueIn()]).toEqual([[], 2]);
    talk.answers = () => answered('shipped');
    const { records } = passesAndFires(2);
    expect(texts()).toEqual(['100234 is shipped.']);
    expect(records[0]).toMatchObject({ rule: 'follow_up', action: 'informed', intent: 'notify' });
    expect(dueIn()).toBeUndefined();
    expect(talk.state.followUps).toEqual([]);
  });

  test('goes on where nobody answers, and is given up with a word when its time is over', () => {
    talk.answers = () => DOWN;
    for (const silent of [2, 2]) {
      passesAndFires(silent);
      expect(texts()).toEqual([]);
    }
    passesAndFires(2);
    expect(texts()).toEqual(['100234 is still here.']);
    expect(talk.state.followUps).toEqual([]);
  });

  test('is told no more once its button is pressed, also while a person is in charge', () => {
    const [stop] = talk.sent[0]?.choices ?? [];
    expect(stop?.label).toBe('No need to tell me');
    talk.says('a person please', analysis([], { wantsPerson: true }));
    talk.chooses(stop?.id ?? '');
    expect(texts()).toEqual(['All right, I will not write about that.']);
    expect(talk.state.followUps).toEqual([]);
    expect(talk.effects).toContainEqual({ kind: 'cancel_timer', timer: 'follow_up' });
  });

  test('is told no more after words that take it back, and only what was asked for last', () => {
    const takesBack = analysis([], { isQuestion: false, cancels: true });
    talk.says('no need to tell me', takesBack);
    expect(texts()).toEqual(['All right, I will not write about that.']);
    expect(talk.state.followUps).toEqual([]);
    talk.says('no need to tell me', takesBack);
    expect(texts()).toEqual(['All right, then I leave that alone. What can I do for you?']);
  });

  test('asked for twice is told once; for another order it is another', () => {
    talk.says('tell me when 100234 ships', ASKS);
    expect(talk.state.followUps).toHaveLength(1);
    talk.says('and 100235', analysis([['notify', 0.9, { order_number: '100235' }]]));
    expect(talk.state.followUps).toHaveLength(2);
    talk.answers = () => answered('shipped');
    passesAndFires(2);
    expect([texts(), dueIn()]).toEqual([['100234 is shipped.'], 0]);
    fires();
    expect(texts()).toEqual(['100235 is shipped.']);
  });

  test('is told where a person is in charge as well', () => {
    talk.says('a person please', analysis([], { wantsPerson: true }));
    talk.does(ANNA, { kind: 'claim' });
    talk.answers = () => answered('shipped');
    passesAndFires(2);
    expect(texts()).toEqual(['100234 is shipped.']);
  });

  test('is not told to somebody who cannot be written to', () => {
    talk.handle({ kind: 'reachability', reachable: false, detail: 'blocked' });
    talk.answers = () => answered('shipped');
    passesAndFires(2);
    expect(texts()).toEqual([]);
    expect(talk.state.followUps).toEqual([]);
  });
});

test('what is there already is not watched', () => {
  follow([WATCH]);
  talk.answers = () => answered('shipped');
  talk.says('tell me when 100234 ships', ASKS);
  expect(talk.sent[0]?.choices).toEqual([]);
  expect(talk.state.followUps).toBeUndefined();
});

test('another outcome is followed by nothing', () => {
  follow([WATCH]);
  talk.answers = () => ({ ...answered('packed'), outcome: 'not_found' }) as ActionResult;
  talk.says('tell me when 100234 ships', ASKS);
  expect(texts()).toEqual(['No.']);
  expect(talk.state.followUps).toBeUndefined();
});

describe('a reminder', () => {
  const beginsIn = (hours: number) => {
    const at = new Date(talk.now + hours * HOUR_MS).toISOString();
    talk.answers = () => answered('booked', { starts_at: at });
    talk.says('tell me', ASKS);
  };

  test('is said so long before the date, with its values', () => {
    follow([remind(-24, 'starts_at')]);
    beginsIn(72);
    expect(dueIn()).toBe(48);
    passesAndFires(48);
    expect(texts()[0]).toMatch(/^It begins on January 8/);
  });

  test('is not said where the date is nearer than that', () => {
    follow([remind(-24, 'starts_at')]);
    beginsIn(23);
    expect(talk.state.followUps).toBeUndefined();
  });

  test('is not said after the date, as when the desk was down', () => {
    follow([remind(-24, 'starts_at')]);
    beginsIn(72);
    passesAndFires(73);
    expect(texts()).toEqual([]);
    expect(talk.state.followUps).toEqual([]);
  });

  test('without a date counts from the outcome', () => {
    follow([remind(3)]);
    beginsIn(72);
    expect(dueIn()).toBe(3);
  });

  test('says what it was to say, whatever the content says by then', () => {
    follow([remind(3)]);
    beginsIn(72);
    follow([]);
    passesAndFires(3);
    expect(texts()[0]).toContain('It begins on');
  });
});

describe('a survey', () => {
  const survey: FollowUp = { after: 'found', at: undefined, delayMs: HOUR_MS, step: { kind: 'ask', intent: 'survey' } };
  const kept = () =>
    talk.effects.flatMap((effect) => (effect.kind === 'keep_survey_answer' ? [[effect.question, effect.value]] : []));
  beforeEach(() => {
    follow([survey], [SURVEY]);
    talk.answers = () => answered('packed');
    talk.says('tell me', ASKS);
  });

  test('asks its questions one by one; each answer is kept as it comes', () => {
    passesAndFires(1);
    expect([texts(), kept()]).toEqual([['How many stars?'], [[undefined, undefined]]]);
    talk.pass(5 * HOUR_MS);
    talk.says('4', analysis([], { expectedSlotValue: '4', isQuestion: false }));
    expect([texts(), kept()]).toEqual([['Why?'], [['score', '4']]]);
    talk.says('it was late', analysis([], { expectedSlotValue: 'it was late', isQuestion: false }));
    expect([texts(), kept()]).toEqual([['Thank you.'], [['comment', 'it was late']]]);
  });

  test('waits until nobody is in charge, and is dropped after a week of that', () => {
    talk.says('a person please', analysis([], { wantsPerson: true }));
    passesAndFires(1);
    expect([texts(), dueIn()]).toEqual([[], 1]);
    talk.pass(8 * DAY_MS);
    fires();
    expect(texts()).toEqual([]);
    expect(talk.state.followUps).toEqual([]);
  });

  test('that is gone from the content is not asked', () => {
    follow([]);
    passesAndFires(1);
    expect([texts(), talk.state.followUps]).toEqual([[], []]);
  });
});
