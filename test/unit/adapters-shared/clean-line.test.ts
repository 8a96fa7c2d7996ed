import { expect, test } from 'vitest';
import { toCleanLine } from '../../../adapters/shared/clean-line.ts';

test.each([
  ['Kim Li', 'Kim Li'],
  ['  Kim\r\n\tLi ', 'Kim Li'],
  ['Kim\u202E\u0000gnp.exe\u2069', 'Kim gnp.exe'],
  ['\u200B\uFEFF\u2060', ''],
  ['<b>@everyone</b>', '<b>@everyone</b>'],
  ['👩‍👩‍👧 می‌خواهم', '👩‍👩‍👧 می‌خواهم'],
])('%j is the line %j', (text, line) => {
  expect(toCleanLine(text)).toBe(line);
});
