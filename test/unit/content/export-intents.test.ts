import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsvIntents, writeCsvIntents } from '../../../src/content/import/csv-intents.ts';
import type { ImportedIntents, SourceFile } from '../../../src/content/import/imported.ts';
import { readNlpjs, writeNlpjs } from '../../../src/content/import/nlpjs.ts';
import { readRasa } from '../../../src/content/import/rasa.ts';
import { renderIntents, toDeskIntents } from '../../../src/content/import/to-desk-intents.ts';
import { writeRasa } from '../../../src/content/import/write-rasa.ts';
import { readIntentFile } from '../../../src/content/read-intent-file.ts';
import { blockText, lineText } from '../../../src/content/text-schema.ts';
import type { Intent, Slot } from '../../../src/domain/content.ts';

const FORMATS = {
  nlpjs: {
    write: (intents: Intent[]) => writeNlpjs(intents, 'en'),
    read: readNlpjs,
    hasSlots: true,
    hasCategory: false,
  },
  rasa: {
    write: writeRasa,
    read: (source: SourceFile) => readRasa([source]),
    hasSlots: true,
    hasCategory: false,
  },
  csv: { write: writeCsvIntents, read: readCsvIntents, hasSlots: false, hasCategory: true },
} as const;

/** What the desk has of a file of another format. */
function imported(read: ImportedIntents): Intent[] {
  expect(read.diagnostics).toEqual([]);
  const { intents, diagnostics: found } = readIntentFile(renderIntents(toDeskIntents(read.intents).intents), 'en');
  expect(found).toEqual([]);
  return intents;
}

/** Words that formats and spreadsheets are likely to read as something else. */
const NASTY = fc.constantFrom(
  ...['@email', '%x%', '[a](b)', '[a]{"entity": "b"}', '=1+1', "'=1", '+49', '- x', '-', '#', '"', ',', ';', "'"],
  ...[
    '\\',
    '$x',
    '*a',
    '&a',
    '!',
    '|',
    '>',
    ': ',
    '_',
    '`',
    '~',
    'null',
    '12',
    'true',
    '问题',
    '😀',
    '\u2028',
    '\t',
    '\ufeff',
  ],
);
const words = fc.array(fc.oneof(NASTY, fc.string({ unit: 'grapheme', maxLength: 8 })), { minLength: 1, maxLength: 4 });
const withoutBraces = words.map((parts) => parts.join(' ').replace(/[{}]/g, ''));
const line = withoutBraces.map((text) => lineText(80).safeParse(text).data ?? 'some words');
const block = fc.array(withoutBraces, { minLength: 1, maxLength: 3 });
const name = fc
  .stringMatching(/^[a-z][a-z0-9_]{0,12}$/)
  .filter(
    (text) => !['date', 'email', 'phone', 'number', 'amount', 'url', 'currency', 'text', 'choice'].includes(text),
  );

/** All slots that there are: one of a name is the same in every intent, as most formats have it. */
const slots = fc.uniqueArray(
  fc.record({
    name,
    ask: line,
    pattern: fc.constantFrom(undefined, '[0-9]{5}', 'a/b|c'),
    values: fc.uniqueArray(line),
  }),
  { selector: (slot) => slot.name, maxLength: 3 },
);

const desk = fc.tuple(slots, fc.boolean()).chain(([given, hasEmail]) => {
  const pool: Slot[] = given.map(({ name: slot, ask, pattern, values }) =>
    values.length > 0
      ? {
          name: slot,
          type: 'choice',
          ask,
          values: Object.fromEntries(values.map((one) => [one, []])),
          pattern: undefined,
        }
      : { name: slot, type: 'text', ask, values: {}, pattern },
  );
  if (hasEmail) pool.push({ name: 'email', type: 'email', ask: 'Which address?', values: {}, pattern: undefined });
  return fc.uniqueArray(intentWith(pool), { selector: (intent) => intent.name, minLength: 1, maxLength: 4 });
});

