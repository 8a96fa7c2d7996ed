import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadContent } from '../../../src/content/load-content.ts';
import { articleFile, createTree, intentFile, write } from './content-tree.ts';

test('an intent is read with everything an admin can say about it', async () => {
  const root = await createTree({
    'intents/en/orders.yaml': `# comments are allowed
intents:
  - name: change_size
    category: orders
    importance: 4
    utterances:
      - change order {order_number}
      - "I want: another size"
      - it is too {size}
      - wrong   size
      - swap the size
    slots:
      - name: size
        type: choice
        ask: Which size?
        values: { small: [s, little], large: [l] }
      - name: code
        type: text
        ask: Which code?
        pattern: '^\\d+$'
    answer: |
      Size **{size}** it is.

      See {code}.
`,
  });
  const { content, diagnostics, counts } = await loadContent({ root });
  expect(diagnostics).toEqual([]);
  expect(counts).toEqual({ en: { intents: 1, articles: 0 } });
  const written = content?.locales.en?.intents.filter(({ builtIn }) => builtIn !== true);
  expect({ ...content?.locales.en, intents: written }).toEqual({
    locale: 'en',
    phrases: {},
    articles: [],
    intents: [
      {
        name: 'change_size',
        locale: 'en',
        category: 'orders',
        importance: 4,
        utterances: [
          'change order {order_number}',
          'I want: another size',
          'it is too {size}',
          'wrong size',
          'swap the size',
        ],
        slots: [
          {
            name: 'size',
            type: 'choice',
            ask: 'Which size?',
            values: { small: ['s', 'little'], large: ['l'] },
            pattern: undefined,
          },
          { name: 'code', type: 'text', ask: 'Which code?', values: {}, pattern: '^\\d+$' },
        ],
        outcome: { kind: 'answer', text: 'Size **{size}** it is.\n\nSee {code}.' },
      },
    ],
  });
});

test('an intent may be settled by an article or a person, and has a middling importance unless it says otherwise', async () => {
  const root = await createTree({
    'intents/en/a.yaml': intentFile('return_item', '    article: returns'),
    'intents/en/b.yml': intentFile('complain', '    escalate: true'),
    'knowledge/en/returns.md': articleFile(),
  });
  const { content } = await loadContent({ root });
  const written = content?.locales.en?.intents.filter(({ builtIn }) => builtIn !== true);
  const intents = written?.map(({ name, importance, outcome }) => ({ name, importance, outcome }));
  expect(intents).toEqual([
    { name: 'return_item', importance: 3, outcome: { kind: 'article', articleId: 'returns' } },
    { name: 'complain', importance: 3, outcome: { kind: 'escalate' } },
  ]);
});

test('an article is read with its front matter and its body as it was written', async () => {
  const text = `\u{feff}---\r\ntitle: Gift cards\r\nalternates: [ does it expire? ]\r\ntags: [gifts]\r\nupdated: 2026-03-01\r\n---\r\n\r\nThey never expire.\r\n\r\n---\r\n\r\n- Really.\r\n\r\n`;
  const root = await createTree({ 'knowledge/zh/gift-cards.md': text });
  const { content, diagnostics } = await loadContent({ root });
  expect(diagnostics).toEqual([]);
  expect(content?.locales.zh?.articles).toEqual([
    {
      id: 'gift-cards',
      locale: 'zh',
      title: 'Gift cards',
      alternates: ['does it expire?'],
      tags: ['gifts'],
      category: undefined,
      kind: 'faq',
      audience: 'customers',
      updated: '2026-03-01',
      body: 'They never expire.\n\n---\n\n- Really.',
    },
  ]);
});

test('the default locale comes first: the one named, else English, else the one that says most', async () => {
  const order = async (files: Record<string, string>, defaultLocale?: string) => {
    const { content } = await loadContent({ root: await createTree(files), defaultLocale });
    return Object.keys(content?.locales ?? {});
  };
  const french = {
    'intents/fr/a.yaml': intentFile('return_item', '    escalate: true'),
    'intents/fr/b.yaml': intentFile('complain', '    escalate: true'),
  };
  const german = { 'intents/de/a.yaml': intentFile('return_item', '    escalate: true') };
  const english = { 'intents/en/a.yaml': intentFile('return_item', '    escalate: true') };
  expect(await order({ ...french, ...german })).toEqual(['fr', 'de']);
  expect(await order({ ...french, ...german, ...english })).toEqual(['en', 'de', 'fr']);
  expect(await order({ ...french, ...german, ...english }, 'de')).toEqual(['de', 'en', 'fr']);
});

