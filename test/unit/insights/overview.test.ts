import { expect, test } from 'vitest';
import type { MeasureName } from '../../../src/domain/measures.ts';
import { overview } from '../../../src/insights/overview/overview.ts';
import type { Figure } from '../../../src/insights/report.ts';
import { figureWords } from '../../../src/insights/report-words.ts';
import { decided, HOUR_MS, inOrder, MINUTE_MS, outcomeOf, START, ticketEvents } from './facts.ts';
import { PERIOD, reportInput } from './report-input.ts';

function figuresOf(facts: Parameters<typeof inOrder>[0], goals = {}): (name: MeasureName) => Figure {
  const blocks = overview(reportInput(inOrder(facts), { goals }));
  const figures = blocks.flatMap((block) => (block.kind === 'figures' ? block.figures : []));
  return (name) => figures.find(({ measure }) => measure === name) as Figure;
}

const IN = PERIOD.since + HOUR_MS;
const BEFORE = START + HOUR_MS;

test('what the bot settled is told apart from what was silence, handed over, and left', () => {
  const helped = decided(IN, 'a');
  const figure = figuresOf([
    helped,
    outcomeOf(helped, 'helped'),
    decided(IN, 'b'),
    decided(IN, 'c', { action: 'handed_over', ticketId: 't' }),
    decided(IN, 'd', { action: 'asked_to_rephrase' }),
    decided(BEFORE, 'e'),
  ]);
  expect(figure('conversations')).toMatchObject({ value: 4, before: 1 });
  expect(figure('automation_rate')).toMatchObject({ value: 0.5, before: 1, count: 4 });
  expect(figure('confirmed').value).toBe(0.25);
  expect(figure('assumed').value).toBe(0.25);
  expect(figure('handed_over').value).toBe(0.25);
  expect(figure('unanswered').value).toBe(0.25);
});

test('times are those of tickets that got so far in the period, whenever they were opened', () => {
  const figure = figuresOf([
    ticketEvents('t1', [
      ['opened', BEFORE],
      ['claimed', IN],
      ['replied', IN + HOUR_MS],
      ['resolved', IN + HOUR_MS],
    ]),
    ticketEvents('t2', [
      ['opened', IN],
      ['replied', IN + 30 * MINUTE_MS],
    ]),
  ]);
  expect(figure('first_response_median')).toMatchObject({ count: 2, before: undefined });
  expect(figure('handling_median')).toMatchObject({ value: HOUR_MS, count: 1 });
  expect(figure('resolution_median').value).toBe(IN + HOUR_MS - BEFORE);
  expect(figure('tickets_opened')).toMatchObject({ value: 1, before: 1 });
  expect(figure('tickets_resolved')).toMatchObject({ value: 1, before: 0 });
  expect(figure('backlog')).toMatchObject({ value: 1, before: 1 });
});

test('a promise is kept where the clock ended in time, and not where its time ran out in the period', () => {
  const replied = (id: string, afterMs: number) =>
    ticketEvents(id, [
      ['opened', IN],
      ['replied', IN + afterMs],
    ]);
  const figure = figuresOf([
    replied('t1', 30 * MINUTE_MS),
    replied('t2', 2 * HOUR_MS),
    ticketEvents('t3', [['opened', IN]]),
  ]);
  expect(figure('sla_kept')).toMatchObject({ value: 1 / 3, count: 3 });
});

test('a resolution counts as undone where the ticket was opened again within 72 hours, wherever that falls', () => {
  const resolved = (id: string, at: number, againAfter?: number) =>
    ticketEvents(id, [
      ['opened', at - HOUR_MS],
      ['resolved', at],
      ...(againAfter === undefined ? [] : [['reopened', at + againAfter] as const]),
    ]);
  const end = PERIOD.until - HOUR_MS;
  const figure = figuresOf([resolved('t1', end, 2 * HOUR_MS), resolved('t2', end), resolved('t3', IN, 100 * HOUR_MS)]);
  expect(figure('reopen_rate')).toMatchObject({ value: 1 / 3, count: 3 });
});

test('a goal is met or missed in the direction that is better', () => {
  const facts = [
    ticketEvents('t1', [
      ['opened', IN],
      ['replied', IN + HOUR_MS],
    ]),
    decided(IN, 'a'),
  ];
  const figure = figuresOf(facts, { first_response_median: 30 * MINUTE_MS, automation_rate: 0.5 });
  expect(figure('first_response_median').goal).toEqual({ target: 30 * MINUTE_MS, isMet: false });
  expect(figure('automation_rate').goal).toEqual({ target: 0.5, isMet: true });
  expect(figureWords(figure('automation_rate')).goal?.words).toBe('goal at least 50.0 %: met');
});

test('with nothing in it each share says so, and no figure is NaN', () => {
  const blocks = overview(reportInput([], { knownSince: undefined }));
  const figures = blocks.flatMap((block) => (block.kind === 'figures' ? block.figures : []));
  expect(figures.length).toBeGreaterThan(15);
  expect(JSON.stringify(figures.map(figureWords))).not.toMatch(/NaN|undefined|Infinity/);
  const shares = figures.filter(({ value }) => value === undefined);
  expect(shares.every(({ reason }) => reason !== undefined)).toBe(true);
});

test('noise is not told as news: two weeks of the same rate, and one of a far higher one', () => {
  const talks = (count: number, from: number, name: string, settled: (index: number) => boolean) =>
    Array.from({ length: count }, (_, index) =>
      decided(from + index * HOUR_MS, `${name}${index}`, settled(index) ? {} : { action: 'asked_to_rephrase' }),
    );
  const even = figuresOf([talks(100, BEFORE, 'a', (i) => i % 2 === 0), talks(100, IN, 'b', (i) => i % 20 < 11)]);
  expect(figureWords(even('automation_rate')).change).toMatchObject({ isNews: false });
  expect(figureWords(even('automation_rate')).change?.words).toContain('within what chance does');
  const risen = figuresOf([talks(100, BEFORE, 'a', (i) => i % 2 === 0), talks(100, IN, 'b', (i) => i % 10 < 9)]);
  expect(figureWords(risen('automation_rate')).change).toMatchObject({ isNews: true, isBetter: true });
});
