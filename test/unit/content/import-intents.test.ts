import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkAdded } from '../../../src/content/import/check-added.ts';
import { planIntents } from '../../../src/content/import/import-intents.ts';
import { writeNewFiles } from '../../../src/content/import/write-new-files.ts';
import { readIntentFile } from '../../../src/content/read-intent-file.ts';
import type { Intent } from '../../../src/domain/content.ts';
import { createTree, intentFile, type Tree } from './content-tree.ts';

const CORPUS = JSON.stringify(
  {
    name: 'Lamps',
    locale: 'en-US',
    entities: {
      colour: { options: { red: ['red', 'crimson'], blue: ['blue'] } },
      code: { regex: '/[A-Z]{2}[0-9]+/gi' },
      place: { trim: [{ position: 'after', words: ['to'] }] },
    },
    data: [
      {
        intent: 'shop.findLamp',
        utterances: [
          'a @colour lamp',
          'a lamp in %colour%',
          'is it @home',
          'write to me@colour.example',
          'mail @email',
        ],
        answers: ['It is there in {{ colour }}.', { answer: 'Have a look.', opts: "city==='Oslo'" }],
        slotFilling: { colour: { mandatory: true, question: 'Which colour?' } },
      },
      { intent: 'use_code', utterances: ['use @code', 'bring it to @place'] },
      { intent: 'None', utterances: ['asdf'], answers: ['What?'] },
    ],
  },
  undefined,
  2,
);

const NLU = `version: "3.1"
nlu:
- intent: faq/open
  examples: |
    - are you open
    - open on [monday](day)
    - open on [tue]{"entity": "day", "value": "tuesday"}
- intent: travel
  examples: |
    - from [Paris](city:paris) to [Rome]{"entity": "city", "role": "to"}
    - mail me at [a@b.example](email)
    - see [1] (and more)
- lookup: day
  examples: |
    - monday
    - tuesday
- synonym: tuesday
  examples: |
    - tue
- regex: zip
  examples: |
    - "[0-9]{5}"
`;

const DOMAIN = `version: "3.1"
forms:
  travel_form:
    required_slots: [city]
responses:
  utter_faq/open:
  - text: We open on {day}.
  - text: Every {day}.
  utter_ask_city:
  - text: Which city?
  utter_ask_day:
  - text: Which day?
  utter_booked:
  - text: Off to {city}.
`;

const STORIES = `version: "3.1"
stories:
- story: somebody travels
  steps:
  - user: |
      bring me to [Oslo](city)
    intent: travel
  - action: travel_form
  - active_loop: travel_form
  - active_loop: null
  - action: utter_booked
- story: nobody knows what was meant
  steps:
  - user: hm
`;

