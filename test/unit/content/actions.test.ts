import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseDeskFile } from '../../../src/config/desk-file.ts';
import { loadContent } from '../../../src/content/load-content.ts';
import { watchContent } from '../../../src/content/watch-content.ts';
import type { DeskContent } from '../../../src/domain/content.ts';
import { articleFile, createTree, intentFile, write } from './content-tree.ts';

const STATUS = `kind: read
request:
  url: https://shop.example/orders/{order_number}
outcomes:
  found:
    status: 200
    result:
      state: { path: state }
      carrier: { path: parcel.carrier, required: false }
  not_found: { status: 404 }
examples:
  - inputs: { order_number: 00123 }
    body: { state: packed }
  - inputs: { order_number: 999 }
    status: 404
`;
const SLOT = `    slots:
      - name: order_number
        type: order_number
        ask: Which order?
`;
const ANSWER = '    answer: Look in your account.\n';
const WORDINGS = `    outcomes:
      found: |
        It is {state}.
        {if carrier}With {carrier}.{end}
      not_found: There is no order {order_number}.
`;
const TRACKING = `${SLOT}${ANSWER}    action: order_status\n${WORDINGS}`;

async function load(actions: Record<string, string>, more = TRACKING) {
  const files = Object.entries(actions).map(([name, text]) => [`actions/${name}`, text]);
  const root = await createTree({
    ...Object.fromEntries(files),
    'intents/en/a.yaml': intentFile('track', more),
    'knowledge/en/returns.md': articleFile(),
  });
  const { content, diagnostics } = await loadContent({ root });
  return { content, told: diagnostics.map(({ file, line, reason }) => `${file}:${line}: ${reason}`) };
}

test('an action and the intent that names it are part of the content', async () => {
  const { content, told } = await load({ 'order_status.yaml': STATUS });
  expect(told).toEqual([]);
  expect(content?.actions?.order_status).toMatchObject({
    kind: 'read',
    timeoutMs: 8_000,
    outcomes: [{ name: 'found', statuses: [200] }, { name: 'not_found' }],
    examples: [{ inputs: { order_number: '00123' }, status: 200 }, { inputs: { order_number: '999' } }],
  });
  expect(content?.locales.en?.intents[0]).toMatchObject({
    outcome: { kind: 'answer' },
    action: { name: 'order_status', wordings: { not_found: 'There is no order {order_number}.' } },
  });
});

test('what docs/actions.md shows can be used as it stands', async () => {
  const page = await readFile('docs/actions.md', 'utf8');
  const blocks = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text);
  const find = (start: string) => blocks.find((text) => text.startsWith(start)) ?? `no block begins with ${start}`;
  const utterances = [1, 2, 3, 4, 5].map((way) => `      - where is it, in way ${way}\n`).join('');
  const intents = (text: string, name = '') =>
    `intents:\n${name}${text}`.replace('    # …\n', `    category: orders\n    utterances:\n${utterances}`);
  const root = await createTree({
    'actions/order_status.yaml': find('# yaml-language-server'),
    'intents/en/orders.yaml': intents(find('# intents/en/orders.yaml\n')),
    'intents/en/lost.yaml': intents(
      `${find('    slots:\n      - name')}    answer: Lost.\n`,
      '  - name: lost\n    # …\n',
    ),
    'intents/en/returns.yaml': intents(
      `${find('    slots:\n      - {')}    answer: A {solution}.\n`,
      '  - name: damaged\n    # …\n',
    ),
    'knowledge/en/returns.md': articleFile(),
  });
  const { content, diagnostics } = await loadContent({ root });
  const told = diagnostics.map(({ file, line, severity, reason }) => `${file}:${line}: ${severity}: ${reason}`);
  expect(told.filter((line) => !line.includes('cannot tell them apart'))).toEqual([]);
  expect(content?.actions?.order_status?.outcomes).toHaveLength(3);
  expect(parseDeskFile(find('# desk.yaml')).actionHosts).toHaveLength(2);
});