test('a default locale that the desk has nothing in is an error that names those there are', async () => {
  const root = await createTree({ 'intents/en/a.yaml': intentFile('return_item', '    escalate: true') });
  const { content, diagnostics } = await loadContent({ root, defaultLocale: 'de' });
  expect(content).toBeUndefined();
  expect(diagnostics).toEqual([
    {
      file: 'desk.yaml',
      line: 1,
      severity: 'error',
      reason: 'default_locale is de, but the desk has nothing in it: add intents/de, or name one of: en',
    },
  ]);
});

test('what a language has no words for is told at once, in one warning', async () => {
  const phraseKeys = ['greeting', 'fallback', 'rate'];
  const files = {
    'intents/en/a.yaml': intentFile('return_item', '    escalate: true'),
    'intents/de/phrases.yaml': 'phrases:\n  rate: Wie war es?\n',
  };
  const { content, diagnostics } = await loadContent({ root: await createTree(files), phraseKeys });
  expect(content).toBeDefined();
  expect(diagnostics).toEqual([
    {
      file: 'intents/de',
      line: 1,
      severity: 'warning',
      reason:
        '2 phrases are not worded under phrases: customers are told them in the default language, en; `relaydesk intents phrases --locale de` prints them to be translated. Missing: greeting, fallback',
    },
  ]);
  const germanOnly = await createTree({ 'intents/de/phrases.yaml': 'phrases:\n  rate: Wie war es?\n' });
  const told = await loadContent({ root: germanOnly, phraseKeys });
  expect(told.diagnostics[0]?.reason).toContain('customers are told them in English');
  const whole = await createTree({
    'intents/de/a.yaml': `phrases:\n${phraseKeys.map((key) => `  ${key}: x\n`).join('')}`,
  });
  expect((await loadContent({ root: whole, phraseKeys })).diagnostics).toEqual([]);
});

test('phrases are read, and those the desk does not have are refused', async () => {
  const root = await createTree({ 'intents/en/phrases.yaml': 'phrases:\n  greeting: Hello!\n  fallbak: Sorry.\n' });
  expect((await loadContent({ root })).content?.locales.en?.phrases).toEqual({ greeting: 'Hello!', fallbak: 'Sorry.' });
  const checked = await loadContent({ root, phraseKeys: ['greeting', 'fallback'] });
  expect(checked.content).toBeUndefined();
  expect(checked.diagnostics).toEqual([
    {
      file: 'intents/en/phrases.yaml',
      line: 3,
      severity: 'error',
      reason: 'the desk has no phrase fallbak. Did you mean "fallback"?',
    },
  ]);
});

test('mistakes in several files and places are all told at once, in the same order every time', async () => {
  const root = await createTree({
    'intents/en/b.yaml': intentFile('Wrong Name', '    importance: 9\n    anser: hi'),
    'intents/en/a.yaml': 'intents: [',
    'knowledge/en/returns.md': 'no front matter',
    'knowledge/english/x.md': articleFile(),
  });
  const first = await loadContent({ root });
  expect(first.content).toBeUndefined();
  expect(first.diagnostics.map(({ file, line, severity }) => `${file}:${line}: ${severity}`)).toEqual([
    'intents/en/a.yaml:1: error',
    'intents/en/b.yaml:2: error',
    'intents/en/b.yaml:2: error',
    'intents/en/b.yaml:10: error',
    'intents/en/b.yaml:11: error',
    'knowledge/en/returns.md:1: error',
    'knowledge/english:1: error',
  ]);
  expect((await loadContent({ root })).diagnostics).toEqual(first.diagnostics);
});

test('warnings keep nothing from being used', async () => {
  const root = await createTree({ 'knowledge/en/returns.md': articleFile('See [this](nowhere).') });
  const { content, diagnostics } = await loadContent({ root });
  expect(diagnostics.map(({ severity }) => severity)).toEqual(['warning']);
  expect(content?.locales.en?.articles).toHaveLength(1);
});

test('the version is that of names and bytes: the same for a copy, another one for any change', async () => {
  const root = await createTree({ 'intents/en/a.yaml': intentFile('a'), 'knowledge/en/returns.md': articleFile() });
  const copy = await createTree({ 'knowledge/en/returns.md': articleFile(), 'intents/en/a.yaml': intentFile('a') });
  const version = async (folder: string) => (await loadContent({ root: folder })).content?.version;
  const original = await version(root);
  expect(original).toMatch(/^[0-9a-f]{64}$/);
  expect(await version(copy)).toBe(original);
  await write(copy, 'intents/en/a.yaml', `${intentFile('a')}# a comment\n`);
  expect(await version(copy)).not.toBe(original);
  await copyFile(join(root, 'knowledge/en/returns.md'), join(root, 'knowledge/en/refunds.md'));
  expect(await version(root)).not.toBe(original);
});

