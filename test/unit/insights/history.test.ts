import { describe, expect, test } from 'vitest';
import { createCalendar } from '../../../src/domain/sla/calendar.ts';
import { collectHistory, type History } from '../../../src/insights/history/history.ts';
import { toTalks } from '../../../src/insights/history/talks.ts';
import { ticketTimes } from '../../../src/insights/history/ticket-times.ts';
import { DAY_MS, decided, HOUR_MS, inOrder, MINUTE_MS, outcomeOf, rated, START, ticketEvents } from './facts.ts';

const RANGE = { since: START, until: START + 30 * DAY_MS };
const LATER = RANGE.until;

function talksOf(...facts: Parameters<typeof inOrder>[0]) {
  return toTalks(collectHistory(inOrder(facts), RANGE).turns, LATER);
}

describe('talks', () => {
  test('a customer who comes back within 72 hours goes on with the same talk, later with another one', () => {
    const talks = talksOf([
      decided(START, 'a'),
      decided(START + 72 * HOUR_MS, 'a'),
      decided(START + 144 * HOUR_MS + 1, 'a'),
      decided(START + 1, 'b'),
    ]);
    expect(talks.map(({ conversationId, turns }) => [conversationId, turns])).toEqual([
      ['a', 2],
      ['b', 1],
      ['a', 1],
    ]);
  });

  const answered = decided(START, 'a');
  const handover = decided(START + 1, 'a', { action: 'handed_over', ticketId: 't' });
  test.each([
    ['an answer that the customer says helped', 'confirmed', [answered, outcomeOf(answered, 'helped')]],
    ['an answer of which nobody says anything', 'assumed', [answered]],
    ['an answer and thanks', 'assumed', [answered, decided(START + 1, 'a', { rule: 'courtesy' })]],
    ['an answer that did not help', 'unanswered', [answered, outcomeOf(answered, 'not_helped')]],
    ['a 👍 that was taken back', 'assumed', [answered, outcomeOf(answered, 'helped'), outcomeOf(answered, undefined)]],
    ['nothing but a question back', 'unanswered', [decided(START, 'a', { action: 'asked_to_rephrase' })]],
    [
      'an answer, then something the bot did not know',
      'unanswered',
      [answered, decided(START + 1, 'a', { action: 'offered_choices' })],
    ],
    ['an answer, then a person', 'with_people', [answered, handover]],
    ['a ticket that was opened again', 'with_people', [decided(START, 'a', { action: 'reopened' })]],
  ] as const)('%s is %s', (_what, end, facts) => {
    expect(talksOf(facts).map((talk) => talk.end)).toEqual([end]);
  });

  test('what was said less than 72 hours ago may go on yet, also where people have it', () => {
    const turns = collectHistory([decided(LATER - HOUR_MS, 'a')], RANGE).turns;
    expect(toTalks(turns, LATER).map(({ end }) => end)).toEqual(['unfinished']);
    const withPeople = collectHistory([decided(LATER - HOUR_MS, 'a', { action: 'handed_over' })], RANGE).turns;
    expect(toTalks(withPeople, LATER).map(({ end }) => end)).toEqual(['unfinished']);
  });

  test.each(['courtesy', 'rating_given', 'language_chosen', 'talk_closed'] as const)('%s alone is no talk', (rule) => {
    expect(talksOf([decided(START, 'a', { rule })])).toEqual([]);
  });
});

describe('tickets', () => {
  const at = (hours: number) => START + hours * HOUR_MS;
  // Monday to Friday, 9 to 17.
  const hours = [{ fromMinute: 9 * 60, toMinute: 17 * 60 }];
  const calendar = createCalendar({ timeZone: 'UTC', week: [[], hours, hours, hours, hours, hours, []], dates: {} });
  const timesOf = (...facts: ReturnType<typeof ticketEvents>[]) => {
    const { tickets } = collectHistory(inOrder(facts), RANGE);
    return tickets.map((ticket) => ticketTimes(ticket, calendar, LATER));
  };

  test('the first reply, handling and resolution are told by the wall clock and by the hours', () => {
    const [times] = timesOf(
      ticketEvents('t', [
        ['opened', at(8)],
        ['claimed', at(10)],
        ['replied', at(11)],
        ['customer_wrote', at(15)],
        ['replied', at(16)],
        ['resolved', at(34)],
      ]),
    );
    expect(times).toMatchObject({
      firstReply: { wallMs: 3 * HOUR_MS, businessMs: 2 * HOUR_MS },
      // With staff from 8 to 11 and from 15 to 16.
      handling: { wallMs: 2 * HOUR_MS, businessMs: 2 * HOUR_MS },
      resolution: { wallMs: 26 * HOUR_MS, businessMs: 3 * HOUR_MS },
      resolvedAt: at(34),
      replies: 2,
      repliedBy: ['sam'],
    });
  });

  test('a reply that was taken back before it left never was', () => {
    const [times] = timesOf(
      ticketEvents('t', [
        ['opened', at(9)],
        ['replied', at(10)],
        ['reply_withdrawn', at(10) + 1],
        ['replied', at(12)],
      ]),
    );
    expect(times?.firstReplyAt).toBe(at(12));
    expect(times?.replies).toBe(1);
  });

  test('a ticket that was opened again is not resolved, and says since when', () => {
    const [times] = timesOf(
      ticketEvents('t', [
        ['opened', at(9)],
        ['replied', at(10)],
        ['resolved', at(11)],
        ['reopened', at(12)],
      ]),
    );
    expect(times?.resolvedAt).toBeUndefined();
    expect(times?.resolutions).toEqual([{ at: at(11), by: 'sam', reopenedAt: at(12) }]);
    expect(times?.resolution).toBeUndefined();
  });
});

describe('what happened', () => {
  const historyOf = (...facts: Parameters<typeof inOrder>[0]): History => collectHistory(inOrder(facts), RANGE);

  test('a ticket knows what the bot handed it over for', () => {
    const handover = decided(START, 'c of t', { action: 'handed_over', ticketId: 't', reason: 'angry', locale: 'zh' });
    const { tickets } = historyOf(handover, ticketEvents('t', [['opened', START]]));
    expect(tickets).toMatchObject([{ reason: 'angry', locale: 'zh', intent: 'track_order' }]);
  });

  test('of several scores of a message the last counts, and one that was withdrawn was never asked for', () => {
    const [asked, first] = rated(START, 't', 2);
    const again = { ...(first as object), id: 9_999, at: START + 2 * MINUTE_MS, score: 5 } as never;
    expect(historyOf(asked as never, first as never, again).scores).toMatchObject([{ score: 5, askedAt: START }]);
    const withdrawn = { ...(asked as object), kind: 'unasked', at: START + 1 } as never;
    expect(historyOf(asked as never, withdrawn).scores).toEqual([]);
  });
});
