import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, onTestFinished, test, vi } from 'vitest';
import { parse } from 'yaml';
import { keepLastGood, lastGoodContentFile } from '../../../src/analyzer/last-good-content.ts';
import { intentsCheckCommand } from '../../../src/cli/intents-check.ts';
import { intentsPhrasesCommand } from '../../../src/cli/intents-phrases.ts';
import { knowledgeCheckCommand } from '../../../src/cli/knowledge-check.ts';
import { schemasCommand } from '../../../src/cli/schemas.ts';
import { loadContent } from '../../../src/content/load-content.ts';
import { runCommand } from '../../support/run-command.ts';
import { articleFile, createTree, intentFile, write } from './content-tree.ts';

/** What a command prints, and the status it would end the process with. */
async function run(command: Command, args: string[]): Promise<{ output: string; status: number }> {
  const { output, status } = await runCommand(command, args);
  return { output, status };
}

test('intents check prints the problems of the intent files and ends with 1 when one is an error', async () => {
  const root = await createTree({
    'intents/en/a.yaml': intentFile('a', '    article: nowhere'),
    'intents/en/b\u001b[31m.yaml': intentFile('b'),
    'intents/zh/a.yaml': intentFile('a').replace('      - a said in way 5\n', ''),
    'knowledge/en/returns.md': '',
  });
  expect(await run(intentsCheckCommand(), ['--root', root])).toEqual({
    status: 1,
    output: `intents/en/a.yaml:10: error: intent a answers from the article "nowhere", which this language does not have.
intents/zh/a.yaml:4: warning: intent a has 4 of the 5 utterances that are the least to learn from
2 intents in en, 1 in zh; 1 error, 1 warning
`,
  });
});

test('intents check warns of what weakens the desk, with its place, and says what is new beside the content in force', async () => {
  const inUse = intentFile('a', '    answer: Yes.').replaceAll('a said', 'where is it said');
  const root = await createTree({
    'intents/en/a.yaml': inUse,
    'intents/zh/a.yaml': intentFile(
      'a',
      '    slots: [{ name: size, type: number, ask: How large? }]\n    answer: Yes.',
    ),
  });
  const { content } = await loadContent({ root });
  const slot = 'intent a asks for size, and nothing uses it: use {size} in what is said, or delete the slot';
  const first = await run(intentsCheckCommand(), ['--root', root]);
  expect(first.status).toBe(0);
  expect(first.output).toBe(`intents/zh/a.yaml:10: warning: ${slot}
1 intents in en, 1 in zh; 0 errors, 1 warning
No content in force is known to compare with: this desk was never started, or its data folder cannot be read.
`);
  await mkdir(join(root, 'data'));
  if (content !== undefined) await keepLastGood(lastGoodContentFile(join(root, 'data')), content);
  expect((await run(intentsCheckCommand(), ['--root', root])).output).toMatch(
    /\nWeaknesses beside the content that the desk put in force at [-0-9]+ [0-9:]+ UTC: the same\n$/,
  );
  await write(root, 'intents/zh/a.yaml', intentFile('a', '    answer: Yes.'));
  await write(root, 'intents/en/b.yaml', intentFile('b', '    answer: Yes.').replaceAll('b said', 'where to learn it'));
  const changed = (await run(intentsCheckCommand(), ['--root', root])).output;
  expect(changed).toMatch(
    /UTC: 1 new, 1 gone\n {2}new {3}an intent is in en and not in zh: b\..*\n {2}gone {2}intent a asks/,
  );
  expect(changed).not.toContain(`warning: ${slot}`);
});

test('intents phrases prints what a language lacks as a file that can be translated, and nothing when it lacks nothing', async () => {
  const root = await createTree({
    'intents/en/a.yaml': `${intentFile('a')}phrases:\n  rated: 'Ta: {name}'\n`,
    'intents/de/phrases.yaml': 'phrases:\n  helped: Ja\n',
  });
  const { output } = await run(intentsPhrasesCommand(), ['--root', root, '--locale', 'de']);
  expect(output).toContain('intents/de/phrases.yaml');
  expect(output).not.toContain('helped:');
  const { phrases } = parse(output);
  expect(phrases.rated).toBe('Ta: {name}');
  await write(root, 'intents/de/more.yaml', output);
  expect((await run(intentsPhrasesCommand(), ['--root', root, '--locale', 'de'])).output).toMatch(/already/);
  expect((await run(intentsCheckCommand(), ['--root', root])).output).toMatch(/0 errors, 0 warnings/);
});

test('knowledge check prints the problems of the articles and ends with 0 when all are warnings', async () => {
  const root = await createTree({
    'intents/en/a.yaml': '',
    'knowledge/en/gifts.md': articleFile('<b>'),
    'knowledge/en/returns.md': articleFile('See [gifts](gifts).'),
  });
  expect(await run(knowledgeCheckCommand(), ['--root', root])).toEqual({
    status: 0,
    output: `knowledge/en/gifts.md:6: warning: raw HTML (<b>) is shown to customers as it is written: use Markdown instead
2 articles in en; 0 errors, 1 warning
`,
  });
});

test('both checks look where a desk started in this folder would: by CONTENT_DIR, set or in .env, unless a root is named', async () => {
  const folder = await createTree({
    'set/intents/en/a.yaml': intentFile('a', '    answer: one'),
    'set/knowledge/en/returns.md': articleFile(),
    'other/intents/en/b.yaml': intentFile('b') + intentFile('c').replace('intents:\n', ''),
    'other/knowledge/en/returns.md': articleFile(),
    '.env': '\uFEFFCONTENT_DIR=other\r\n',
  });
  const before = process.cwd();
  onTestFinished(() => process.chdir(before));
  process.chdir(folder);
  expect((await run(intentsCheckCommand(), [])).output).toContain('2 intents in en');
  vi.stubEnv('CONTENT_DIR', join(folder, 'set'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  expect((await run(intentsCheckCommand(), [])).output).toContain('1 intents in en');
  expect((await run(knowledgeCheckCommand(), [])).output).toContain('1 articles in en');
  expect((await run(intentsCheckCommand(), ['--root', 'other'])).output).toContain('2 intents in en');
});

test('a file name cannot steer the terminal it is printed on', async () => {
  const root = await createTree({ 'intents/en/\u001b[31m.yaml': '' });
  const { output } = await run(intentsCheckCommand(), ['--root', root]);
  expect(output).toContain('intents/en/\u{fffd}[31m.yaml:1: error: the file says nothing yet');
});

test('schemas tells of saved schemas that are out of date, and writes them', async () => {
  const root = await createTree({});
  expect((await run(schemasCommand(), ['--root', root])).status).toBe(1);
  expect((await run(schemasCommand(), ['--root', root, '--write'])).status).toBe(0);
  const written = await readFile(join(root, 'schemas/intent-file.schema.json'), 'utf8');
  expect(written).toBe(await readFile('schemas/intent-file.schema.json', 'utf8'));
  expect((await run(schemasCommand(), ['--root', root])).status).toBe(0);
  await write(root, 'schemas/article.schema.json', '{}');
  const { output, status } = await run(schemasCommand(), ['--root', root]);
  expect(output).toContain('article.schema.json is out of date: run relaydesk schemas --write');
  expect(status).toBe(1);
});
