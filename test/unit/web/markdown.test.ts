import { expect, test } from 'vitest';
import { type MarkdownContext, renderMarkdown } from '../../../adapters/web/markdown.ts';

const render = (text: string, context: Partial<MarkdownContext> = {}) =>
  renderMarkdown(text, { locale: 'en', ...context });

test('raw HTML comes out as text', () => {
  expect(render('<script>alert(1)</script><img src=x onerror=alert(2)>')).not.toMatch(/<(script|img)/);
});

test.each([
  'javascript:alert(1)',
  'JAVASCRIPT:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  '//elsewhere.example',
  'java&#115;cript:x',
])('a link to %s is no link', (address) => {
  expect(render(`[press](${address})`)).not.toContain('href');
});

test.each(['https://example.com/a', 'mailto:help@example.com', '/help/en/returns', '#top'])(
  'a link to %s is one',
  (address) => {
    expect(render(`[press](${address})`)).toContain(`href="${address}"`);
  },
);

test('a link to another site says nothing of where it was pressed', () => {
  expect(render('See https://example.com')).toContain('target="_blank" rel="noopener noreferrer nofollow"');
});

test('an image is a link to it, so that reading a message calls no other server', () => {
  const html = render('![a "cat"](https://example.com/cat.png)');
  expect(html).not.toContain('<img');
  expect(html).toContain('<a href="https://example.com/cat.png"');
  expect(html).toContain('a &quot;cat&quot;');
});

test('a link to a bare name leads to the help article of that name', () => {
  expect(render('[Returns](return-item)', { locale: 'zh' })).toContain('href="/help/zh/return-item"');
});

test('a single line break shows in what people write, and is a space in articles', () => {
  expect(render('one\ntwo', { lineBreaks: true })).toContain('<br>');
  expect(render('one\ntwo')).toBe('<p>one\ntwo</p>\n');
});
