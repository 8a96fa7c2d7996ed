import { expect, test } from 'vitest';
import { changeAlarms, type FoundAlarm, type StandingAlarm } from '../../../src/staff/notices/alarms.ts';

const CHINESE: FoundAlarm = { about: 'language zh', text: 'Alarm: Chinese' };
const WEB: FoundAlarm = { about: 'channel web', text: 'Alarm: web' };

/** What is told on each day, where these alarms are found. */
function tellsOn(days: readonly (readonly FoundAlarm[])[]): string[] {
  let standing: StandingAlarm[] = [];
  return days.map((found, today) => {
    const change = changeAlarms(standing, found, today);
    standing = change.standing;
    return [...change.begun.map(({ about }) => `+${about}`), ...change.over.map(({ about }) => `-${about}`)].join(' ');
  });
}

test('an alarm is told when it begins and when it is over, and not while it lasts', () => {
  expect(tellsOn([[], [CHINESE], [CHINESE], [CHINESE], [], [], [], []])).toEqual([
    '',
    '+language zh',
    '',
    '',
    '',
    '',
    '-language zh',
    '',
  ]);
});

test('an alarm that comes and goes from day to day is one alarm', () => {
  expect(tellsOn([[CHINESE], [], [CHINESE], [], [], [CHINESE]])).toEqual(['+language zh', '', '', '', '', '']);
});

test('two alarms are told each by itself, whatever figures they have meanwhile', () => {
  const worse = { ...CHINESE, text: 'Alarm: Chinese, and worse' };
  expect(tellsOn([[CHINESE], [worse, WEB], [WEB], [WEB], [WEB]])).toEqual([
    '+language zh',
    '+channel web',
    '',
    '',
    '-language zh',
  ]);
});

test('an alarm that is over begins anew when it comes back, with its newest words', () => {
  const again = { ...CHINESE, text: 'Alarm: again' };
  expect(tellsOn([[CHINESE], [], [], [], [again]])).toEqual(['+language zh', '', '', '-language zh', '+language zh']);
});
