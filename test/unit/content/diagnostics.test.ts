import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadContent } from '../../../src/content/load-content.ts';
import { articleFile, createTree, intentFile, type Tree } from './content-tree.ts';

/** Every diagnostic as the admin reads it. */
async function diagnosticsIn(files: Tree): Promise<string[]> {
  return diagnosticsUnder(await createTree(files));
}

async function diagnosticsUnder(root: string): Promise<string[]> {
  const { diagnostics } = await loadContent({ root });
  return diagnostics.map(({ file, line, severity, reason }) => `${file}:${line}: ${severity}: ${reason}`);
}

/** The diagnostics of one intent file, without its name. */
async function intentDiagnostics(text: string | Uint8Array): Promise<string[]> {
  const diagnostics = await diagnosticsIn({ 'intents/en/a.yaml': text, 'knowledge/en/returns.md': articleFile() });
  return diagnostics.map((diagnostic) => diagnostic.replace('intents/en/a.yaml:', ''));
}

async function articleDiagnostics(text: string): Promise<string[]> {
  const diagnostics = await diagnosticsIn({ 'knowledge/en/a.md': text, 'knowledge/en/returns.md': articleFile() });
  return diagnostics.map((diagnostic) => diagnostic.replace('knowledge/en/a.md:', ''));
}

const HEAD = 'intents:\n  - name: a\n    category: b\n    answer: c\n    utterances: [one, two, three, four, five]\n';

const TAKEN =
  'is taken for a comment: put the whole text in quotes if it belongs to it, else the comment on a line of its own';