test('stories beside the intents are no part of the content, and nothing is said of them', async () => {
  const root = await createTree({ 'intents/en/a.yaml': intentFile('a'), 'knowledge/en/returns.md': articleFile() });
  const before = await loadContent({ root });
  await write(root, 'intents/en/stories/first.yaml', 'no: intents');
  const after = await loadContent({ root });
  expect([after.content, after.counts, after.diagnostics]).toEqual([before.content, before.counts, []]);
  await write(root, 'intents/en/others/first.yaml', 'no: intents');
  expect((await loadContent({ root })).diagnostics).toMatchObject([{ file: 'intents/en/others', severity: 'warning' }]);
});

test('a file with very many mistakes is told in part, with the rest counted', async () => {
  const root = await createTree({ 'intents/en/a.yaml': `intents:\n${'  - 1\n'.repeat(200)}` });
  const { diagnostics } = await loadContent({ root });
  expect(diagnostics).toHaveLength(51);
  expect(diagnostics.at(-1)).toEqual({
    file: 'intents/en/a.yaml',
    line: 52,
    severity: 'error',
    reason: 'and 150 more in this file',
  });
});

test('texts that YAML would take for something else stay as they are written', async () => {
  const root = await createTree({
    'intents/en/a.yaml': `intents:
  - name: a
    category: orders
    utterances:
      - 1.0
      - 12:30
      - yes
      - null
      - ~
      - 0x1F
      - 2026-01-01
      - one
        two
    slots:
      - name: size
        type: choice
        ask: 42
        values:
          1.0: [no, 2.50]
          007: []
    answer: true
phrases:
  greeting: 100
`,
    'knowledge/en/a.md': '---\ntitle: 404\nalternates: [500, off]\ntags: [2026]\nupdated: 2026-03-01\n---\n\nBody.\n',
  });
  const { content, diagnostics } = await loadContent({ root });
  expect(diagnostics).toEqual([]);
  const { intents = [], articles = [], phrases } = content?.locales.en ?? {};
  expect(intents[0]).toMatchObject({
    utterances: ['1.0', '12:30', 'yes', 'null', '~', '0x1F', '2026-01-01', 'one two'],
    slots: [{ ask: '42', values: { '1.0': ['no', '2.50'], '007': [] } }],
    outcome: { kind: 'answer', text: 'true' },
  });
  expect(phrases).toEqual({ greeting: '100' });
  expect(articles[0]).toMatchObject({ title: '404', alternates: ['500', 'off'], tags: ['2026'] });
});

const frontMatter = (lines: string) => `---\ntitle: Lamps\nupdated: 2026-03-01\n${lines}\n---\n`;

test.each([
  ['kind: guide', 'Do it.', /needs a numbered list of its steps/],
  ['kind: video', 'Look at [lamps](lamps).', /needs the link to its video/],
  ['kind: poem', 'Roses.', /kind/],
  ['audience: everybody', 'Hello.', /audience/],
  [`category: ${'退'.repeat(20)}`, 'Hello.', /short enough for a button/],
])('an article with “%s” and the text “%s” is refused', async (lines, body, reason) => {
  const root = await createTree({ 'knowledge/en/lamps.md': frontMatter(lines) + body });
  const { content, diagnostics } = await loadContent({ root });
  expect(content).toBeUndefined();
  expect(diagnostics).toEqual([expect.objectContaining({ severity: 'error', reason: expect.stringMatching(reason) })]);
});

test('no intent may answer customers from an article for staff', async () => {
  const utterances = ['lamps', 'a lamp', 'my lamp', 'the lamp', 'our lamp'].map((text) => `      - ${text}\n`).join('');
  const intent = `intents:\n  - name: lamp\n    category: lamps\n    importance: 3\n    utterances:\n${utterances}    article: lamps\n`;
  const root = await createTree({
    'intents/en/lamps.yaml': intent,
    'knowledge/en/lamps.md': `${frontMatter('audience: staff')}The margin is 40 %.`,
  });
  const { content, diagnostics } = await loadContent({ root });
  expect(content).toBeUndefined();
  expect(diagnostics.map(({ reason }) => reason)).toEqual([expect.stringMatching(/"lamps", which is for staff only/)]);
});
