import { expect, test } from 'vitest';
import { parseWait, readStoryFile } from '../../../src/stories/story-file.ts';

const EXAMPLE = `locale: en
stories:
  - name: changes the address of the order asked about before
    turns:
      - says: has 100577 left your warehouse
        expect: { does: [answer], intent: [track_order], replyHas: ["100577"] }
      - says: 100234
      - waits: 2h
      - presses: "1"
      - staff: { claim }
      - staff: { resolve: It is on its way. }
      - says: do you rent out pianos
        expect: { does: [handover, offer], not: { does: [answer] } }
`;

test('a file is read with the lines of its stories and turns', () => {
  const { stories, diagnostics } = readStoryFile(EXAMPLE, 'a.yaml');
  expect(diagnostics).toEqual([]);
  expect(stories).toMatchObject([
    {
      name: 'changes the address of the order asked about before',
      locale: 'en',
      file: 'a.yaml',
      line: 3,
      turnLines: [5, 7, 8, 9, 10, 11, 12],
      turns: [
        { says: 'has 100577 left your warehouse', expect: { does: ['answer'], replyHas: ['100577'] } },
        { says: '100234' },
        { waits: '2h' },
        { presses: '1' },
        { staff: { claim: null } },
        { staff: { resolve: 'It is on its way.' } },
        { expect: { does: ['handover', 'offer'], not: { does: ['answer'] } } },
      ],
    },
  ]);
});

const story = (turn: string) =>
  `locale: en\nstories:\n  - name: first\n    turns:\n      - says: hello\n      - ${turn}\n`;

test.each([
  ['an unknown key', story('{ says: hi, expects: {} }'), 6, /"expects" is no known key\. Did you mean "expect"\?/],
  ['an unknown act', story('{ says: hi, expect: { does: reply } }'), 6, /"does" must be one of answer, ask, offer, /],
  ['an unknown reason', story('{ says: hi, expect: { reason: [rage] } }'), 6, /"reason" must be one of requested, /],
  [
    'an empty list',
    story('{ says: hi, expect: { intent: [] } }'),
    6,
    /story first, entry 2 of "turns", .*"intent" is empty/,
  ],
  ['two things in a turn', story('{ says: hi, waits: 2h }'), 6, /must have one of says, presses, waits and staff/],
  ['nothing in a turn', story('{ expect: { does: ask } }'), 6, /must have one of says, presses, waits and staff/],
  ['a time without a unit', story('{ waits: 20 }'), 6, /"waits" must be a length of time such as 30m, 2h or 3d/],
  [
    'two things that staff do',
    story('{ staff: { claim: true, resolve: true } }'),
    6,
    /one of claim, reply and resolve/,
  ],
  ['a reply without words', story('{ staff: { reply: } }'), 6, /"reply" is empty/],
  ['a language that is none', 'locale: english\nstories:\n  - { name: a, turns: [{ says: hi }] }\n', 1, /language tag/],
  ['no language', 'stories:\n  - { name: a, turns: [{ says: hi }] }\n', 1, /"locale" is missing/],
  ['no story', 'locale: en\nstories: []\n', 2, /"stories" is empty/],
  ['no YAML', 'locale: en\nstories: [\n', 3, /./],
])('%s is told with file, line and reason', (_what, text, line, reason) => {
  const { stories, diagnostics } = readStoryFile(text, 'a.yaml');
  expect(stories).toEqual([]);
  expect(diagnostics[0]).toMatchObject({ file: 'a.yaml', line, severity: 'error' });
  expect(diagnostics[0]?.reason).toMatch(reason);
});

test.each([
  ['30m', 30 * 60_000],
  ['2h', 2 * 3_600_000],
  ['3 d', 3 * 86_400_000],
  ['soon', 0],
])('%s is %d ms', (text, ms) => {
  expect(parseWait(text)).toBe(ms);
});