const intentCases: [what: string, text: string | Uint8Array, diagnostics: string[]][] = [
  ['an empty file', '', ['1: error: the file says nothing yet']],
  ['a file of comments', '# later\n', ['1: error: the file says nothing yet']],
  ['a file that is a text', 'hello', ['1: error: the file must be made of keys and values (key: value)']],
  ['neither intents nor phrases', '{}', ['1: error: the file needs intents or phrases']],
  [
    'a misspelt key',
    HEAD.replace('category', 'catgory'),
    [
      '2: error: intent a, "category" is missing. A word that groups intents. `smalltalk` never makes a ticket; `person` asks for a human.',
      '3: error: intent a, "catgory" is no known key. Did you mean "category"?',
    ],
  ],
  [
    'a key that is like no other',
    `${HEAD}    zzzzzz: 1\n`,
    [
      '6: error: intent a, "zzzzzz" is no known key. Known here: name, label, category, importance, complexity, utterances, slots, answer, answers, fixed_answer, article, escalate, action, confirm, outcomes, follow_ups, survey.',
    ],
  ],
  [
    'no outcome, beside another mistake',
    HEAD.replace('    answer: c\n', '    importance: high\n'),
    [
      '2: error: intent a needs answer or answers, article (or both, to name the article under the answer), or escalate alone',
      '4: error: intent a, "importance" must be a number',
    ],
  ],
  [
    'two outcomes',
    `${HEAD}    escalate: true\n`,
    [
      '6: error: intent a, "escalate" is one too many: write answer or answers, article (or both, to name the article under the answer), or escalate alone',
    ],
  ],
  [
    'a switch set to false',
    HEAD.replace('answer: c', 'escalate: false'),
    ['4: error: intent a, "escalate" must be true, or be left out'],
  ],
  ['no utterances', HEAD.replace(/\[one.*\]/, '[]'), ['5: error: intent a, "utterances" is empty']],
  [
    'an utterance that YAML reads as something else',
    HEAD.replace('[one, two', '\n      - 12\n      - my order: where\n      -\n      - ""\n      - ok').replace(
      /, three.*/,
      '',
    ),
    [
      '7: error: intent a, entry 2 of "utterances" must be a text: put it in quotes if it has a ":" or starts with { or [',
      '8: error: intent a, entry 3 of "utterances" is empty: write something there, or delete the line',
      '9: error: intent a, entry 4 of "utterances" is empty',
    ],
  ],
  [
    'few utterances',
    HEAD.replace(', four, five', ''),
    ['5: warning: intent a has 3 of the 5 utterances that are the least to learn from'],
  ],
  ['a text that a # cuts short', HEAD.replace('answer: c', 'answer: order #5'), [`4: warning: "#5" ${TAKEN}`]],
  [
    'utterances that a # cuts short, beside ordinary comments',
    `${HEAD.replace(/\[.*/, '')}
      # of lamps
      - which colour # of the lamp
      - where is order  #12
      - my order #
      - #hashtag
      - lamps  # often asked
      - bulbs\t# often asked
      - "a # in quotes"
      - a#b
      - shades
    category: b # of the lamps
    importance: 3 # at most
`.replace('    category: b\n', ''),
    [
      `7: warning: "# of the lamp" ${TAKEN}`,
      `8: warning: "#12" ${TAKEN}`,
      `9: warning: "#" ${TAKEN}`,
      '10: error: intent a, entry 4 of "utterances" is empty: write something there, or delete the line',
      `10: warning: "#hashtag" ${TAKEN}`,
    ],
  ],
  [
    'utterances whose first sign means something in YAML',
    HEAD.replace('[one, two', '\n      - &lt one\n      - ! two\n      - &y\n        - z').replace(/, three.*/, ''),
    [
      '6: error: a text that starts with & has to be in quotes',
      '7: error: a text that starts with ! has to be in quotes',
      '9: error: a text that starts with & has to be in quotes',
    ],
  ],
  [
    'a text in a sign of YAML for long texts',
    HEAD.replace('answer: c', 'answer: > c'),
    ['4: error: this cannot be read (Not a YAML token: c): a text that starts with > has to be in quotes'],
  ],
  [
    'marks that stand for nothing',
    HEAD.replace('one,', '"{order_nummer} late", "{order_number", "for {a thing}",').replace(
      'answer: c',
      'answer: |\n      First line.\n      Order {order_number} and {colour}.',
    ),
    [
      '6: error: {colour} in intent a is neither one of its slots nor a kind of value the desk finds by itself. The desk finds order_number, email, phone, date, number, amount, url, text, choice.',
      '6: warning: the answer of intent a uses {order_number}, which is none of its slots: it may have no value. Add it under slots with the question that asks for it.',
      '7: error: a { or } in intent a has no partner: a mark is written {slot}',
      '7: error: {a thing} in intent a is neither one of its slots nor a kind of value the desk finds by itself. The desk finds order_number, email, phone, date, number, amount, url, text, choice.',
      '7: error: {order_nummer} in intent a is neither one of its slots nor a kind of value the desk finds by itself. Did you mean "order_number"?',
    ],
  ],
  [
    'slots with mistakes',
    `${HEAD}    slots:
      - { name: size, type: choise, ask: Which? }
      - { name: size, type: choice, ask: Which? }
      - { name: code, type: number, ask: Which?, values: { a: [b] }, pattern: '([' }
      - { name: other, type: text }
`,
    [
      '7: error: intent a, slot size, "type" must be one of order_number, email, phone, date, number, amount, url, text, choice. Did you mean "choice"?',
      '8: error: intent a has two slots called size: rename or delete one',
      '8: error: intent a, slot size, "values" must list the values to choose from, as the type is choice',
      '9: error: intent a, slot code, "pattern" is no regular expression (Invalid regular expression: /([/u: Unterminated character class)',
      '9: error: intent a, slot code, "values" is only for slots of type choice',
      '10: error: intent a, slot other, "ask" is missing. The question that asks the customer for the value.',
    ],
  ],
  [
    'patterns that could take for ever',
    `${HEAD}    slots:
      - { name: one, type: text, ask: Which?, pattern: '(?=.*x).+' }
      - { name: two, type: text, ask: Which?, pattern: '(a+)+\\1' }
      - { name: three, type: text, ask: Which?, pattern: '(?:a{1,100}){1,100}' }
      - { name: four, type: text, ask: Which?, pattern: '([a-z0-9]+[ -]?)+x' }
`,
    [
      '7: error: intent a, slot one, "pattern" looks ahead or behind, which would take unbounded time on some texts (error parsing regexp: invalid or unsupported Perl syntax: `(?=`)',
      '8: error: intent a, slot two, "pattern" refers back to a group, which would take unbounded time on some texts (error parsing regexp: invalid escape sequence: `\\1`)',
      '9: error: intent a, slot three, "pattern" counts too high: counts within each other multiply, to at most 1000 (error parsing regexp: invalid repeat count: `{1,100}`)',
    ],
  ],
  [
    'an article that does not exist',
    HEAD.replace('answer: c', 'article: retruns'),
    [
      '4: error: intent a answers from the article "retruns", which this language does not have. Did you mean "returns"?',
    ],
  ],
  [
    'an answer with a dead link and HTML',
    HEAD.replace('answer: c', 'answer: |\n      See [this](nothing).\n      <script>'),
    [
      '5: warning: the link leads to "nothing", which is no article in this language.',
      '6: warning: raw HTML (<script>) is shown to customers as it is written: use Markdown instead',
    ],
  ],
  [
    'outcomes that the category rules out',
    `${HEAD.replace('category: b', 'category: person')}${HEAD.replace('intents:\n', '')
      .replace('name: a', 'name: c')
      .replace('category: b', 'category: smalltalk')
      .replace('answer: c', 'escalate: true')
      .replace(/\[.*\]/, '[1a, 2a, 3a, 4a, 5a]')}`,
    [
      '2: warning: intent a is of category person, which always hands over: write escalate: true',
      '6: warning: intent c is of category smalltalk, which never makes a ticket: write an answer',
    ],
  ],
  ['a tab', 'intents:\n  - name: a\n\tcategory: b\n', ['3: error: there is a tab in front: indent with spaces']],
  ['the same key twice', `${HEAD}    category: c\n`, ['6: error: "category" stands here twice: keep one of them']],
  [
    'texts that YAML gives another meaning',
    'intents:\n  - {order_number} is late\n  - *Account* is gone\n  - @me\n  - "a" and b\n',
    [
      '2: error: this cannot be read (Unexpected scalar at node end): a text that starts with { has to be in quotes',
      '3: error: this cannot be read (Unexpected scalar at node end): a text that starts with * has to be in quotes',
      '4: error: this cannot be read (Plain value cannot start with reserved character @): a text that starts with @ has to be in quotes',
      '5: error: this cannot be read (Unexpected scalar at node end): quotes have to go around the whole text',
    ],
  ],
  ['two documents', `---\n${HEAD}---\n${HEAD}`, ['7: error: a line of only --- starts a second document: delete it']],
  [
    'aliases, which could unfold to more than any memory holds',
    'a: &a [x, x]\nb: [*a, *a]\n',
    [
      '1: error: a text that starts with & has to be in quotes',
      '2: error: "*a" is a YAML alias, which is not read here: write the text out, in quotes if it starts with *',
      '2: error: "*a" is a YAML alias, which is not read here: write the text out, in quotes if it starts with *',
    ],
  ],
  [
    'brackets without end',
    '['.repeat(100_000),
    ['1: error: too many brackets, braces or dashes stand inside each other'],
  ],
  [
    'very many entries',
    `intents:\n${'  - a\n'.repeat(50_000)}`,
    ['13334: error: this is more than one file may hold: split it'],
  ],
  [
    'a file in another encoding',
    Buffer.from('intents:\n  - caf\xe9\n', 'latin1'),
    ['2: error: this is not UTF-8: save the file with that encoding'],
  ],
  [
    'a control character',
    'intents:\n  - a\0b\n',
    ['2: error: there is an invisible control character in this line: delete it, or save the file as UTF-8'],
  ],
  [
    'a control character and half a character, written as escapes',
    HEAD.replace('[one, two,', '["a\\0", "b\\uD800", "c",'),
    [
      '5: error: intent a, entry 1 of "utterances" must not have invisible control characters',
      '5: error: intent a, entry 2 of "utterances" must not have invisible control characters',
    ],
  ],
  ['a file of more than 1 MB', '#'.repeat(1_048_577), ['1: error: the file is larger than 1 MB: split it']],
];

