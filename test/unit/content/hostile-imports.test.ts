import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasErrors } from '../../../src/content/diagnostics.ts';
import { readCsvIntents } from '../../../src/content/import/csv-intents.ts';
import { readDialogflow } from '../../../src/content/import/dialogflow.ts';
import type { ImportedIntents } from '../../../src/content/import/imported.ts';
import { readNlpjs } from '../../../src/content/import/nlpjs.ts';
import { readRasa } from '../../../src/content/import/rasa.ts';
import { renderIntents, toDeskIntents } from '../../../src/content/import/to-desk-intents.ts';
import { checkIntent } from '../../../src/content/intent-rules.ts';
import { readIntentFile } from '../../../src/content/read-intent-file.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    ...['', '{x}', '{', '@a', '%a%', '{{ a }}', '{if a}', '{end}', '[v](a)', '[v]{"entity":"a"}', '$a', '__proto__'],
    ...['constructor', '../..', 'a', 'a.b', 'None', 'x'.repeat(600), '\0', '\ud800', '{date}', '{a}', 'toString'],
  ),
);
const texts = fc.array(text, { maxLength: 4 });
const dictionary = <Value>(value: fc.Arbitrary<Value>) =>
  fc.dictionary(text, value, { maxKeys: 3, noNullPrototype: false });

const corpus = fc.record({
  entities: dictionary(fc.oneof(text, fc.record({ options: dictionary(texts) }), fc.record({ regex: text }))),
  data: fc.array(
    fc.record({
      intent: text,
      utterances: texts,
      answers: texts,
      slotFilling: dictionary(fc.record({ question: text })),
    }),
  ),
});

const examples = texts.map((lines) => lines.map((line) => `- ${line}\n`).join(''));
const story = fc.record({
  steps: fc.array(
    fc.record({ intent: text, user: text, action: text.map((name) => `utter_${name}`) }, { requiredKeys: [] }),
  ),
});
const rasa = fc.record({
  nlu: fc.array(
    fc.oneof(...['intent', 'synonym', 'lookup', 'regex'].map((kind) => fc.record({ [kind]: text, examples }))),
  ),
  stories: fc.array(story),
  responses: dictionary(fc.array(fc.record({ text }))),
  forms: dictionary(fc.record({ required_slots: texts })),
});

const agent = fc.record({
  intent: fc.record({
    name: text,
    responses: fc.array(
      fc.record({
        parameters: fc.array(fc.record({ name: text, required: fc.boolean(), dataType: text })),
        messages: fc.array(fc.record({ speech: texts })),
      }),
    ),
  }),
  phrases: fc.array(fc.record({ data: fc.array(fc.record({ text, alias: text, meta: text })) })),
});

/** Whatever was read, an intent file made of it has no mistake. */
function expectSound({ intents }: ImportedIntents): void {
  const { drafts, diagnostics } = readIntentFile(renderIntents(toDeskIntents(intents).intents), 'en');
  const names = drafts.map(({ name }) => name.text);
  if (intents.length === 0 || names.length === 0) return;
  expect([...diagnostics, ...drafts.flatMap(checkIntent)].filter((one) => hasErrors([one]))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
}

const file = (value: unknown, name = 'x') => ({ file: name, text: JSON.stringify(value) });

test('whatever a corpus of NLP.js says, what is made of it can be used', () => {
  fc.assert(fc.property(corpus, (value) => expectSound(readNlpjs(file(value)))));
});

test('whatever files of Rasa say, what is made of them can be used', () => {
  fc.assert(fc.property(rasa, (value) => expectSound(readRasa([file(value)]))));
});

test('whatever an agent of Dialogflow says, what is made of it can be used', () => {
  fc.assert(
    fc.property(agent, ({ intent, phrases }) => {
      const files = [file(intent, 'intents/a.json'), file(phrases, 'intents/a_usersays_en.json')];
      expectSound(readDialogflow(files, 'en'));
    }),
  );
});

test('whatever a table says, what is made of it can be used', () => {
  fc.assert(
    fc.property(fc.array(texts), (rows) => {
      const lines = rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','));
      expectSound(readCsvIntents({ file: 'x', text: `intent,utterance,answer,category\n${lines.join('\n')}` }));
    }),
  );
});

test.each([readNlpjs, (source: { file: string; text: string }) => readRasa([source]), readCsvIntents])(
  'a file that is anything at all is read or refused, and nothing is thrown',
  (read) => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), (any) =>
        expectSound(read({ file: 'x', text: any })),
      ),
    );
  },
);
