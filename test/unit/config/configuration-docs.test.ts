import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parseDeskFile } from '../../../src/config/desk-file.ts';
import { environmentVariables, parseEnvironment } from '../../../src/config/environment.ts';
import { projectRoot } from '../../../src/config/project-root.ts';
import { adapterSettings } from '../../support/adapter-settings.ts';

let page: string;
let examples: string[];

beforeAll(async () => {
  page = await readFile(join(projectRoot(), 'docs', 'configuration.md'), 'utf8');
  examples = Array.from(page.matchAll(/^```yaml\n(.*?)^```$/gms), ([, text = '']) => text);
});

test('docs/configuration.md has every variable, with its default', () => {
  const defaults = parseEnvironment({});
  const rows = Object.keys(environmentVariables()).map((name) => {
    const value = defaults[name];
    return `| \`${name}\` | ${value === undefined ? '–' : `\`${value}\``} |`;
  });
  expect(rows.filter((row) => !page.includes(row))).toEqual([]);
});

test('docs/configuration.md has the defaults of desk.yaml', () => {
  const [defaults = ''] = examples;
  expect({ ...parseDeskFile(defaults), adapters: {} }).toEqual({ ...parseDeskFile(''), adapters: {} });
  expect(adapterSettings(defaults)).toEqual(adapterSettings(''));
});

test('every example of docs/configuration.md can be used', () => {
  expect(examples.length).toBeGreaterThan(1);
  for (const example of examples) expect(() => parseDeskFile(example)).not.toThrow();
});
