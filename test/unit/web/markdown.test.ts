import { expect, test } from 'vitest';
import { renderMarkdown } from '../../../adapters/web/markdown.ts';

test('raw HTML comes out as text', () => {
  expect(renderMarkdown('<script>alert(1)</script><img src=x onerror=alert(2)>')).not.toMatch(/<(script|img)/);
});

test.each([
  'javascript:alert(1)',
  'JAVASCRIPT:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  '//elsewhere.example',
  'java&#115;cript:x',
])('a link to %s is no link', (address) => {
  expect(renderMarkdown(`[press](${address})`)).not.toContain('href');
});

test.each(['https://example.com/a', 'mailto:help@example.com', '/help/en/returns', '#top'])(
  'a link to %s is one',
  (address) => {
    expect(renderMarkdown(`[press](${address})`)).toContain(`href="${address}"`);
  },
);

test('a link to another site says nothing of where it was pressed', () => {
  expect(renderMarkdown('See https://example.com')).toContain('rel="noopener noreferrer nofollow" target="_blank"');
});

test('an image is a link to it, so that reading a message calls no other server', () => {
  const html = renderMarkdown('![a "cat"](https://example.com/cat.png)');
  expect(html).not.toContain('<img');
  expect(html).toContain('<a href="https://example.com/cat.png"');
  expect(html).toContain('a &quot;cat&quot;');
});

test('a single line break is kept', () => {
  expect(renderMarkdown('one\ntwo')).toContain('<br>');
});
