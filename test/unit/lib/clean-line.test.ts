import { expect, test } from 'vitest';
import { toCleanFileName, toCleanLine } from '../../../src/lib/clean-line.ts';

test.each([
  ['Kim Li', 'Kim Li'],
  ['  Kim\r\n\tLi ', 'Kim Li'],
  ['Kim\u202E\u0000gnp.exe\u2069', 'Kim gnp.exe'],
  ['\u200B\uFEFF\u2060', ''],
  ['\u3164\u2800\u00AD\u115F', ''],
  ['\u0301\u200D\uFE0F', ''],
  ['\u3164Kim\u2800', 'Kim'],
  ['<b>@everyone</b>', '<b>@everyone</b>'],
  ['👩‍👩‍👧 می‌خواهم', '👩‍👩‍👧 می‌خواهم'],
])('%j is the line %j', (text, line) => {
  expect(toCleanLine(text)).toBe(line);
});

test.each([
  ['bill.pdf', 'bill.pdf'],
  ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
  ['..\u0000/a\nb.txt', '../ab.txt'],
  ['\u200B', 'file'],
])('a file called %j is shown as %j', (given, name) => {
  expect(toCleanFileName(given)).toBe(name);
});
