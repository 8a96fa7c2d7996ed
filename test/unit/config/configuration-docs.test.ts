import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parseDeskFile } from '../../../src/config/desk-file.ts';
import { parseEnvironment, VARIABLE_NAMES } from '../../../src/config/environment.ts';
import { projectRoot } from '../../../src/config/project-root.ts';

let page: string;
let examples: string[];

beforeAll(async () => {
  page = await readFile(join(projectRoot(), 'docs', 'configuration.md'), 'utf8');
  examples = Array.from(page.matchAll(/^```yaml\n(.*?)^```$/gms), ([, text = '']) => text);
});

test('docs/configuration.md has every variable, with its default', () => {
  const defaults = parseEnvironment({});
  const rows = VARIABLE_NAMES.map((name) => {
    const value = defaults[name];
    return `| \`${name}\` | ${value === undefined ? '–' : `\`${value}\``} |`;
  });
  expect(rows.filter((row) => !page.includes(row))).toEqual([]);
});

test('docs/configuration.md has the defaults of desk.yaml', () => {
  expect(parseDeskFile(examples[0] ?? '')).toEqual(parseDeskFile(''));
});

test('every example of docs/configuration.md can be used', () => {
  expect(examples.length).toBeGreaterThan(1);
  for (const example of examples) expect(() => parseDeskFile(example)).not.toThrow();
});
