/** What staff see in Slack of what is told to all of them: the digest of a week, and alarms. */

import { expect, test } from 'vitest';
import type { StaffNotice, StaffThreadAddress } from '../../src/ports/staff-platform.ts';
import { ALL_SCOPES } from '../platforms/slack/scopes.ts';
import { ANOTHER_TRY, FIRST_TRY, SlackStaffSetup } from '../support/slack-staff-platform.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
);

function digest(changes: Partial<StaffNotice> = {}): StaffNotice {
  return {
    id: 'digest:2026-11-23',
    at: Date.now(),
    title: 'The week of Lamp shop: 16 – 22 November 2026',
    sections: [
      {
        heading: 'New',
        lines: ['Automation rate rose from 30.0 % to 80.0 %.', 'Asked more than usual: *refund* <!channel>'],
      },
      { heading: 'Beside the week before', lines: ['Conversations: 70, before 70'] },
    ],
    notes: ['The rest may be chance.'],
    page: { path: '/console/insights/overview?days=7', text: 'All figures' },
    pictures: [
      { name: 'talks-a-day.png', text: 'Talks a day <!here>', png: PNG },
      { name: 'mean-rating.png', text: 'Mean rating', png: PNG },
    ],
    ...changes,
  };
}

function below(staff: SlackStaffSetup, { channelKey, threadKey }: StaffThreadAddress) {
  return staff.ann.seesThread({ channel: channelKey, ts: threadKey }).slice(1);
}

const WORDS = [
  'The week of Lamp shop: 16 – 22 November 2026',
  'New',
  'Automation rate rose from 30.0 % to 80.0 %.',
  'Asked more than usual: *refund* <!channel>',
  'Beside the week before',
  'Conversations: 70, before 70',
  'The rest may be chance.',
];

test('a digest is one post in the staff channel that calls nobody, with its pictures below', async () => {
  const staff = await SlackStaffSetup.start({ consoleUrl: 'https://desk.example/console' });
  const address = await staff.staffPlatform.showNotice(digest(), FIRST_TRY);
  const [post, ...others] = staff.ann.sees(staff.channel);
  expect(others).toEqual([]);
  expect(post?.text.split('\n')).toEqual([...WORDS.slice(0, -1), 'All figures', ...WORDS.slice(-1)]);
  expect(post).toMatchObject({ pings: [], links: [{ url: 'https://desk.example/console/insights/overview?days=7' }] });
  expect(below(staff, address)).toMatchObject([
    { files: ['talks-a-day.png', 'mean-rating.png'], text: 'Talks a day <!here>\nMean rating', pings: [] },
  ]);
});

test.each([
  ['the answer to the post', 'chat.postMessage'],
  ['the answer to the sharing of its pictures', 'files.completeUploadExternal'],
])('a digest is there once where %s is lost and it is tried again after a restart', async (_, method) => {
  const staff = await SlackStaffSetup.start();
  staff.platform.faults.next(method, { kind: 'response-lost' });
  await expect(staff.staffPlatform.showNotice(digest(), FIRST_TRY)).rejects.toMatchObject({ failure: 'unknown' });
  const next = await staff.restart();
  const address = await next.staffPlatform.showNotice(digest(), ANOTHER_TRY);
  expect(staff.ann.sees(staff.channel).map(({ text }) => text.split('\n'))).toEqual([WORDS]);
  expect(below(next, address).map(({ files }) => files)).toEqual([['talks-a-day.png', 'mean-rating.png']]);
});

test('pictures that Slack cannot take for now are shown later, below the same post', async () => {
  const staff = await SlackStaffSetup.start();
  staff.platform.faults.next('upload', { kind: 'server-error', status: 503, accepted: false });
  await expect(staff.staffPlatform.showNotice(digest(), FIRST_TRY)).rejects.toMatchObject({ failure: 'unknown' });
  const address = await staff.staffPlatform.showNotice(digest(), ANOTHER_TRY);
  expect(staff.ann.sees(staff.channel)).toHaveLength(1);
  expect(below(staff, address)).toHaveLength(1);
});

test.each([
  [
    'Slack refuses them',
    async () => {
      const staff = await SlackStaffSetup.start();
      staff.platform.faults.next('files.getUploadURLExternal', {
        kind: 'refused',
        error: 'file_upload_size_restricted',
      });
      return staff;
    },
    'file_upload_size_restricted',
  ],
  [
    'the app may not upload files',
    () => SlackStaffSetup.start({ platform: { scopes: ALL_SCOPES.filter((scope) => scope !== 'files:write') } }),
    'missing_scope',
  ],
] as const)('where %s, the digest stands without pictures and says why', async (_, start, reason) => {
  const staff = await start();
  const address = await staff.staffPlatform.showNotice(digest(), FIRST_TRY);
  const [post, ...others] = staff.ann.sees(staff.channel);
  expect(others).toEqual([]);
  expect(below(staff, address)).toEqual([]);
  const lines = post?.text.split('\n') ?? [];
  expect(lines.slice(0, -1)).toEqual(WORDS);
  expect(lines.at(-1)).toMatch(/^⚠️ The pictures could not be shown here: /);
  expect(lines.at(-1)).toContain(reason);
});

test('a notice longer than Slack takes is cut, and an alarm needs no picture', async () => {
  const staff = await SlackStaffSetup.start();
  const lines = Array.from({ length: 60 }, () => '👍'.repeat(2_000));
  const long = digest({ id: 'alarm:1', title: 'x'.repeat(400), sections: [{ heading: 'New', lines }], pictures: [] });
  const address = await staff.staffPlatform.showNotice(long, FIRST_TRY);
  expect(staff.ann.sees(staff.channel)).toHaveLength(1);
  expect(below(staff, address)).toEqual([]);
});
