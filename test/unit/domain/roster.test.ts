import { describe, expect, test } from 'vitest';
import { cleanName, findByName, nameProblem, refuseChange } from '../../../src/domain/roster.ts';
import type { StaffMember } from '../../../src/domain/staff.ts';

const ADA: StaffMember = { id: 'ada', name: 'Ada', role: 'admin' };
const ZOE: StaffMember = { id: 'zoe', name: 'Zoë  Ângström', role: 'agent' };
const STAFF = [
  ADA,
  ZOE,
  { id: 'li', name: '李雷', role: 'agent' },
  { id: 'ali', name: 'علی‌رضا', role: 'agent' },
] as const;

describe('two of one name', () => {
  test.each([
    ['in capitals', 'ADA'],
    ['with spaces', '  Ada '],
    ['in other characters for the same letters', 'Ａｄａ'],
    ['with a mark of its own instead of a letter with a mark', 'zoe\u0308 a\u0302ngstro\u0308m'],
    ['with one space and with two', 'Zoë Ângström'],
    ['with a space that does not break', 'Zoë\u00A0Ângström'],
    ['with a joiner that nobody sees', 'A\u200Dda'],
    ['without the joiner', 'علیرضا'],
    ['in Chinese', '李雷'],
  ])('cannot be made %s', (_how, name) => {
    expect(nameProblem(cleanName(name), STAFF)).toMatch(/^There is a .+ on the staff already\./);
    expect(findByName(STAFF, name)).toBeDefined();
  });

  test.each(['Adah', 'A da', 'Zoe', '李', 'O’Neill', 'Jean-Luc 2', 'محمد'])('%s is another name', (name) => {
    expect(nameProblem(cleanName(name), STAFF)).toBeUndefined();
  });
});

test.each([
  ['nothing', ''],
  ['spaces', ' \u3000\u2800 '],
  ['what nobody sees', '\u3164\u115F'],
  ['no letter', '***'],
  ['a sign that turns the text around', 'Ada\u202Enimda'],
  ['an isolate', '\u2067Ada'],
  ['a space of no width', 'Ada\u200B'],
  ['a line', 'Ada\u0007'],
  ['a tag', 'Ada\u{E0041}'],
  ['a half character', 'Ada\uD83D'],
  ['a character of private use', 'Ada\uE000'],
  ['too much', 'x'.repeat(81)],
])('%s is no name', (_what, name) => {
  expect(nameProblem(cleanName(name), [])).toBeDefined();
});

test('a name is kept composed, with single spaces', () => {
  expect(cleanName(' Zoe\u0308 \n Ng ')).toBe('Zoë Ng');
});

describe('who changes the staff', () => {
  test('an admin changes others, and their own name', () => {
    for (const change of ['name', 'role', 'removal'] as const) expect(refuseChange(ADA, ZOE, change)).toBeUndefined();
    expect(refuseChange(ADA, ADA, 'name')).toBeUndefined();
  });

  test.each(['role', 'removal'] as const)('nobody changes their own %s, so that an admin is left', (change) => {
    expect(refuseChange(ADA, ADA, change)).toMatchObject({ code: 'not_allowed' });
  });

  test.each([ZOE, { ...ZOE, role: 'lead' as const }, undefined])('others change nothing', (by) => {
    expect(refuseChange(by, ADA, 'name')).toMatchObject({ code: 'not_allowed' });
  });

  test('somebody who is gone cannot be changed', () => {
    expect(refuseChange(ADA, undefined, 'removal')).toMatchObject({ code: 'not_found' });
  });
});
