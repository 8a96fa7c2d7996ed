import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { answerKey } from '../../src/domain/answer-trial.ts';
import type { StoredDecision } from '../../src/domain/decision-record.ts';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

const PLAIN = 'We are open from nine to five.';
const LONG = 'From Monday to Friday we are open from nine to five.';
const OPENING_HOURS = `
intents:
  - name: opening_hours
    category: shop
    utterances:
      - when are you open
      - what are your opening hours
      - are you open on monday
      - until when is the shop open
      - opening hours of the shop please
      - when do you close
    answers:
      - ${PLAIN}
      - ${LONG}
`;
const QUESTION = 'what are your opening hours';
const SCORED = 24;

let folder: TestFolder;
let desk: TestDesk;

beforeAll(async () => {
  folder = await TestFolder.create({ 'intents/en/hours.yaml': OPENING_HOURS });
});
afterAll(() => folder.remove());
beforeEach(async () => {
  await folder.empty();
  desk = await TestDesk.start(folder);
});
afterEach(() => desk.stop());

async function asked(customer: string): Promise<StoredDecision | undefined> {
  await desk.says(QUESTION, { customer });
  return desk.store.read.decisions.latest(desk.conversationId(customer));
}

test('an answer is drawn for each customer, and after scores mostly the one that helps is given', async () => {
  const first: string[] = [];
  for (let number = 0; number < SCORED; number++) {
    const decision = await asked(`kim${number}`);
    expect(decision).toMatchObject({ action: 'answered', intent: 'opening_hours', answer: { of: 2 } });
    expect(decision?.answer?.share).toBeCloseTo(0.5, 6);
    first.push(decision?.answer?.key ?? '');
    const score = decision?.answer?.key === answerKey(LONG) ? 1 : 0;
    await desk.receive(
      { kind: 'feedback', messageKey: decision?.answerIds[0] ?? '', score },
      { customer: `kim${number}` },
    );
  }
  expect(new Set(first)).toEqual(new Set([answerKey(PLAIN), answerKey(LONG)]));

  await desk.pass(11 * 60_000);
  const later = await asked('lea');
  const share = later?.answer?.share ?? 0;
  expect(later?.answer?.key === answerKey(LONG) ? share : 1 - share).toBeGreaterThan(0.95);
});