function intentWith(pool: Slot[]): fc.Arbitrary<Intent> {
  return fc
    .record({
      name,
      category: fc.stringMatching(/^[a-z]{1,8}$/),
      own: fc.subarray(pool),
      utterances: fc.uniqueArray(fc.tuple(line, fc.nat(3)), { minLength: 1, maxLength: 4 }),
      answer: fc.option(block, { nil: undefined }),
    })
    .map(({ name: intent, category, own, utterances, answer }) => {
      const mark = (at: number) => ['', ` ${own[at] ? `{${own[at].name}}` : ''}`, ' {number}'][at % 3] ?? '';
      const texts = utterances.map(([text, at]) => lineText(500).parse(`${text}${mark(at)}`));
      const told = answer?.map((text, at) => `${text}${own[at] ? ` {${own[at].name}}` : ''}`).join('\n');
      const said = blockText(10_000).safeParse(told ?? '').data;
      return {
        name: intent,
        locale: 'en',
        category,
        importance: 3,
        utterances: [`${intent} plainly`, ...new Set(texts)],
        slots: own,
        outcome: said === undefined ? { kind: 'escalate' } : { kind: 'answer', text: said },
      };
    });
}

test.each(Object.entries(FORMATS))(
  'intents that are taken away as %s and brought back are the same',
  (_name, format) => {
    fc.assert(
      fc.property(desk, (intents) => {
        const own = format.hasSlots ? intents : intents.map(withoutSlots);
        const { text, notes } = format.write(own);
        const back = imported(format.read({ file: 'x', text }));
        // What a format would read as something else is left out, and told.
        const expected = own.map((intent) => ({
          ...intent,
          category: format.hasCategory ? intent.category : 'imported',
          utterances: intent.utterances.filter(
            (one) => !notes.some((note) => note.includes(`${intent.name}: “${one}”`)),
          ),
        }));
        expect(back).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  },
);

/** Marks of the kinds that the desk finds by itself are all that a table has. */
function withoutSlots(intent: Intent): Intent {
  const plain = (text: string) => text.replace(/\{(?!number\}|email\})[^{}]*\}/g, 'x');
  const { outcome } = intent;
  return {
    ...intent,
    slots: [],
    utterances: [...new Set(intent.utterances.map(plain))],
    outcome: outcome.kind === 'answer' ? { kind: 'answer', text: plain(outcome.text) } : outcome,
  };
}

test('what a format cannot hold is told', () => {
  const slot: Slot = { name: 'arrival', type: 'date', ask: 'When?', values: {}, pattern: undefined };
  const intent: Intent = {
    name: 'stay',
    locale: 'en',
    category: 'hotel',
    importance: 3,
    utterances: ['a room for {arrival}'],
    slots: [slot],
    outcome: { kind: 'answer', text: '{if arrival}\nSee you.\n{end}' },
    action: { name: 'book', confirm: undefined, wordings: {} },
  };
  const other: Intent = {
    ...intent,
    name: 'leave',
    slots: [{ ...slot, ask: 'Until when?' }],
    outcome: { kind: 'article', articleId: 'leaving' },
  };
  const { notes } = writeNlpjs([intent, other, { ...other, name: 'hi', builtIn: true }], 'en');
  expect(notes).toEqual([
    'intent stay: its answer has conditions or lists and is left out',
    'intent stay: its action book is left out',
    'intent stay: slot arrival is a plain text and no date',
    'intent leave: that it answers from article leaving is left out',
    'intent leave: its action book is left out',
    'intent leave: slot arrival is a plain text and no date',
  ]);
  expect(writeRasa([intent, other]).notes).toContain(
    'slot arrival is not the same in every intent: the first counts for all',
  );
  expect(writeCsvIntents([intent]).notes).toContain('intent stay: slot arrival keeps only its marks');
});

test('no cell of a table is a formula to a spreadsheet', () => {
  fc.assert(
    fc.property(desk, (intents) => {
      const cells: string[][] = parse(writeCsvIntents(intents).text);
      expect(cells.flat().filter((cell) => /^[=+\-@\t]/.test(cell))).toEqual([]);
    }),
  );
});
