import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeAlarms, type FoundAlarm, type LastingAlarm } from '../../../src/staff/notices/alarms.ts';

const CHINESE: FoundAlarm = { about: 'language zh', text: 'Alarm: Chinese' };
const WEB: FoundAlarm = { about: 'channel web', text: 'Alarm: web' };

/** What is told on each day, where these alarms are found. */
function tellsOn(days: readonly (readonly FoundAlarm[])[]): string[] {
  let lasting: LastingAlarm[] = [];
  return days.map((found, today) => {
    const change = changeAlarms(lasting, found, today);
    lasting = change.lasting;
    return [...change.begun.map(({ about }) => `+${about}`), ...change.over.map(({ about }) => `-${about}`)].join(' ');
  });
}

/** The same as days on which there is an alarm, `x`, or none, `.`, and what is told, `+` and `-`. */
function tells(days: string): string {
  const found = [...days].map((day) => (day === 'x' ? [CHINESE] : []));
  return tellsOn(found)
    .map((told) => told[0] ?? '.')
    .join('');
}

test.each([
  ['is told once when it has lasted for three days, and not while it lasts', 'xxxxxxx', '..+....'],
  ['is told to be over once it was not there for a week', 'xxx..........', '..+......-...'],
  ['is the same one where it comes and goes', 'xxxx...x.....xx', '..+............'],
  ['is none where it does not last', 'x.xx.x.xx', '.........'],
  ['begins anew after it was over', 'xxx.......xxx', '..+......-..+'],
])('an alarm %s', (_, days, told) => {
  expect(tells(days)).toBe(told);
});

test('alarms are told each by itself, with the words of the day', () => {
  const worse = { ...CHINESE, text: 'Alarm: Chinese, and worse' };
  expect(tellsOn([[CHINESE], [CHINESE, WEB], [worse, WEB], [worse, WEB]])).toEqual([
    '',
    '',
    '+language zh',
    '+channel web',
  ]);
  const twoDays = changeAlarms([], [CHINESE], 0).lasting;
  expect(changeAlarms(twoDays, [worse], 2).begun).toEqual([worse]);
});

test('what is told alternates, begins with a beginning, and ends where nothing is found any more', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('x', '.'), { maxLength: 60 }), (days) => {
      const told = tells(`${days.join('')}${'.'.repeat(8)}`).replaceAll('.', '');
      expect(told).toMatch(/^(\+-)*$/);
    }),
  );
});
