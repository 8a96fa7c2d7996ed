import { expect, test } from 'vitest';
import { surplusFiles } from '../../../adapters/slack/customers/surplus-files.ts';

const sent = (id: string, name: string, sizeBytes: number) => ({ id, name, sizeBytes });
const left = (name: string, sizeBytes?: number) => ({
  ...{ channel: 'web', account: 'default', key: name, name },
  ...{ mediaType: undefined, sizeBytes },
});

test.each([
  ['one is gone', [sent('F1', 'a', 1), sent('F2', 'b', 2)], [left('b', 2)], ['F1']],
  ['all are gone', [sent('F1', 'a', 1), sent('F2', 'b', 2)], [], ['F1', 'F2']],
  ['one that could not be sent is left', [sent('F1', 'a', 1)], [left('huge', 9)], ['F1']],
  ['two of one name, of which the first is gone', [sent('F1', 'a', 1), sent('F2', 'a', 2)], [left('a', 2)], ['F1']],
  ['two that are the same', [sent('F1', 'a', 1), sent('F2', 'a', 1)], [left('a', 1)], ['F2']],
  [
    'a name that Slack has changed',
    [sent('F1', '..etcpasswd', 1), sent('F2', 'b', 2)],
    [left('../etc/passwd', 1)],
    ['F2'],
  ],
  ['a size that nobody knew', [sent('F1', 'a', 1)], [left('a')], []],
])('where %s, what is left stays', (_what, files, attachments, surplus) => {
  expect(surplusFiles(files, attachments)).toEqual(surplus);
});
