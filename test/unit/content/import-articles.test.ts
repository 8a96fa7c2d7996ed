import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderArticle, toArticleFile } from '../../../src/content/import/articles.ts';
import { readCsvArticles, writeCsvArticles } from '../../../src/content/import/csv-articles.ts';
import { readHtmlArticle } from '../../../src/content/import/html-article.ts';
import { planArticles } from '../../../src/content/import/import-articles.ts';
import { readMarkdownArticle } from '../../../src/content/import/markdown-article.ts';
import { readArticleFile } from '../../../src/content/read-article-file.ts';
import { lineText } from '../../../src/content/text-schema.ts';
import type { Article } from '../../../src/domain/content.ts';
import { createTree, type Tree } from './content-tree.ts';

const TODAY = '2026-11-28';

const PAGE = `<!DOCTYPE html><html><head><title>Returns | Shop</title><style>p { color: red }</style>
<script>document.write("<p>written</p>")</script></head><body>
<header><a href="/">Home</a></header><nav><h1>All</h1><ul><li>Menu</li></ul></nav>
<main><h1>How do I <em>return</em> it?</h1>
<p onclick="x()">Send it <b>back</b>, see <a href="sub/Shipping%20Costs.md#x">shipping</a>,
<a href="javascript:alert(1)">here</a> or <a href="https://shop.example/a">there</a>.<!-- <p>not this --></p>
<ol><li>Pack</li><li>Send</li></ol><table><tr><th>Size</th><th>Cost</th></tr><tr><td>S</td><td>5</td></tr></table>
<p><img src="data:image/png;base64,AAAA" alt="A box"></p><div hidden>unseen</div></main><footer><h1>(c)</h1><a href="x">x</a></footer></body></html>`;

async function plan(files: Tree, paths: string[]) {
  const root = await createTree(files);
  const planned = await planArticles({ paths: paths.map((path) => join(root, path)), locale: 'en', today: TODAY });
  const told = planned.diagnostics.map(
    ({ file, line, severity, reason }) => `${severity} ${file.slice(root.length + 1)}:${line} ${reason}`,
  );
  const articles = new Map<string, Article | undefined>();
  for (const [file, text] of planned.files) {
    const { article, diagnostics } = readArticleFile(text, file, 'en');
    expect(diagnostics).toEqual([]);
    articles.set(file, article);
  }
  return { articles, told };
}

test('a folder of pages becomes articles: HTML without what is no text, titles, links between them', async () => {
  const { articles, told } = await plan(
    {
      'help/returns.html': PAGE,
      'help/sub/Shipping Costs.md':
        '---\nlayout: page\ntitle: Shipping\ntags: costs\ncategories: [Delivery]\ndate: 2024-05-06T10:00:00Z\n---\nSee [returns](../returns.html#x), or [that](other.md).\n',
      'help/sub/returns.md': 'Words.\n\n# Another *title* ##\n\nMore words.\n',
      'help/价格.md': 'All of it is 5.\n',
      'help/inside.md': '---\ntitle: For us\naudience: internal\n---\nHush.\n',
      'help/staff.md': '---\ntitle: For staff\naudience: staff\n---\nHush.\n',
      'help/empty.html': '<title>Nothing</title><nav>x</nav>',
      'help/README.md': '# Read me',
      'help/.git/x.md': 'no',
      'help/box.png': 'x',
    },
    ['help'],
  );
  expect([...articles.keys()].map((file) => file.replace('knowledge/en/', ''))).toEqual([
    'returns.md',
    'staff.md',
    'shipping-costs.md',
    'returns-2.md',
    'article-7.md',
  ]);
  const at = (id: string) => articles.get(`knowledge/en/${id}.md`);
  expect(at('returns')).toMatchObject({ title: 'How do I return it?', updated: TODAY, audience: 'customers' });
  expect(at('returns')?.body).toBe(
    'Send it **back**, see [shipping](shipping-costs), here or [there](https://shop.example/a).\n\n1.  Pack\n2.  Send\n\n- Size · Cost\n- S · 5\n\nA box',
  );
  expect(at('shipping-costs')).toMatchObject({
    title: 'Shipping',
    tags: ['costs'],
    category: 'Delivery',
    updated: '2024-05-06',
    body: 'See [returns](returns), or [that](other.md).',
  });
  expect(at('returns-2')).toMatchObject({ title: 'Another *title*', body: 'Words.\n\n\n\nMore words.' });
  expect(at('article-7')?.title).toBe('价格');
  expect(at('staff')?.audience).toBe('staff');
  expect(told.map((one) => one.replace('warning help/', ''))).toEqual([
    'README.md:1 this is left out: it is no article in .md or .html',
    'box.png:1 this is left out: it is no article in .md or .html',
    'returns.html:1 links of returns that lead to nothing brought along are plain text: 1',
    'sub/Shipping Costs.md:1 of the front matter, layout is left out',
    'empty.html:1 article empty is left out: there is no text below the second ---: write the answer there',
    'inside.md:1 article inside is left out: "audience" must be one of customers, staff.',
  ]);
});

