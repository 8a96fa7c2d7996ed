import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { createRetriever } from '../../../src/retrieval/retriever.ts';
import { escapeMarkdown, toSegments } from '../../../src/retrieval/segments.ts';
import { article, contentOf } from './articles.ts';

const FILLER = 'This sentence says nothing that anybody would ever ask about at all. ';

/** The passage of the only article with this body. */
function passageOf(body: string, query: string, locale = 'en'): string | undefined {
  const only = article({ id: 'only', locale, title: 'Help', body });
  return createRetriever({ content: contentOf([only]) }).search(`${query} help`, locale, 1)[0]?.passage;
}

test('a body is split into sentences, list items and whole other blocks, with headings set aside', () => {
  const segments = toSegments('# Top\n\nOne. Two\nlines.\n\nSteps:\n\n1. First\n2. Second\n\n```\ncode. more\n```');
  expect(segments.map(({ text, block }) => [text, block])).toEqual([
    ['One.', 1],
    ['Two lines.', 1],
    ['Steps:', 2],
    ['First', 2],
    ['Second', 2],
    ['code. more', 3],
  ]);
  expect(segments.map(({ matched }) => matched).slice(0, 2)).toEqual(['Top One.', 'Two lines.']);
});

test('the label of a link to another article is not what a sentence is found by', () => {
  const [own, other] = toSegments('See [refunds](refund-times) first. See [our blog](https://shop.example) too.');
  expect(own).toMatchObject({ text: 'See refunds first.', matched: 'See first.' });
  expect(other).toMatchObject({ matched: 'See our blog too.' });
});

test.each([
  ['a link', 'Look [here. And there. Now](https://shop.example/a.b) please. Done.'],
  ['emphasis', 'Press **Yes. Really. Go** now. Done.'],
  ['code', 'Type `a. b. C` now. Done.'],
])('a sentence break inside %s is none', (_, body) => {
  expect(toSegments(body)).toHaveLength(2);
});

test('the passage is the paragraph that speaks of what was asked, and else the first', () => {
  const body = 'We refund within five days.\n\nA bank abroad takes two weeks.\n\nCash is not possible.';
  expect(passageOf(body, 'bank abroad')).toBe('A bank abroad takes two weeks.');
  expect(passageOf(body, 'unrelated')).toBe('We refund within five days.');
});

test('what the title says already does not choose the passage', () => {
  const body = 'Open Orders.\n\nThe help page has more help.';
  expect(passageOf(body, 'help')).toBe('Open Orders.');
});

test('the passage of a long paragraph is the whole sentences around the best one', () => {
  const passage = passageOf(`${FILLER.repeat(10)}The bank charges nothing. ${FILLER.repeat(10)}`, 'bank charge') ?? '';
  expect(passage).toContain('The bank charges nothing.');
  expect(passage).toMatch(/^The bank.*all\.$/);
  expect(passage.length).toBeLessThanOrEqual(400);
});

test('a list item answers alone where a few words introduce it, and with its introduction where that is a sentence', () => {
  const steps = '1. Open the lid.\n2. Press the *red* button.\n3. Wait.';
  expect(passageOf(`First of all.\n\nDo this:\n\n${steps}`, 'red button')).toBe('Press the *red* button.');
  const introduction = 'When the lamp stays dark for a whole day, do this:';
  expect(passageOf(`First of all.\n\n${introduction}\n\n${steps}`, 'red button')).toBe(
    `${introduction}\n\n2. Press the *red* button.`,
  );
});

test('what introduces a list is answered by the whole list', () => {
  const list = 'Reasons for a refusal are these:\n\n- The date is over.\n- The sum is too small.';
  expect(passageOf(`First of all.\n\n${list}`, 'reasons of refusal')).toBe(list);
});

test('a question in the body is answered by what follows it', () => {
  const body = 'First of all.\n\n**Forgot the code?** Ask for another one.\n\nThe end.';
  expect(passageOf(body, 'I forgot it')).toBe('**Forgot the code?** Ask for another one.');
});

test('a sentence that leans on the one before brings it along, as does the one behind that limits it', () => {
  const body = 'First of all.\n\nFolders are blue. We sell pens in green. But not in winter. Paper is white.';
  const pens = 'We sell pens in green. But not in winter.';
  expect([passageOf(body, 'green pens'), passageOf(body, 'winter')]).toEqual([pens, pens]);
});

test('what tells of trouble is answered by what the article says of trouble', () => {
  const body =
    'Enter the code.\n\nEvery order takes one code.\n\n**Is the code refused?** It may not be valid any more.';
  expect(passageOf(body, "my code SUMMER10 doesn't work")).toMatch(/^\*\*Is the code refused/m);
  expect(passageOf(body, "I don't know what the code is")).not.toContain('refused');
});

