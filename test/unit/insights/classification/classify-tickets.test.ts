import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classifyTickets, type MethodName } from '../../../../src/insights/classification/classify-tickets.ts';
import { type DecisionNode, growTree } from '../../../../src/insights/classification/decision-tree.ts';
import { type LabelledTicket, readTickets, treeQuestions } from '../../../../src/insights/classification/features.ts';
import { scoreClasses } from '../../../../src/lib/statistics/class-scores.ts';
import { labelledTickets } from '../../../support/labelled-tickets.ts';

function known(tickets: LabelledTicket[], options?: { seed?: number; mostTickets?: number }) {
  const found = classifyTickets(tickets, options);
  if (found.kind === 'unknown') throw new Error(found.reason);
  const scores = (wanted: MethodName) => found.methods.find(({ name }) => name === wanted)?.scores;
  return { ...found, accuracy: (wanted: MethodName) => scores(wanted)?.accuracy.value ?? Number.NaN, scores };
}

function nodesOf(node: DecisionNode): DecisionNode[] {
  return [node, ...node.children.flatMap(nodesOf)];
}

test('where words tell the class, neighbours and the tree tell it better than the most frequent class', () => {
  const found = known(labelledTickets(300, 0.9, 1));
  for (const name of ['nearest three', 'nearest', 'tree'] as const) {
    expect(found.accuracy(name)).toBeGreaterThan(0.6);
    expect(found.scores(name)?.accuracy.low).toBeGreaterThan(found.accuracy('majority'));
  }
  expect(found.scores('own')?.count).toBe(300);
  expect(found.accuracy('own')).toBeCloseTo(0.78, 1);
});

test('where nothing tells it, nothing does, so that what is judged was not learnt from', () => {
  const found = known(labelledTickets(300, 0, 2));
  for (const name of ['nearest three', 'nearest', 'tree'] as const) expect(found.accuracy(name)).toBeLessThan(0.34);
});

test('the tree asks for words and for the hour, and each node has the tickets of its children', () => {
  const { tree } = known(labelledTickets(400, 1, 3));
  const nodes = nodesOf(tree);
  const conditions = nodes.flatMap(({ condition }) => condition ?? []);
  expect(conditions.some((condition) => condition.startsWith('hour before'))).toBe(true);
  expect(conditions.some((condition) => /^the word (?:parcel|courier|delivery|tracking)$/.test(condition))).toBe(true);
  for (const { count, classes, children, condition } of nodes) {
    expect(classes.reduce((sum, own) => sum + own.count, 0)).toBe(count);
    if (children.length > 0) expect(children.reduce((sum, child) => sum + child.count, 0)).toBe(count);
    expect(children.length).toBe(condition === undefined ? 0 : 2);
  }
});

test('a tree says of a ticket what its leaf says', () => {
  const tickets = readTickets(labelledTickets(200, 1, 4));
  const tree = growTree(tickets, treeQuestions(tickets, ['parcel', 'refund']), 3);
  const parcels = tickets.filter(({ words }) => words.has('parcel'));
  expect(tree.tell(parcels[0] ?? (tickets[0] as never))).toBe('delivery');
  const right = tickets.filter((ticket) => tree.tell(ticket) === ticket.label).length;
  const leaves = nodesOf(tree.root).filter(({ children }) => children.length === 0);
  expect(right).toBe(leaves.reduce((sum, { classes }) => sum + (classes[0]?.count ?? 0), 0));
});

test('the same tickets give the same, and no more than so many are learnt from', () => {
  const tickets = labelledTickets(400, 0.8, 5);
  const { accuracy: _, scores: __, ...first } = known(tickets, { mostTickets: 150 });
  const { accuracy: ___, scores: ____, ...second } = known(tickets, { mostTickets: 150 });
  expect(second).toEqual(first);
  expect(first).toMatchObject({ tickets: 150, of: 400 });
});

test('Chinese tickets are told by their words as well', () => {
  const phrases = { refund: '我想申请退款', delivery: '包裹在哪里', repair: '台灯坏了' };
  const tickets = Object.entries(phrases).flatMap(([label, text]) =>
    Array.from({ length: 20 }, (_, index) => ({
      customerId: `c${index}`,
      text: `${text}${index}`,
      locale: 'zh',
      channel: 'web',
      hour: 9,
      label,
    })),
  );
  expect(known(tickets).accuracy('tree')).toBe(1);
});

test('a word that only one customer writes is not in the tree', () => {
  const signed = labelledTickets(200, 0.5, 8).map((ticket, index) =>
    index < 40 ? { ...ticket, customerId: 'one', text: `${ticket.text} wolfeschlegel`, label: 'refund' } : ticket,
  );
  expect(JSON.stringify(known(signed).tree)).not.toContain('wolfe');
});

test('classes with few tickets are left out and named', () => {
  const rare = labelledTickets(4, 1, 6).map((ticket) => ({ ...ticket, label: 'rare' }));
  expect(known([...labelledTickets(200, 1, 6), ...rare]).leftOut).toEqual(['rare']);
});

test.each([
  ['no tickets', [], 'There are 0 tickets of classes with 5 or more; 50 are needed.'],
  [
    'one class',
    labelledTickets(60, 1, 7).map((ticket) => ({ ...ticket, label: 'a' })),
    'All tickets are of one class; two are needed.',
  ],
])('%s are no ground, and it is said what is needed', (_what, tickets, reason) => {
  expect(classifyTickets(tickets)).toEqual({ kind: 'unknown', reason });
});

test('tickets without a word, and all alike, are told no better than the most frequent class, and nothing is NaN', () => {
  const label = fc.constantFrom('a', 'b');
  fc.assert(
    fc.property(
      fc.array(label, { minLength: 60, maxLength: 80 }),
      fc.constantFrom('', 'same words here'),
      (labels, text) => {
        const found = classifyTickets(
          labels.map((of, index) => ({
            customerId: `c${index}`,
            text,
            locale: 'en',
            channel: 'web',
            hour: 9,
            label: of,
          })),
        );
        expect(JSON.stringify(found)).not.toContain('null');
        if (found.kind === 'known') expect(found.tree.children).toEqual([]);
      },
    ),
    { numRuns: 10 },
  );
});

test('scores are those of the definitions', () => {
  const told = [
    ['a', 'a'],
    ['a', 'b'],
    ['b', 'b'],
    ['c', 'b'],
  ].map(([actual = '', said = '']) => ({ actual, told: said }));
  expect(scoreClasses(told)).toMatchObject({ accuracy: { value: 0.5 }, macroF1: (2 / 3 + 1 / 2 + 0) / 3, count: 4 });
  expect(scoreClasses([])).toBeUndefined();
});