test('a table of questions and answers becomes articles', async () => {
  const { articles, told } = await plan(
    {
      'faq.csv':
        'Question,Answer,Alternates,Category\nDo you ship?,"Yes, everywhere.","is there delivery\ndo you send","Delivery"\nDo you ship?,No.,,\n,orphan,,\nA?,=1+1,,\n',
    },
    ['faq.csv'],
  );
  expect([...articles.values()]).toMatchObject([
    {
      title: 'Do you ship?',
      alternates: ['is there delivery', 'do you send'],
      category: 'Delivery',
      body: 'Yes, everywhere.',
    },
    { title: 'Do you ship?', body: 'No.' },
  ]);
  expect([...articles.keys()]).toEqual(['knowledge/en/do-you-ship.md', 'knowledge/en/do-you-ship-2.md']);
  expect(told).toEqual([
    'warning faq.csv:6 the row is left out: its answer is a formula: write the text itself',
    'warning faq.csv:5 the row is left out: it has no question',
  ]);
});

test('links in a folder that lead out of it are not followed', async () => {
  const root = await createTree({ 'help/a.md': 'Words.', 'secret.md': 'Secret.' });
  await symlink(join(root, 'secret.md'), join(root, 'help', 'b.md'));
  const { files } = await planArticles({ paths: [join(root, 'help')], locale: 'en', today: TODAY });
  expect([...files.keys()]).toEqual(['knowledge/en/a.md']);
});

test.each([
  ['deep', '<div>'.repeat(100_000)],
  ['deep formatting', '<i><b>'.repeat(100_000)],
  ['deep paragraphs', '<p><i></p>'.repeat(50_000)],
])('a page that is %s is refused at once', async (_what, text) => {
  const { article, diagnostics } = await readHtmlArticle({ file: 'x', text }, 'x', () => undefined);
  expect(article).toBeUndefined();
  expect(diagnostics).toMatchObject([{ severity: 'error', reason: 'too many elements stand inside each other' }]);
});

test.each<[string, Tree, string]>([
  ['an alias', { 'a.md': '---\ntitle: *a\n---\nx' }, 'a.md:2 "*a" is a YAML alias'],
  ['Latin 1', { 'a.html': Buffer.from('<p>Stra\xdfe', 'latin1') }, 'a.html:1 this is not UTF-8'],
  ['too large', { 'a.html': 'x'.repeat(1024 * 1024 + 1) }, 'a.html:1 the file is larger than 1 MB'],
  ['another format', { 'a.docx': 'x' }, 'a.docx:1 this is of no format'],
])('a file that cannot be read is refused with the reason: %s', async (_what, files, expected) => {
  const { told } = await plan(files, Object.keys(files));
  expect(told).toEqual([expect.stringContaining(`error ${expected}`)]);
});

const nasty = fc.constantFrom(
  '=1+1',
  "'=1",
  '-',
  '---',
  '#',
  '"',
  ',',
  ': ',
  '*a',
  '&a',
  '!',
  '{x}',
  '12',
  '   ',
  '\u2028',
  '[a](b)',
);
const words = fc.array(fc.oneof(nasty, fc.string({ unit: 'grapheme', maxLength: 8 })), { minLength: 1, maxLength: 4 });
const line = (maxLength: number) =>
  words.map((parts) => lineText(maxLength).safeParse(parts.join(' ')).data ?? 'some words');
const body = fc
  .array(
    words.map((parts) => parts.join(' ').replace(/[^\P{Cc}\t]/gu, '')),
    { minLength: 1, maxLength: 4 },
  )
  .map((lines) =>
    lines
      .join('\n')
      .replace(/^(?:[^\S\n]*\n)+/, '')
      .trimEnd(),
  )
  .map((text) => (text.trim() === '' ? 'Words.' : text));
const article: fc.Arbitrary<Article> = fc.record({
  id: fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,20}$/).filter((id) => id !== 'readme'),
  locale: fc.constant('en'),
  title: line(200),
  alternates: fc.array(line(500), { maxLength: 3 }),
  tags: fc.array(line(60), { maxLength: 3 }),
  category: fc.option(fc.constantFrom('Delivery', '=Costs', '退货'), { nil: undefined }),
  kind: fc.constant('faq' as const),
  audience: fc.constantFrom('customers' as const, 'staff' as const),
  updated: fc.constantFrom('2024-02-29', '2026-11-01'),
  body,
});

test('articles that are taken away as Markdown and brought back are the same', () => {
  fc.assert(
    fc.property(article, (given) => {
      const text = renderArticle(given);
      expect(readArticleFile(text, given.id, 'en').article).toEqual(given);
      const { article: read } = readMarkdownArticle({ file: 'x', text }, given.id, () => undefined);
      expect(read && broughtBack(read, given.id)).toEqual(given);
    }),
  );
});

test('articles that are taken away as CSV and brought back are the same', () => {
  fc.assert(
    fc.property(fc.uniqueArray(article, { selector: ({ id }) => id }), (given) => {
      const { articles, diagnostics } = readCsvArticles({ file: 'x', text: writeCsvArticles(given) });
      expect(diagnostics).toEqual([]);
      expect(articles.map((one) => broughtBack(one, one.name))).toEqual(given);
    }),
  );
});

function broughtBack(read: Parameters<typeof toArticleFile>[0], id: string): Article | undefined {
  const text = toArticleFile(read, { id, locale: 'en', today: TODAY }, []);
  return text === undefined ? undefined : readArticleFile(text, id, 'en').article;
}