test.each([
  [
    'a file name',
    { 'Order-Status.yaml': STATUS },
    'actions/Order-Status.yaml:1: an action file has to be named in small letters',
  ],
  [
    'two files of a name',
    { 'order_status.yaml': STATUS, 'order_status.yml': STATUS },
    'actions/order_status.yml:1: there is already an action order_status',
  ],
  [
    'an unknown key',
    { 'order_status.yaml': STATUS.replace('kind:', 'kynd: a\nkind:') },
    'actions/order_status.yaml:1: "kynd" is no known key. Did you mean "kind"?',
  ],
  [
    'a host that a value chooses',
    { 'order_status.yaml': STATUS.replace('shop.example', '{order_number}') },
    'actions/order_status.yaml:3: "request", "url" must be an address',
  ],
  [
    'an address of another kind',
    { 'order_status.yaml': STATUS.replace('https:', 'file:') },
    'actions/order_status.yaml:3: "request", "url" must be an address',
  ],
  [
    'a name and password in it',
    { 'order_status.yaml': STATUS.replace('shop.example', 'me:secret@shop.example') },
    'actions/order_status.yaml:3: "request", "url" must be an address',
  ],
  [
    'a variable of others',
    { 'order_status.yaml': STATUS.replace('kind:', 'environment: [DATABASE_URL]\nkind:') },
    'actions/order_status.yaml:1: entry 1 of "environment" must begin with ACTION_',
  ],
  [
    'a variable that is not listed',
    { 'order_status.yaml': STATUS.replace('outcomes:', '  headers: { X-Key: "{env.ACTION_KEY}" }\noutcomes:') },
    'actions/order_status.yaml:2: {env.ACTION_KEY} is not listed under environment.',
  ],
  [
    'a header of the desk',
    { 'order_status.yaml': STATUS.replace('outcomes:', '  headers: { Host: a }\noutcomes:') },
    'is a header that the desk sets by itself',
  ],
  [
    'a write that only reads',
    { 'order_status.yaml': STATUS.replace('read', 'write') },
    'actions/order_status.yaml:2: "request", "method" GET only reads',
  ],
  [
    'no path',
    { 'order_status.yaml': STATUS.replace('path: state', 'path: a..b') },
    'actions/order_status.yaml:8: "outcomes", "found", "result", "state", "path" is no path',
  ],
  [
    'an amount without currency',
    { 'order_status.yaml': STATUS.replace('path: state', 'path: state, type: amount') },
    'amount needs either currency or currency_path',
  ],
  [
    'a list of nothing',
    { 'order_status.yaml': STATUS.replace('path: state', 'path: state, type: list') },
    'must say what of each entry is used',
  ],
  [
    'an example without its input',
    { 'order_status.yaml': STATUS.replace('order_number: 999', 'order_nummer: 999') },
    'actions/order_status.yaml:14: order_nummer is no input of this action. Did you mean "order_number"?',
  ],
  [
    'an example that is a failure',
    { 'order_status.yaml': STATUS.replace('{ state: packed }', '{ a: 1 }') },
    'actions/order_status.yaml:12: this example is a failure: it answered 200, but at state there is no text for state',
  ],
  [
    'an outcome that no example shows',
    { 'order_status.yaml': STATUS.replace('status: 404\n', 'status: 200\n    body: { state: a }\n') },
    'no example shows the outcome',
  ],
])('of %s an action file is told with file, line and what to do', async (_what, actions, expected) => {
  const { told } = await load(actions as Record<string, string>);
  expect(told).toContainEqual(expect.stringContaining(expected));
});

test.each([
  [
    'no such action',
    TRACKING.replace('action: order_status', 'action: order_state'),
    'names the action order_state, which there is none of',
  ],
  [
    'a missing slot',
    TRACKING.replace(SLOT, ''),
    'the action order_status needs order_number, which is no slot of intent track',
  ],
  [
    'a missing wording',
    TRACKING.replace(/ {6}not_found.*\n/, ''),
    'intents/en/a.yaml:15: intent track has no wording for the outcome not_found',
  ],
  [
    'a wording too many',
    `${TRACKING}      lost: a\n`,
    'intents/en/a.yaml:21: the action has no outcome lost. There are: found, not_found.',
  ],
  [
    'a value that is not there',
    TRACKING.replace('{state}', '{stat}'),
    'intents/en/a.yaml:18: there is no value stat here. Did you mean "state"?',
  ],
  [
    'a value of another outcome',
    TRACKING.replace('{order_number}', '{state}'),
    'intents/en/a.yaml:20: there is no value state here.',
  ],
  [
    'a value that may be missing',
    TRACKING.replace('{if carrier}With {carrier}.{end}', 'With {carrier}.'),
    'intents/en/a.yaml:19: {carrier} may be missing: put it between {if carrier} and {end}',
  ],
  ['a link to a text', TRACKING.replace('{state}', '[it]({state})'), 'only a url can stand there'],
  ['a mark without end', TRACKING.replace('{end}', ''), 'intents/en/a.yaml:19: this {if …} has no {end}'],
  ['words for no action', `${SLOT}${ANSWER}${WORDINGS}`, '"outcomes" is only for an intent with an action'],
  [
    'a confirmation of what only reads',
    TRACKING.replace(WORDINGS, `    confirm: Shall I?\n${WORDINGS}`),
    'only reads: nothing has to be confirmed',
  ],
])('of %s an intent with an action is told', async (_what, more, expected) => {
  const { content, told } = await load({ 'order_status.yaml': STATUS }, more);
  expect(content).toBeUndefined();
  expect(told).toContainEqual(expect.stringContaining(expected));
});