test('a question for a time is answered by a time, and one for a price by a price', () => {
  const body = 'Bring a card.\n\nPlenty of room for 3 EUR.\n\nPlenty of room for 9 days.';
  expect(passageOf(body, 'how many days is there room')).toBe('Plenty of room for 9 days.');
  expect(passageOf(body, 'how much does room cost')).toContain('3 EUR');
});

test('a sentence answers that means what is asked in other words', () => {
  const body = 'Bring a card.\n\nYou can sit outside.\n\nA friend may collect the parcel.';
  expect(passageOf(body, 'can my brother pick it up')).toBe('A friend may collect the parcel.');
});

test('of a text that goes on from another, what is new in it chooses the passage', () => {
  const body = 'Wash cotton at 60 degrees.\n\nWash silk by hand.\n\nDry it flat.';
  const only = article({ id: 'only', title: 'Help', body });
  const retriever = createRetriever({ content: contentOf([only]) });
  const [match] = retriever.searchAfter('how do I wash cotton', 'and silk', 'en', 1);
  expect(match?.passage).toContain('silk');
  expect(match?.passage.startsWith('Wash cotton')).toBe(match?.passage.includes('cotton') ?? false);
});

test('a sentence that is too long is cut between words, and shows no half of a link', () => {
  const passage =
    passageOf(`bank ${'word '.repeat(60)}[label ${'more '.repeat(40)}](https://shop.example)`, 'bank') ?? '';
  expect(passage).toMatch(/(?:word|label|more)…$/);
  expect(passage.length).toBeLessThanOrEqual(400);
});

test('a link whose definition stands elsewhere gives way to its text', () => {
  expect(passageOf('See [our bank][b] now.\n\n[b]: https://shop.example', 'bank')).toBe('See our bank now.');
});

test('a sentence that would begin a list by itself is shown as the sentence it is', () => {
  const [, second] = toSegments('It costs five euros. 7) Bank fees come on top.');
  expect(new MarkdownIt().render(second?.source ?? '')).toBe('<p>7) Bank fees come on top.</p>\n');
});

test('a Chinese passage ends with its sentence', () => {
  expect(passageOf('我们五天内退款。\n\n国外的银行最多要两周。', '银行', 'zh')).toBe('国外的银行最多要两周。');
});

test('no article body, or an empty one, gives no passage', () => {
  expect(passageOf('', 'anything')).toBe('');
});

test('escaped text shows exactly itself', () => {
  const markdown = new MarkdownIt();
  const words = fc.array(fc.stringMatching(/^[a-z0-9*_`[\]()<>&#~|+=.!\\-]{1,8}$/), { minLength: 1 });
  fc.assert(
    fc.property(words, (parts) => {
      const text = parts.join(' ');
      const [paragraph] = markdown.parse(escapeMarkdown(text), {}).filter(({ type }) => type === 'inline');
      expect(paragraph?.children?.map(({ content }) => content).join('')).toBe(text);
    }),
  );
});

test('any body gives a passage of whole CommonMark within bounds', () => {
  const piece = fc.constantFrom(
    'Word. ',
    '\n',
    '\n\n',
    '- ',
    '1. ',
    '[a. B](x) ',
    '**b. C** ',
    '`c`',
    '# ',
    '> ',
    '|',
    '```\n',
    '！',
    '我们。',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 60 }), (pieces) => {
      const body = pieces.join('');
      expect((passageOf(body, 'word') ?? '').length).toBeLessThanOrEqual(401);
      for (const { text } of toSegments(body)) expect(text).not.toBe('');
    }),
    { numRuns: 200 },
  );
});

test('a guide answers as a whole with its opening and its steps, a video with its link', () => {
  const steps = 'What to do:\n\n1. Open it.\n2. Close it.';
  const link = '[Watch it](https://video.example/lamp)';
  const passage = (kind: 'guide' | 'video', body: string, query: string) =>
    createRetriever({ content: contentOf([article({ id: 'only', title: 'Help', kind, body })]) }).search(
      query,
      'en',
      1,
    )[0]?.passage;
  const guide = `It is easy.\n\n${steps}\n\nIt costs nothing in Norway.`;
  expect(passage('guide', guide, 'help')).toBe(`It is easy.\n\n${steps}`);
  expect(passage('guide', guide, 'help in Norway')).toBe('It costs nothing in Norway.');
  expect(passage('video', `It is easy.\n\n${link}`, 'help')).toBe(`It is easy.\n\n${link}`);
});

test('where two parts may answer, both are said in the order of the article; what has nothing of the question is not', () => {
  const body =
    'We open at nine.\n\n- The café is open on Sundays.\n- The shop closes at six on Sundays.\n- Dogs may come in.';
  const passage = passageOf(body, 'are café and shop there on Sundays') ?? '';
  expect(passage).toMatch(/café[\s\S]*shop/);
  expect(passage).not.toContain('Dogs');
  expect(passageOf(body, 'dogs')).toBe('Dogs may come in.');
});
