/** What staff in Slack are told of why the bot did what it did. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DecisionEntry } from '../../src/domain/decision-record.ts';
import { decision } from '../contract/store/samples.ts';
import { SlackStaffSetup } from '../support/slack-staff-platform.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

const HOSTILE = '*bold* <!channel> <https://evil.example|click> :tada: `code`';

let folder: TestFolder;

beforeAll(async () => {
  folder = await TestFolder.create();
});
afterAll(() => folder.remove());

function told(parts: Partial<DecisionEntry['decision']> = {}, question = 'where is my parcel'): DecisionEntry {
  return { question, decision: { ...decision(), id: 1, outcome: undefined, correction: undefined, ...parts } };
}

test('Why? opens what was decided, the newest first, for the one who asks alone', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens();
  staff.service.told = [
    told({ rule: 'person_requested', action: 'handed_over', reason: 'requested', analysis: undefined }, 'a person'),
    told({ outcome: { outcome: 'handed_over', at: 1 } }),
  ];
  expect((await staff.ann.presses(staff.refTo(card), 'action:why')).kind).toBe('acknowledged');
  expect(staff.ann.modal()?.title).toBe('Why?');
  expect(
    staff.ann
      .modal()
      ?.text.split('\n')
      .filter((line) => !line.endsWith('UTC')),
  ).toEqual([
    '#12 · Where is my parcel?',
    'a person',
    'Handed over to people.',
    'The customer asked for a person.',
    'where is my parcel',
    'Answered as the intent “track_order” says, from the article “tracking”.',
    'Sure enough of the intent “track_order”: 0.91, and 0.6 is needed.',
    'The next turn was handed over to people.',
  ]);
  expect(staff.ann.modal()?.submit).toBeUndefined();
  expect(staff.ben.modal()).toBeUndefined();
  expect(staff.service.requests).toEqual([]);
});

test('whoever is no staff is not told', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens();
  staff.service.told = [told()];
  await staff.zoe.presses(staff.refTo(card), 'action:why');
  await staff.desk.settled();
  expect(staff.zoe.modal()).toBeUndefined();
});

test('what customers and others wrote stands there as they wrote it', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens();
  const correction = { intent: HOSTILE, articleId: undefined, by: { id: 'x', name: HOSTILE }, at: 1 };
  staff.service.told = [told({ rule: 'option_chosen', choiceId: HOSTILE, intent: HOSTILE, correction }, HOSTILE)];
  await staff.ann.presses(staff.refTo(card), 'action:why');
  const lines = staff.ann.modal()?.text.split('\n');
  expect(lines?.slice(2)).toEqual([
    HOSTILE,
    `Answered as the intent “${HOSTILE}” says, from the article “tracking”.`,
    `The customer chose “${HOSTILE}” from what was offered.`,
    `${HOSTILE} says that it was about the intent “${HOSTILE}”.`,
  ]);
});

test('a modal has room for the newest, however long their names are, and says where the others are', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens();
  const long = 'x'.repeat(100_000);
  staff.service.told = Array.from({ length: 30 }, () => told({ intent: long, choiceId: long }, long));
  await staff.ann.presses(staff.refTo(card), 'action:why');
  expect(staff.ann.modal()?.text.split('\n').at(-1)).toBe(
    'These are the newest 10. All of them stand beside the bot’s answers in the console',
  );
});

test('where nothing is kept that is said', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens();
  await staff.ann.presses(staff.refTo(card), 'action:why');
  expect(staff.ann.modal()?.text).toContain('Nothing is kept of this conversation');
});

test('of a real ticket it is what the desk has kept, but for what the customer wrote to people since', async () => {
  let desk: TestDesk | undefined;
  const staff = await SlackStaffSetup.start({
    startDesk: async (staffPlatform) => {
      desk = await TestDesk.start(folder, { staffPlatform });
    },
  });
  const texts = ['do you sell gift cards', 'I want to talk to a person', ...Array<string>(20).fill('Hello?')];
  for (const text of texts) await desk?.says(text);
  const card = await staff.platform.until(() => staff.platform.messages(staff.channel)[0]);
  await staff.ann.presses(card, 'action:why');
  const lines = staff.ann.modal()?.text.split('\n') ?? [];
  expect(lines.filter((line) => /^(do you sell|I want|Handed|Answered|The next)/.test(line))).toEqual([
    'I want to talk to a person',
    'Handed over to people.',
    'do you sell gift cards',
    'Answered as the intent “gift_card” says, from the article “gift-cards”.',
    'The next turn was handed over to people.',
  ]);
});
