import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MEASURES } from '../../src/domain/measures.ts';
import { EXPORT_COLUMNS } from '../../src/insights/export/export-rows.ts';
import { REPORT_NAMES } from '../../src/insights/report.ts';

const DOCUMENT = readFileSync(join(import.meta.dirname, '../../docs/insights.md'), 'utf8');
const lines = DOCUMENT.split('\n');

test('docs/insights.md says of every measure what it means, as the pages do', () => {
  for (const [name, { title, unit, formula }] of Object.entries(MEASURES)) {
    expect(lines.find((line) => line.startsWith(`| \`${name}\` |`))).toContain(`| ${title} | ${unit} | ${formula} |`);
  }
});

test('docs/insights.md names every report, and every column of the exports with what it holds', () => {
  for (const name of REPORT_NAMES) expect(DOCUMENT).toContain(`| \`${name}\` |`);
  for (const columns of Object.values(EXPORT_COLUMNS)) {
    for (const [column, what] of Object.entries(columns)) expect(lines).toContain(`| \`${column}\` | ${what} |`);
  }
});