test.each(intentCases)(
  'an intent file with a mistake is told file, line and reason: %s',
  async (_what, text, diagnostics) => {
    expect(await intentDiagnostics(text)).toEqual(diagnostics);
  },
);

const articleCases: [what: string, text: string, diagnostics: string[]][] = [
  [
    'no front matter',
    '# Returns\n',
    ['1: error: the file has to start with a line of only ---, followed by title: and updated:'],
  ],
  [
    'front matter without an end',
    '---\ntitle: a\n',
    ['1: error: a second line of only --- has to end the part with title: and updated:'],
  ],
  [
    'a bad date, a misspelt key and no title, with the lines of the file',
    '---\nupdated: 2026-02-30\ntag: [a]\n---\nHello.\n',
    [
      '1: error: "title" is missing. What the article answers, best as the question a customer would ask.',
      '2: error: "updated" must be a day such as 2026-10-01',
      '3: error: "tag" is no known key. Did you mean "tags"?',
    ],
  ],
  [
    'malformed front matter',
    '---\ntitle: Returns: how\nupdated: 2026-01-01\n---\nHello.\n',
    ['2: error: there is a second ": " in this line: put the text in quotes'],
  ],
  [
    'no body',
    '---\ntitle: a\nupdated: 2026-01-01\n---\n\n',
    ['4: error: there is no text below the second ---: write the answer there'],
  ],
  [
    'raw HTML, but not in code',
    articleFile('Text\nand <b>bold</b>.\n\n<div>\nblock\n</div>\n\n`<i>` and\n\n    <u>\n\n<https://example.org>'),
    [
      '7: warning: raw HTML (<b>) is shown to customers as it is written: use Markdown instead',
      '9: warning: raw HTML (<div>) is shown to customers as it is written: use Markdown instead',
    ],
  ],
  [
    'links to articles that do not exist',
    articleFile('[a](returns) [b](https://example.org)\n[c](retruns)\n[d](./returns.md#top) [e](mailto:a@example.org)'),
    [
      '7: warning: the link leads to "retruns", which is no article in this language. Did you mean "returns"?',
      '8: warning: the link leads to "./returns.md#top", which is no article in this language. Write (returns).',
    ],
  ],
];

