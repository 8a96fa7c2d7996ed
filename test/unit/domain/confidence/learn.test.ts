import { describe, expect, test } from 'vitest';
import type { KindLabel } from '../../../../src/domain/confidence/labels.ts';
import { allFits, type FormerFit, fitsDue } from '../../../../src/domain/confidence/learn.ts';

/** Labels of one kind and locale, known at 1, 2, 3, …; half of them right. */
function labels(count: number, parts: Partial<KindLabel> = {}): KindLabel[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ kind: 'intent', locale: 'en', about: `intent-${index % 10}` },
    ...{ confidence: 0.9, right: index % 2 === 0, at: index + 1 },
    ...parts,
  }));
}

const known = (locales: string[], former: FormerFit[] = []) => ({ offTopicShare: 0.25, fits: [], locales, former });
const told = (fits: { kind: string; locale: string; labels: number }[]) =>
  fits.map(({ kind, locale, labels: count }) => `${kind} ${locale || 'all'} ${count}`);

describe('fits that are due', () => {
  test.each<[string, KindLabel[], string[], string[]]>([
    ['none from 49 labels', labels(49), ['en'], []],
    ['one from 50', labels(50), ['en'], ['intent en 50']],
    [
      'one of all together beside it, for a locale with too few',
      [...labels(50), ...labels(9, { locale: 'zh' })],
      ['en', 'zh'],
      ['intent en 50', 'intent all 59'],
    ],
    [
      'one of all together where none has enough',
      [...labels(30), ...labels(30, { locale: 'zh' })],
      ['en', 'zh'],
      ['intent all 60'],
    ],
    [
      'one for each kind',
      [...labels(50), ...labels(60, { kind: 'article' })],
      ['en'],
      ['intent en 50', 'article en 60'],
    ],
    ['none of 50 of both kinds together', [...labels(25), ...labels(25, { kind: 'article' })], ['en'], []],
  ])('%s', (_, given, locales, expected) => expect(told(fitsDue(given, known(locales)))).toEqual(expected));

  test('are due again with a tenth more labels, and no fewer than ten', () => {
    const since = (at: number): FormerFit[] => [{ kind: 'intent', locale: 'en', at }];
    expect(fitsDue(labels(60), known(['en'], since(51)))).toEqual([]);
    expect(fitsDue(labels(60), known(['en'], since(50)))).toHaveLength(1);
    expect(fitsDue(labels(400), known(['en'], since(361)))).toEqual([]);
    expect(fitsDue(labels(400), known(['en'], since(360)))).toHaveLength(1);
    expect(fitsDue(labels(60), known(['en'], [{ kind: 'article', locale: 'en', at: 99 }]))).toHaveLength(1);
  });

  test('are judged beside what is in force', () => {
    const [first] = fitsDue(labels(60), known(['en']));
    expect(first).toMatchObject({ isBetter: true });
    const fit = { id: 1, kind: 'intent', locale: 'en', slope: 1, intercept: -Math.log(9) } as const;
    const [second] = fitsDue(labels(60), { ...known(['en']), fits: [fit] });
    expect(second).toMatchObject({ isBetter: false });
  });

  test('are all of them when asked for, due or not', () => {
    expect(told(allFits(labels(50), known(['en'])))).toEqual(['intent en 50']);
  });
});