/** What a desk would have of the files, by the names of intents, with what is told. */
async function plan(files: Tree, paths = Object.keys(files), locale = 'en') {
  const root = await createTree(files);
  const planned = await planIntents({ paths: paths.map((path) => join(root, path)), locale });
  const texts = [...planned.files.values()];
  const read = texts.map((text) => readIntentFile(text, locale));
  expect(read.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
  const told = planned.diagnostics.map(
    ({ file, line, severity, reason }) => `${severity} ${file.slice(root.length + 1)}:${line} ${reason}`,
  );
  const intents = read.flatMap((file) => file.intents);
  return { ...planned, told, intents: new Map(intents.map((intent) => [intent.name, intent])) };
}

function answerOf(intent: Intent | undefined): string | undefined {
  return intent?.outcome.kind === 'answer' ? intent.outcome.text : intent?.outcome.kind;
}

test('a corpus of NLP.js becomes intents, with its answers, entities and questions', async () => {
  const { intents, told } = await plan({ 'corpus.json': CORPUS });
  expect([...intents.keys()]).toEqual(['shop_find_lamp', 'use_code']);
  const lamp = intents.get('shop_find_lamp');
  expect(lamp?.category).toBe('shop');
  expect(lamp?.utterances).toEqual([
    'a {colour} lamp',
    'a lamp in {colour}',
    'is it @home',
    'write to me@colour.example',
    'mail {email}',
  ]);
  expect(lamp?.slots).toMatchObject([
    { name: 'colour', type: 'choice', ask: 'Which colour?', values: { red: ['crimson'], blue: [] } },
  ]);
  expect(answerOf(lamp)).toBe('It is there in {colour}.');
  expect(intents.get('use_code')?.slots).toMatchObject([
    { name: 'code', type: 'text', pattern: '[A-Z]{2}[0-9]+' },
    { name: 'place', type: 'text', pattern: undefined },
  ]);
  expect(answerOf(intents.get('use_code'))).toBe('escalate');
  const line = (text: string) => CORPUS.slice(0, CORPUS.indexOf(text)).split('\n').length;
  expect(told).toContain(
    `warning corpus.json:${line('It is there')} one more answer of intent shop.findLamp left out: an intent has one`,
  );
  expect(told.filter((one) => one.includes('None'))).toHaveLength(1);
});

test('files of Rasa are read as one: examples with their values, forms, stories, responses', async () => {
  const { intents, told } = await plan({ 'nlu.yml': NLU, 'domain.yml': DOMAIN, 'stories.yml': STORIES });
  expect([...intents.keys()]).toEqual(['faq_open', 'travel']);
  const open = intents.get('faq_open');
  expect(open?.utterances).toEqual(['are you open', 'open on {day}']);
  expect(open?.slots).toMatchObject([
    { name: 'day', type: 'choice', ask: 'Which day?', values: { monday: [], tuesday: ['tue'] } },
  ]);
  expect(answerOf(open)).toBe('We open on {day}.');
  const travel = intents.get('travel');
  expect(travel?.utterances).toEqual([
    'from {city} to {city_to}',
    'mail me at {email}',
    'see [1] (and more)',
    'bring me to {city}',
  ]);
  expect(travel?.slots).toMatchObject([
    { name: 'city', type: 'text', ask: 'Which city?' },
    { name: 'city_to', type: 'text', ask: 'Which city?' },
  ]);
  expect(answerOf(travel)).toBe('Off to {city}.');
  expect(told).toEqual([
    'warning stories.yml:14 what the user says is left out: no intent is named beside it',
    'warning domain.yml:7 one more answer of intent faq/open left out: an intent has one',
  ]);
});

const AGENT: Tree = {
  'agent/agent.json': '{}',
  'agent/intents/book.table.json': JSON.stringify({
    name: 'book.table',
    responses: [
      {
        parameters: [
          { name: 'dish', required: true, dataType: '@dish', prompts: [{ lang: 'en', value: 'Which dish?' }] },
          { name: 'day', required: false, dataType: '@sys.date' },
          { name: 'mood', required: false, dataType: '@mood' },
        ],
        messages: [
          { type: '0', lang: 'de', speech: 'Gut.' },
          { type: 4, lang: 'en', payload: {} },
          { type: '0', lang: 'en', speech: ['You are $mood.', 'We cook $dish for $20.'] },
        ],
      },
    ],
  }),
  'agent/intents/book.table_usersays_en.json': JSON.stringify([
    {
      data: [
        { text: 'I would like ' },
        { text: 'soup', alias: 'dish', meta: '@dish' },
        { text: ' on ' },
        { text: 'monday', alias: 'day', meta: '@sys.date' },
      ],
    },
    { data: [{ text: 'I am ' }, { text: 'hungry', alias: 'mood', meta: '@mood' }], isTemplate: false },
    { data: [{ text: '@dish:dish please' }], isTemplate: true },
  ]),
  'agent/intents/Default Fallback Intent.json': JSON.stringify({
    name: 'Default Fallback Intent',
    fallbackIntent: true,
  }),
  'agent/entities/dish.json': JSON.stringify({ name: 'dish' }),
  'agent/entities/dish_entries_en.json': JSON.stringify([{ value: 'soup', synonyms: ['soup', 'broth'] }]),
};

test('a folder that Dialogflow exported is read in one language: what is required is asked for, the rest stays words', async () => {
  const { intents, told } = await plan(AGENT, ['agent']);
  expect([...intents.keys()]).toEqual(['book_table']);
  const book = intents.get('book_table');
  expect(book?.category).toBe('book');
  expect(book?.utterances).toEqual(['I would like {dish} on {date}', 'I am hungry']);
  expect(book?.slots).toMatchObject([
    { name: 'dish', type: 'choice', ask: 'Which dish?', values: { soup: ['broth'] } },
  ]);
  expect(answerOf(book)).toBe('We cook {dish} for $20.');
  expect(told.map((one) => one.replace(/.*\.json:\d+ /, ''))).toEqual([
    'intent Default Fallback Intent is left out: the desk asks again by itself',
    '1 of the responses of intent book.table left out: they are no text',
    'an utterance of intent book.table is left out: it is a template',
    'an answer of intent book.table is left out: it has a { or }, or a value, that is none of its slots',
  ]);
});

test('a table of intents is read whichever its separator; rows that cannot be used are told by line', async () => {
  const { intents, told } = await plan({
    'shop.csv':
      '﻿Intent;Utterance;Answer;Other\ngifts;"do you; have\ngifts";Yes.;=1+1\ngifts;a {colour} gift;;\ngifts;=HYPERLINK("x");;\ngifts;too few\n;nobody;;\n',
  });
  expect([...intents.keys()]).toEqual(['gifts']);
  expect(intents.get('gifts')?.utterances).toEqual(['do you; have gifts', 'a {colour} gift']);
  expect(intents.get('gifts')?.category).toBe('imported');
  expect(answerOf(intents.get('gifts'))).toBe('Yes.');
  expect(told).toEqual([
    'warning shop.csv:5 the row is left out: its utterance is a formula: write the text itself',
    'warning shop.csv:6 the row is left out: it has 2 cells where the header has 4',
    'warning shop.csv:7 the row is left out: it names no intent',
    'warning shop.csv:2 slot colour of intent gifts has no question: it asks “Colour?”, which is best reworded',
  ]);
});

test('names become such as a desk can have, and stay apart', async () => {
  const rows = ['../../etc/passwd', '__proto__', 'Straße', 'book.flight', 'book_flight', '查价格', '1st'];
  const { intents, files } = await plan({
    '..%2F.. evil.csv': `intent,utterance\n${rows.map((name, index) => `${name},way ${index}`).join('\n')}\n`,
  });
  expect([...intents.keys()]).toEqual([
    'etc_passwd',
    'proto',
    'stra_e',
    'book_flight',
    'book_flight_2',
    'intent_6',
    'n_1st',
  ]);
  expect([...files.keys()]).toEqual(['intents/en/2-f-evil.yaml']);
});

test.each<[string, Tree, string]>([
  ['aliases', { 'a.yml': 'nlu:\n  - *bomb\n' }, 'a.yml:'],
  ['depth', { 'a.json': '['.repeat(100_000) }, 'a.json:1 too many brackets'],
  ['another JSON', { 'a.json': '{"data": 5}' }, 'a.json:1 "data" is not as a corpus of NLP.js has it'],
  ['no JSON', { 'a.json': '{"data": [' }, 'a.json:1 '],
  ['UTF-16', { 'a.csv': Buffer.from('﻿intent,utterance\n', 'utf16le') }, 'a.csv:1 this is not UTF-8'],
  ['Latin 1', { 'a.csv': Buffer.from('intent,utterance\na,Stra\xdfe\n', 'latin1') }, 'a.csv:2 this is not UTF-8'],
  ['no header', { 'a.csv': 'one,two\nx,y\n' }, 'a.csv:1 the first line has to name the columns intent and utterance'],
  ['an open quote', { 'a.csv': 'intent,utterance\nx,"y\n' }, 'a.csv:2 this cannot be read as CSV'],
  ['too many rows', { 'a.csv': `intent,utterance\n${'\n'.repeat(100_001)}` }, 'a.csv:100000 the table has more than'],
  ['an archive', { 'a.zip': 'PK' }, 'a.zip:1 this is an archive'],
  ['anything else', { 'a.docx': 'x' }, 'a.docx:1 this is of no format'],
  ['a folder of another kind', { 'a/readme.txt': 'x' }, 'a:1 this is no folder that Dialogflow exported'],
])('a file that cannot be read is refused with the reason: %s', async (_what, files, expected) => {
  const { told } = await plan(files, [Object.keys(files)[0]?.split('/')[0] ?? '']);
  expect(told.filter((one) => one.startsWith('error'))).toEqual([expect.stringContaining(`error ${expected}`)]);
});

test('a file of more than 10 MB is refused before it is read', async () => {
  const { told } = await plan({ 'a.csv': `intent,utterance\n${'x'.repeat(10 * 1024 * 1024)}` });
  expect(told).toEqual(['error a.csv:1 the file is larger than 10 MB: split it']);
});

test('many utterances are spread over files that the desk can read', { timeout: 30_000 }, async () => {
  const rows = Array.from({ length: 9_000 }, (_, index) => `intent_${index % 20},way ${index} of saying it`);
  const { files, contents, intents } = await plan({ 'big.csv': `intent,utterance\n${rows.join('\n')}\n` });
  expect([...files.keys()]).toEqual(['intents/en/big.yaml', 'intents/en/big-2.yaml', 'intents/en/big-3.yaml']);
  expect(contents.get('intents/en/big.yaml')).toBe('8 intents, 3600 utterances, 0 answers, 0 slots');
  expect(intents.size).toBe(20);
});

test('what is in the way of new files is told: a file of the name, an intent of the name', async () => {
  const root = await createTree({ 'intents/en/shop.yaml': intentFile('gifts'), 'knowledge/en/x.md': 'broken' });
  const check = (file: string, name: string) => checkAdded({ root, added: new Map([[file, intentFile(name)]]) });
  expect(await check('intents/en/shop.yaml', 'other')).toMatchObject([
    { file: 'intents/en/shop.yaml', severity: 'error', reason: expect.stringMatching(/^there is already such a file/) },
  ]);
  const [first] = await check('intents/en/new.yaml', 'gifts');
  expect(first).toMatchObject({ file: 'intents/en/new.yaml', severity: 'error' });
  expect(first?.reason).toContain('there is already an intent gifts in intents/en/shop.yaml, line 2');
  expect(await check('intents/en/new.yaml', 'other')).toEqual([]);
  expect(await check('intents/de/new.yaml', 'gifts')).toEqual([]);
});

test('where one of the new files cannot be written, none is there', async () => {
  const root = await createTree({ 'intents/en/b.yaml': 'mine' });
  const texts = new Map(['intents/en/a.yaml', 'intents/en/b.yaml'].map((file) => [file, 'new']));
  await expect(writeNewFiles(root, texts)).rejects.toThrow(/b\.yaml is there already: nothing was written/);
  await expect(readFile(join(root, 'intents/en/a.yaml'))).rejects.toThrow(/ENOENT/);
  expect(await readFile(join(root, 'intents/en/b.yaml'), 'utf8')).toBe('mine');
});