test.each(articleCases)(
  'an article with a mistake is told file, line and reason: %s',
  async (_what, text, diagnostics) => {
    expect(await articleDiagnostics(text)).toEqual(diagnostics);
  },
);

test('two intents of one name are an error, and one utterance in two intents a warning, naming both places', async () => {
  const second = intentFile('b').replace('b said in way 1', 'A  said in way 1!');
  const files = {
    'intents/en/a.yaml': intentFile('a'),
    'intents/en/b.yaml': second,
    'intents/en/c.yaml': intentFile('b'),
  };
  const diagnostics = await diagnosticsIn({ ...files, 'intents/de/a.yaml': intentFile('a') });
  expect(diagnostics.slice(0, 2)).toEqual([
    'intents/en/b.yaml:5: warning: "A  said in way 1!" is in intent b and in a (intents/en/a.yaml, line 5): the bot cannot tell them apart',
    'intents/en/c.yaml:2: error: there is already an intent b in intents/en/b.yaml, line 2: rename it or merge the two',
  ]);
});

test('a phrase and an article that stand in two files are errors', async () => {
  const diagnostics = await diagnosticsIn({
    'intents/en/a.yaml': 'phrases: { hello: Hi }',
    'intents/en/b.yaml': 'phrases: { hello: Hey }',
    'knowledge/en/returns.markdown': articleFile(),
    'knowledge/en/returns.md': articleFile(),
  });
  expect(diagnostics).toEqual([
    'intents/en/b.yaml:1: error: the phrase hello is already worded in intents/en/a.yaml, line 1: keep one of them',
    'knowledge/en/returns.md:1: error: there is already an article returns in knowledge/en/returns.markdown: rename one of the two files',
  ]);
});

test('folders and files that are not where or what they should be are told', async () => {
  const root = await createTree({
    'intents/README.md': 'Explains the folder.',
    'intents/.hidden': '',
    'intents/notes.txt': '',
    'intents/orders.yaml': intentFile('a'),
    'intents/zh_cn/a.yaml': intentFile('a'),
    'intents/english/a.yaml': intentFile('a'),
    'intents/pt-BR/a.yaml': intentFile('a'),
    'intents/pt-BR/a.yaml~': 'copy of an editor',
    'intents/pt-BR/deeper/a.yaml': intentFile('b'),
    'intents/pt-BR/b.json': '{}',
    'knowledge/pt-BR/Big Title.md': articleFile(),
  });
  await symlink('nowhere', join(root, 'intents/pt-BR/c.yaml'));
  const diagnostics = await diagnosticsUnder(root);
  expect(diagnostics.map((diagnostic) => diagnostic.replace(/'.*'/, 'PATH'))).toEqual([
    'intents/english:1: error: this folder has to be named by a language tag, such as en, zh or pt-BR',
    'intents/notes.txt:1: warning: this is not read: only folders named after a language are',
    'intents/orders.yaml:1: error: this has to be in a folder named after its language, such as intents/en/orders.yaml',
    'intents/pt-BR/b.json:1: warning: this is not read: only .yaml files are',
    'intents/pt-BR/c.yaml:1: error: the file cannot be read: ENOENT: no such file or directory, open PATH',
    'intents/pt-BR/deeper:1: warning: folders inside a language folder are not read: move the files up',
    'intents/zh_cn:1: error: this folder has to be named by a language tag, here zh-CN',
    'knowledge/pt-BR/Big Title.md:1: error: an article file has to be named in small letters, digits and -, such as return-policy.md',
  ]);
});

test('a missing folder is an error, and so is a desk without any content', async () => {
  const root = await createTree({});
  expect(await diagnosticsUnder(root)).toEqual([
    'intents:1: error: there is no intent and no article yet: write the first',
  ]);
  await rm(join(root, 'knowledge'), { recursive: true });
  await mkdir(join(root, 'intents/en'));
  expect(await diagnosticsUnder(root)).toEqual(['knowledge:1: error: this folder is missing: create it']);
  expect(await diagnosticsUnder(join(root, 'nowhere'))).toEqual([
    'intents:1: error: this folder is missing: create it',
    'knowledge:1: error: this folder is missing: create it',
  ]);
});