test('a write needs a word that asks the customer first', async () => {
  const write = STATUS.replace('read', 'write').replace('request:', 'request:\n  method: POST');
  expect((await load({ 'order_status.yaml': write })).told).toContainEqual(
    expect.stringContaining('intent track needs confirm, which says what will be done'),
  );
  const confirmed = TRACKING.replace(WORDINGS, `    confirm: Shall I do {order_number}?\n${WORDINGS}`);
  expect((await load({ 'order_status.yaml': write }, confirmed)).told).toEqual([]);
});

test('a slot may depend on one above it, and a wording says what it does without', async () => {
  const slots = (when: string, answer: string) => `    slots:
      - name: solution
        type: choice
        values: { exchange: [swap], refund: [money back] }
        ask: What would you like?
      - name: size
        type: text
        when: ${when}
        ask: Which size?
    answer: ${answer}
`;
  const { content, told } = await load({}, slots('solution is exchange', '"{if size}Size {size}.{end}"'));
  expect(told).toEqual([]);
  expect(content?.locales.en?.intents[0]?.slots[1]?.when).toEqual({
    name: 'solution',
    texts: ['exchange'],
    negated: false,
  });
  const { told: wrong } = await load({}, slots('size is exchange', '"Size {size}."'));
  expect(wrong).toEqual([
    expect.stringContaining('a.yaml:17: size, by which slot size of intent track is asked for, is no slot above it.'),
    expect.stringContaining('a.yaml:19: {size} may be missing: put it between {if size} and {end}'),
  ]);
});

const CHECK = 'check: { action: order_status, accept: [found], otherwise: "None: {order_number}." }';
const CARRIER = `      - name: carrier
        type: text
        ask: Who brings it?
        from: { action: order_status, value: carrier }
`;

test('a slot may be checked and looked up by actions that read', async () => {
  const slots = `${SLOT.trimEnd()}\n        ${CHECK}\n${CARRIER}`;
  const { content, told } = await load({ 'order_status.yaml': STATUS }, `${slots}${ANSWER}`);
  expect(told).toEqual([]);
  expect(content?.locales.en?.intents[0]?.slots).toMatchObject([
    { check: { action: 'order_status', accept: ['found'], otherwise: 'None: {order_number}.' } },
    { from: { action: 'order_status', value: 'carrier' } },
  ]);
});

test('what rules out what is wanted may use the values of an accepted outcome', async () => {
  const unless = (words: string) => CHECK.replace(' }', `, unless: "${words}" }`);
  const slots = (words: string) => `${SLOT.trimEnd()}\n        ${unless(words)}\n${ANSWER}`;
  const { content, told } = await load({ 'order_status.yaml': STATUS }, slots('{if state is packed}Too late.{end}'));
  expect(told).toEqual([]);
  expect(content?.locales.en?.intents[0]?.slots[0]?.check?.unless).toBe('{if state is packed}Too late.{end}');
  const wrong = await load({ 'order_status.yaml': STATUS }, slots('{if stat is packed}Too late.{end}'));
  expect(wrong.told).toContainEqual(expect.stringContaining('stat'));
});

test.each([
  [
    'no such action',
    CARRIER.replace('order_status', 'order_state'),
    'slot carrier names the action order_state, which there is none of.',
  ],
  [
    'a value that it has not',
    CARRIER.replace('value: carrier', 'value: carier'),
    'has no value carier. Did you mean "carrier"?',
  ],
  [
    'an outcome that it has not',
    CARRIER.replace(/from:.*/, CHECK.replace('[found]', '[fond]')),
    'has no outcome fond. Did you mean "found"?',
  ],
  [
    'words about nothing',
    CARRIER.replace(/from:.*/, CHECK.replace('{order_number}', '{nobody}')),
    'there is no value nobody here.',
  ],
  [
    'a value that may be missing',
    CARRIER.replace(/from:.*/, CHECK.replace('[found]', '[not_found]').replace('{order_number}', '{state}')),
    '{state} may be missing',
  ],
])('of a slot with %s the line is told', async (_what, slot, expected) => {
  const { content, told } = await load({ 'order_status.yaml': STATUS }, `${SLOT}${slot}${ANSWER}`);
  expect(content).toBeUndefined();
  expect(told).toContainEqual(expect.stringContaining(expected));
});

test('a slot cannot be looked up by what is asked for below it, nor by an action that writes', async () => {
  const below = await load(
    { 'order_status.yaml': STATUS },
    `    slots:\n${CARRIER}${SLOT.replace('    slots:\n', '')}${ANSWER}`,
  );
  expect(below.told).toContainEqual(expect.stringContaining('needs order_number, which is no slot above carrier'));
  const write = STATUS.replace('read', 'write').replace('request:', 'request:\n  method: POST');
  const { told } = await load({ 'order_status.yaml': write }, `${SLOT}${CARRIER}${ANSWER}`);
  expect(told).toContainEqual(expect.stringContaining('writes: a slot can only name one that reads'));
});

