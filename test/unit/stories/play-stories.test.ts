import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadContent } from '../../../src/content/load-content.ts';
import { DEFAULT_POLICY } from '../../../src/domain/policy.ts';
import type { TrainedContent } from '../../../src/ports/analyzer.ts';
import { unknownNames } from '../../../src/stories/list-stories.ts';
import { countStories, playStories } from '../../../src/stories/play-stories.ts';
import { readStoryFile } from '../../../src/stories/story-file.ts';
import { writeSmallContent } from '../../support/small-content.ts';
import { createTestAnalyzer } from '../../support/test-analyzer.ts';

let folder: string;
let trained: TrainedContent;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-stories-test-'));
  await writeSmallContent(folder);
  const { content } = await loadContent({ root: folder });
  if (content === undefined) throw new Error('The small content has mistakes.');
  trained = { content, analyzer: await createTestAnalyzer(content) };
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function read(stories: string) {
  const found = readStoryFile(`locale: en\nstories:\n${stories}`, 'a.yaml');
  expect(found.diagnostics).toEqual([]);
  return found.stories;
}

function play(stories: string) {
  return playStories(read(stories), { trained, policy: DEFAULT_POLICY, logger: pino({ level: 'silent' }) });
}

test('each story is a conversation of its own, and one turn of it follows the other', async () => {
  const ask = '{ says: what happened to my order, expect: { does: ask } }';
  const played = await play(`  - name: gives the number
    turns:
      - ${ask}
      - { says: "100234", expect: { does: answer, replyHas: "100234" } }
  - name: gives another
    turns:
      - ${ask}
      - { says: "100777", expect: { does: answer, replyHas: "100777", not: { replyHas: "100234" } } }
`);
  expect(countStories(played)).toEqual({ stories: 2, passed: 2, turns: 4, right: 4 });
});

test('a story goes on after a turn that failed, and does not pass', async () => {
  const played = await play(`  - name: fails first
    turns:
      - { says: can I buy a gift card, expect: { does: handover, intent: gift_card } }
      - { says: a human please, expect: { does: handover } }
      - { says: thank you }
`);
  expect(countStories(played)).toEqual({ stories: 1, passed: 0, turns: 2, right: 1 });
  expect(played[0]?.turns.map(({ unmet }) => unmet)).toEqual([['does'], [], []]);
  expect(played[0]?.turns[0]?.result).toMatchObject({
    requests: [{ act: 'answer', intents: ['gift_card'], article: 'gift-cards' }],
    texts: [expect.stringContaining('never expire')],
  });
});

test('buttons are pressed by their labels, and one that is not there makes the turn wrong', async () => {
  const played = await play(`  - name: presses
    turns:
      - { says: can I buy a gift card }
      - { presses: 👎, expect: { does: handover, reason: not_helpful } }
      - { presses: No such button }
`);
  expect(countStories(played)).toEqual({ stories: 1, passed: 0, turns: 2, right: 1 });
  expect(played[0]?.turns[2]?.problems).toEqual(['There is no button “No such button”. There is none at all.']);
});

test('staff claim, answer and resolve, the customer rates, and days pass without taking time', async () => {
  const played = await play(`  - name: is helped
    turns:
      - { staff: { claim: } }
      - { says: a human please, expect: { does: handover } }
      - { staff: { reply: Here I am. }, expect: { does: nothing, replyHas: Here I am } }
      - { says: and now, expect: { does: nothing, not: { replyHas: order } } }
      - { staff: { resolve: Done. }, expect: { replyHas: [Done, satisfied] } }
      - { presses: "5", expect: { replyHas: thank you for your rating } }
      - { says: what about my lamp, expect: { does: handover } }
      - { staff: { resolve: } }
      - { waits: 20d, expect: { does: nothing } }
      - { says: can I buy a gift card, expect: { does: answer } }
`);
  expect(played[0]?.turns[0]?.problems).toEqual(['There is no ticket, so that staff can do nothing.']);
  expect(played[0]?.turns.slice(1).map(({ unmet, problems }) => [...unmet, ...problems])).toEqual(Array(9).fill([]));
});

test('a wait lasts as long as it says, and what is due in it happens: a resolved ticket is closed after three days', async () => {
  const resolved = '{ says: a human please }\n      - { staff: { resolve: } }';
  const played = await play(`  - name: soon
    turns:
      - ${resolved}
      - { waits: 71h }
      - { says: /status, expect: { replyHas: was marked as resolved } }
  - name: late
    turns:
      - ${resolved}
      - { waits: 73h }
      - { says: /status, expect: { replyHas: You have no open request } }
`);
  expect(played.map(({ turns }) => turns.map(({ result }) => result.texts).at(-1))).toEqual([
    [expect.stringContaining('was marked as resolved')],
    [expect.stringContaining('You have no open request')],
  ]);
  expect(countStories(played)).toMatchObject({ passed: 2 });
});

test('names that no intent and no article has are warned of, with what may have been meant', () => {
  const stories = read(`  - name: misspells
    turns:
      - { says: hi, expect: { intent: trak_order, not: { article: [gift-cards, gift-card] } } }
`);
  expect(unknownNames(stories, trained.content)).toEqual([
    {
      file: 'a.yaml',
      line: 5,
      severity: 'warning',
      reason: expect.stringMatching(/"trak_order"\. Did you mean "track_order"/),
    },
    { file: 'a.yaml', line: 5, severity: 'warning', reason: expect.stringMatching(/no article .* "gift-card"/) },
  ]);
});

test('of several answers a story is given the first, each time', async () => {
  const en = trained.content.locales.en ?? { locale: 'en', phrases: {}, intents: [], articles: [] };
  const texts = ['We sell them.', 'Look in the shop.', 'Of course.'];
  const outcome = { kind: 'answer' as const, text: 'We sell them.', variants: { texts } };
  const intents = en.intents.map((intent) => (intent.name === 'gift_card' ? { ...intent, outcome } : intent));
  const content = { ...trained.content, locales: { ...trained.content.locales, en: { ...en, intents } } };
  const stories = Array.from(
    { length: 12 },
    (_, number) => `  - name: asks ${number}
    turns:
      - { says: can I buy a gift card, expect: { does: answer, replyHas: We sell them } }
`,
  );
  const options = { trained: { ...trained, content }, policy: DEFAULT_POLICY, logger: pino({ level: 'silent' }) };
  expect(countStories(await playStories(read(stories.join('')), options)).passed).toBe(12);
});
