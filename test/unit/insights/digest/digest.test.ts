import { expect, test } from 'vitest';
import type { Fact } from '../../../../src/domain/fact.ts';
import type { Goals } from '../../../../src/domain/measures.ts';
import { digest } from '../../../../src/insights/digest/digest.ts';
import { collectHistory } from '../../../../src/insights/history/history.ts';
import type { Report } from '../../../../src/insights/report.ts';
import { writeDigest } from '../../../../src/staff/notices/write-notices.ts';
import { DAY_MS, decided, HOUR_MS, inOrder, MINUTE_MS, outcomeOf, rated, START, ticketEvents } from '../facts.ts';
import { reportInput } from '../report-input.ts';

/** A Monday, 00:00, twelve weeks after the first one. */
const UNTIL = START + 84 * DAY_MS;
const WEEK = { since: UNTIL - 7 * DAY_MS, until: UNTIL };

function reportOf(facts: (Fact | Fact[])[], { knownSince = START, goals = {} as Goals } = {}): Report {
  const blocks = digest(
    reportInput([], {
      history: collectHistory(inOrder(facts), { since: START, until: UNTIL }),
      ...{ period: WEEK, now: UNTIL, knownSince, goals },
      levels: { policies: [], calendars: {}, openingHours: undefined },
    }),
  );
  return { name: 'digest', title: 'Digest', period: WEEK, timeZone: 'UTC', blocks };
}

/** So many talks a day on each day of a week, this many weeks ago, of which so many of ten were settled. */
function talks(weeksAgo: number, aDay: number, settled: number, intent = 'track_order'): Fact[] {
  return Array.from({ length: 7 * aDay }, (_, index) => {
    const at = UNTIL - weeksAgo * 7 * DAY_MS + Math.floor(index / aDay) * DAY_MS + (index % aDay) * MINUTE_MS + HOUR_MS;
    const turn = decided(at, `c ${weeksAgo} ${index} ${intent}`, { intent });
    return [turn, outcomeOf(turn, index % 10 < settled ? 'helped' : 'not_helped')];
  }).flat();
}

function linesOf(report: Report): Record<string, string[]> {
  const sections = writeDigest(report, 'Lamp shop')?.sections ?? [];
  return Object.fromEntries(sections.map(({ heading, lines }) => [heading, lines]));
}

test('what changed by more than chance does comes first, in words', () => {
  const { New } = linesOf(reportOf([talks(2, 20, 3), talks(1, 20, 8)]));
  expect(New).toEqual(['Automation rate rose from 30.0 % to 80.0 %, which is better.']);
});

test('where all may be chance it says so, and tells the figures beside those of the week before', () => {
  const lines = linesOf(reportOf([talks(2, 10, 5), talks(1, 10, 5)]));
  expect(lines.New).toEqual(['Nothing differs from the week before by more than chance usually does.']);
  expect(lines['Beside the week before']?.slice(0, 2)).toEqual([
    'Conversations: 70, before 70',
    'Automation rate: 50.0 %, before 50.0 %',
  ]);
});

test('a question that more customers ask than usual is named', () => {
  const usual = Array.from({ length: 10 }, (_, index) => talks(index + 1, 6, 5));
  const { New } = linesOf(reportOf([...usual, talks(1, 9, 5, 'refund'), talks(2, 1, 5, 'refund')]));
  expect(New).toContainEqual(
    expect.stringMatching(/^Asked more than usual: refund \(63 customers, [\d.]+ times as many as usual\)\.$/),
  );
});

test('goals are told as missed, with what was to be reached, and as met', () => {
  const goals = { automation_rate: 0.6, answers_helped: 0.1, satisfied_share: 0.9 };
  const rating = rated(UNTIL - DAY_MS, 't1', 5);
  expect(linesOf(reportOf([talks(1, 10, 5), rating], { goals })).Goals).toEqual([
    'Automation rate is 50.0 %; goal at least 60.0 %: missed.',
    'Met: Satisfied (100.0 %).',
  ]);
});

test('what rests on few is said to be few', () => {
  const ticket = ticketEvents('t1', [
    ['opened', UNTIL - 2 * DAY_MS],
    ['replied', UNTIL - 2 * DAY_MS + HOUR_MS],
  ]);
  expect(linesOf(reportOf([talks(1, 10, 5), ticket]))['Beside the week before']).toContain(
    'First response, median: 1 h, few (1)',
  );
});

test('alarms of the bot’s health that last are no news, and named after the goals', () => {
  const chinese = talks(1, 20, 1, 'refund').map((fact) => ({ ...fact, locale: 'zh' }) as Fact);
  const { New, Alarms } = linesOf(reportOf([talks(2, 20, 9), talks(1, 20, 9), chinese]));
  expect(New?.join()).not.toContain('Alarm');
  const said = (share: number, language: string) =>
    `Alarm: in the last 30 days the bot settled ${share} % of the talks in language ${language} and 69 % of all; this is no chance.`;
  expect(Alarms).toEqual([said(90, 'en'), said(10, 'zh')]);
});

test('two pictures go with it: talks of four weeks, and ratings of twelve', () => {
  const ratings = Array.from({ length: 40 }, (_, index) =>
    rated(UNTIL - (1 + 2 * index) * DAY_MS, `t${index}`, 4 + (index % 2)),
  );
  const charts = reportOf([talks(1, 10, 5), talks(4, 10, 5), ...ratings]).blocks.flatMap((block) =>
    block.kind === 'chart' ? block.chart : [],
  );
  expect(charts.map(({ title }) => title)).toEqual(['Talks a day', 'Mean rating over time']);
  expect(charts[0]).toMatchObject({ says: '140 talks in the period, 0 of them with people.' });
});

test('its title names the desk and the days, and what pictures cannot write stands below', () => {
  const report = reportOf([talks(1, 10, 5)]);
  const blocks = report.blocks.map((block) =>
    block.kind === 'chart' ? { ...block, picture: { png: new Uint8Array([1]), warning: 'No Thai.' } } : block,
  );
  expect(writeDigest({ ...report, blocks }, 'Lamp shop')).toMatchObject({
    title: 'The week of Lamp shop: 23 – 29 November 2026',
    notes: [expect.stringContaining('chance'), 'No Thai.'],
    pictures: [{ name: 'talks-a-day.png', text: expect.stringContaining('70 talks') }],
  });
});

test.each([
  ['nothing happened in either week', [talks(4, 10, 5)], START],
  ['the desk is younger than the week', [talks(1, 10, 5)], UNTIL - 5 * DAY_MS],
])('there is no digest where %s', (_, facts, knownSince) => {
  expect(writeDigest(reportOf(facts, { knownSince }), 'Lamp shop')).toBeUndefined();
});

test('a week in which nothing happened any more is told once', () => {
  expect(linesOf(reportOf([talks(2, 10, 5)]))['Beside the week before']?.[0]).toBe('Conversations: 0, before 70');
});

test('a desk of ten days has nothing to compare with', () => {
  expect(linesOf(reportOf([talks(1, 10, 5)], { knownSince: UNTIL - 10 * DAY_MS })).New).toEqual([
    'There is nothing to compare with yet: the desk was not there for all of the week before.',
  ]);
});
