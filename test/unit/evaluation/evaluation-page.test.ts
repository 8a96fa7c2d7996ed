import { expect, test } from 'vitest';
import { compareEvaluations } from '../../../src/evaluation/compare-figures.ts';
import { figuresOf } from '../../../src/evaluation/figures.ts';
import type { Judged } from '../../../src/evaluation/judge-fold.ts';
import { renderEvaluationPage } from '../../../src/evaluation/report/evaluation-page.tsx';

function pageOf(judged: Judged[], before?: Judged[]): Promise<string> {
  const evaluation = { judged, figures: figuresOf(judged) };
  const changes = before && compareEvaluations(evaluation, { judged: before, figures: figuresOf(before) });
  const section = { locale: 'en', figures: evaluation.figures, changes };
  return renderEvaluationPage({ desk: '<Lamp & Co>', folds: 5, locales: [section], comparedWith: 'Beside "that".' });
}

const HOSTILE = '<script>alert(1)</script>"&\'';

test('every text of the desk is escaped, and the page needs no script and nothing from elsewhere', async () => {
  const page = await pageOf(
    [{ text: HOSTILE, meant: 'a', takenFor: 'b', confidence: 0.9 }],
    [{ text: HOSTILE, meant: 'a', takenFor: 'a', confidence: 0.9 }],
  );
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).toContain('&lt;Lamp &amp; Co&gt;');
  expect(page).not.toMatch(/<script|javascript:| src=| href=|@import|url\(/i);
  expect(page).toContain('default-src &#39;none&#39;');
});

test('the heat map shows the intents that are confused, with counts, and says how many are left out', async () => {
  const right = ['a', 'b', 'c'].map((intent) => ({ text: intent, meant: intent, takenFor: intent, confidence: 1 }));
  const page = await pageOf([...right, { text: 'x', meant: 'a', takenFor: 'b', confidence: 0.4 }]);
  expect(page).toContain('<title>a taken for b: 1</title>');
  expect(page).toContain('<title>b taken for b: 1</title>');
  expect(page).not.toContain('c taken for');
  expect(page).toContain('1 intent that is confused less, or never, is left out.');
});

test('of very many confused intents the map shows those that are confused most', async () => {
  const judged = Array.from({ length: 200 }, (_, index) => {
    return { text: `${index}`, meant: `meant ${index % 100}`, takenFor: `taken ${index % 100}`, confidence: 0.5 };
  });
  const [wide] = (await pageOf(judged)).split('class="chart narrow"');
  expect(wide?.match(/ taken for [^<]*<\/title>/g)).toHaveLength(24 * 24);
});

test('where nothing was mistaken there is no map, and nothing to compare is no list of changes', async () => {
  const page = await pageOf([{ text: 'x', meant: 'a', takenFor: 'a', confidence: 0.9 }]);
  expect(page).toContain('Nothing was taken for anything else.');
  expect(page).not.toContain('What changed');
});
