import { expect, test } from 'vitest';
import { planEdit } from '../../../adapters/discord/outbound/edit-plan.ts';

const file = (id: string) => ({ id, source: `source of ${id}` });
const part = (key: string, ...ids: string[]) => ({ key, files: ids.length === 0 ? undefined : ids.map(file) });
const change = (key: string, content?: string, ...ids: string[][]) => ({
  key,
  content,
  keptFiles: ids[0]?.map(file),
});

function plan(present: ReturnType<typeof part>[], texts: string[], ids: string[], fileParts = 0) {
  return planEdit(present, { texts, sources: ids.map((id) => file(id).source), fileParts });
}

test('texts are changed in order, those that are too many are removed and those that are missing are added', () => {
  expect(plan([part('1'), part('2')], ['a'], ['x'])).toMatchObject({ texts: [change('1', 'a')], removed: ['2'] });
  expect(plan([part('1')], ['a', 'b'], ['x'])).toMatchObject({ texts: [change('1', 'a')], added: ['b'], removed: [] });
});

test('a text that is not needed any more stays, empty, above its files', () => {
  expect(plan([part('1'), part('2', 'x')], ['a'], ['x'])).toEqual({
    texts: [change('1', 'a'), change('2', '')],
    added: [],
    files: [],
    removed: [],
  });
});

test('parts of nothing but files come last and go with their last file', () => {
  expect(plan([part('1', 'x'), part('2', 'y'), part('3', 'z', 'w')], ['a'], ['x', 'w'])).toEqual({
    texts: [change('1', 'a')],
    added: [],
    files: [change('3', undefined, ['w'])],
    removed: ['2'],
  });
});

test('of files that nobody remembers all stay, or none', () => {
  expect(plan([part('1'), part('2')], ['a'], ['x', 'y'], 1)).toMatchObject({
    texts: [change('1', 'a')],
    files: [change('2')],
  });
  expect(plan([part('1'), part('2')], ['a'], [])).toMatchObject({ texts: [change('1', 'a', [])], removed: ['2'] });
});

test('of a message that has nothing left one part stays, and shows that', () => {
  expect(plan([part('1', 'x'), part('2', 'y')], [''], [])).toMatchObject({
    texts: [change('1', '…', [])],
    files: [],
    removed: ['2'],
  });
});
