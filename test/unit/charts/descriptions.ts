/** Descriptions of charts of every kind, of any names and figures. */

import fc from 'fast-check';
import type { Chart } from '../../../src/charts/chart.ts';

/** Names as customers and admins may choose them; those that read like a broken figure would be taken for one. */
const name = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      '',
      '<b>&"\'',
      ']]>',
      '\u0000\u001b[31m',
      '\ud800',
      '\ufffe',
      '\u202eabc',
      '发票',
      'محمد',
      '😀',
      'x'.repeat(9_000),
    ),
  )
  .filter((text) => !/NaN|undefined|Infinity/.test(text));

const figure = fc.oneof(
  fc.double(),
  fc.integer({ min: -50, max: 50 }),
  fc.double({ min: 0, max: 1 }),
  fc.constantFrom(0, -0, Number.NaN, 1e-320, 1e308, -1e308, Number.POSITIVE_INFINITY, 1e15, 3_600_000),
);
const unit = fc.constantFrom(
  'count' as const,
  'share' as const,
  'ms' as const,
  'score' as const,
  'number' as const,
  'money' as const,
);
const axis = fc.record({ label: name, unit });
const count = fc.option(fc.nat(1_000), { nil: undefined });
const range = { low: fc.option(figure, { nil: undefined }), high: fc.option(figure, { nil: undefined }) };
const values = fc.array(
  fc.record({ name, value: figure, ...range, count, group: fc.option(name, { nil: undefined }) }),
  {
    maxLength: 50,
  },
);
const along = fc.oneof(
  fc.record({
    label: name,
    kind: fc.constant('time' as const),
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kathmandu'),
  }),
  fc.record({ label: name, kind: fc.constant('number' as const), unit }),
);
const place = fc.oneof(figure, fc.integer({ min: 1.6e12, max: 1.8e12 }));
const series = fc.array(
  fc.record({
    name,
    points: fc.array(fc.record({ x: place, y: figure, ...range, count }), { maxLength: 12 }),
    isDashed: fc.boolean(),
  }),
  { maxLength: 8 },
);
const heading = { title: name, says: name };
const names = fc.array(name, { maxLength: 45 });
const grid = (cell: fc.Arbitrary<number | undefined>) => fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 6 });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const { tree } = fc.letrec<{ tree: Extract<Chart, { kind: 'tree' }>['root'] }>((tie) => ({
  tree: fc.record({
    label: name,
    count: fc.nat(),
    edge: fc.option(name, { nil: undefined }),
    children: fc.oneof({ depthSize: 'small' }, fc.constant([]), fc.array(tie('tree'), { maxLength: 3 })),
  }),
}));

/** Each kind with what may be said of it. */
export const DESCRIPTIONS: { [Kind in Chart['kind']]: fc.Arbitrary<Extract<Chart, { kind: Kind }>> } = {
  bars: fc.record({ ...heading, kind: fc.constant('bars'), axis, bars: values }),
  intervals: fc.record({
    ...{ ...heading, kind: fc.constant('intervals'), axis, rows: values },
    reference: fc.option(fc.record({ value: figure, label: name }), { nil: undefined }),
  }),
  lines: fc.record({ ...heading, kind: fc.constant('lines'), x: along, y: axis, series }),
  areas: fc.record({ ...heading, kind: fc.constant('areas'), x: along, y: axis, series }),
  scatter: fc.record({
    ...{ ...heading, kind: fc.constant('scatter'), x: axis, y: axis },
    series: fc.array(fc.record({ name, points: fc.array(fc.record({ x: figure, y: figure, count })) }), {
      maxLength: 8,
    }),
  }),
  heat: fc.record({
    ...{ ...heading, kind: fc.constant('heat'), rowLabel: name, columnLabel: name, unit, rows: names, columns: names },
    values: grid(fc.option(figure, { nil: undefined })),
  }),
  confusion: fc.record({
    ...{ ...heading, kind: fc.constant('confusion'), rowLabel: name, columnLabel: name, names },
    ...{ counts: grid(fc.nat(100)) as fc.Arbitrary<number[][]>, totals: fc.array(fc.nat(100)) },
  }),
  reliability: fc.record({
    ...{ ...heading, kind: fc.constant('reliability'), expectedLabel: name, happenedLabel: name },
    bins: fc.array(fc.record({ from: share, to: share, expected: share, happened: share, count: fc.nat(50) })),
  }),
  tree: fc.record({ ...heading, kind: fc.constant('tree'), root: tree }),
  none: fc.record({ ...heading, kind: fc.constant('none'), reason: name }),
};