const SHIPS = STATUS.replace('carrier:', 'on: { path: on, type: date, required: false }\n      carrier:');
const REMINDER = `    follow_ups:
      - { after: found, at: on, in_hours: -24, say: "It comes on {if on}{on}{end}." }
      - { after: found, every_hours: 6, for_days: 14, until: state is shipped, say: "{state}", otherwise: No. }
`;

test('what follows an outcome by itself is part of the intent', async () => {
  const { content, told } = await load({ 'order_status.yaml': SHIPS }, `${TRACKING}${REMINDER}`);
  expect(told).toEqual([]);
  expect(content?.locales.en?.intents[0]?.followUps).toEqual([
    {
      after: 'found',
      at: 'on',
      delayMs: -24 * 3_600_000,
      step: { kind: 'say', text: 'It comes on {if on}{on}{end}.' },
    },
    {
      after: 'found',
      at: undefined,
      delayMs: 0,
      step: {
        kind: 'watch',
        everyMs: 6 * 3_600_000,
        forMs: 14 * 86_400_000,
        until: { name: 'state', texts: ['shipped'], negated: false },
        text: '{state}',
        otherwise: 'No.',
      },
    },
  ]);
});

test.each([
  [
    'an outcome that there is none of',
    'after: found, at',
    'after: fond, at',
    'has no outcome fond. Did you mean "found"?',
  ],
  ['a value that is no date', 'at: on', 'at: state', 'state is no date, but text. Dates are: on.'],
  ['a value that is not there', '{state}', '{stat}', 'there is no value stat here. Did you mean "state"?'],
  ['a value that may be missing', '{if on}{on}{end}', '{on}', '{on} may be missing'],
  ['a condition on nothing', 'until: state is', 'until: stat is', 'there is no value stat here. Did you mean "state"?'],
  [
    'an intent that there is none of',
    'say: "It comes on {if on}{on}{end}."',
    'ask: trak',
    'there is no intent trak in this language. Did you mean "track"?',
  ],
  ['no time', ', in_hours: -24', '', '"in_hours" is needed'],
  ['a time before nothing', 'at: on, ', '', '"in_hours" must be more than 0 without at'],
  ['words and a question', 'in_hours: -24', 'in_hours: -24, ask: track', '"say" or ask is needed, and not both'],
  ['a watch without an end', 'for_days: 14, ', '', '"for_days" is needed where something is watched'],
  [
    'a watch with a time',
    'every_hours: 6',
    'every_hours: 6, in_hours: 3',
    '"in_hours" has no place where something is watched',
  ],
])('of a follow-up with %s the line is told', async (_what, from, to, expected) => {
  const { content, told } = await load({ 'order_status.yaml': SHIPS }, `${TRACKING}${REMINDER.replace(from, to)}`);
  expect(content).toBeUndefined();
  expect(told).toContainEqual(expect.stringContaining(expected));
});

test('an action that changes is in force at once, and one with a mistake leaves the last good version', async () => {
  const root = await createTree({
    'actions/order_status.yaml': STATUS,
    'intents/en/a.yaml': intentFile('track', TRACKING),
    'knowledge/en/returns.md': articleFile(),
  });
  const { content: initial } = await loadContent({ root });
  if (initial === undefined) throw new Error('the files to start with have errors');
  const calls: (DeskContent | string)[] = [];
  let wake = () => {};
  const note = (call: DeskContent | string) => {
    if (call !== '') calls.push(call);
    wake();
  };
  const watcher = watchContent({
    root,
    initial,
    onChange: note,
    onDiagnostics: (found) => note(found.map(({ file }) => file).join()),
  });
  onTestFinished(() => watcher.close());
  const nextCall = async () => {
    while (calls.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return calls.shift();
  };
  await write(root, 'actions/order_status.yaml', STATUS.replace('kind: read', 'kind: read\ntimeout_seconds: 3'));
  expect(await nextCall()).toMatchObject({ actions: { order_status: { timeoutMs: 3_000 } } });
  await write(root, 'actions/order_status.yaml', 'kind: nothing');
  expect(await nextCall()).toContain('actions/order_status.yaml');
  await rm(join(root, 'actions'), { recursive: true });
  expect(await nextCall()).toContain('intents/en/a.yaml');
  await write(root, 'actions/order_status.yaml', STATUS);
  expect(await nextCall()).toMatchObject({ actions: { order_status: { timeoutMs: 8_000 } } });
});
