import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openConnection } from '../../src/store/sqlite/connection.ts';
import { startSlack } from '../platforms/slack/running.ts';
import { type DeskProcess, startDeskProcess } from '../support/desk-process.ts';
import { runRelaydesk } from '../support/run-relaydesk.ts';

const TIMEOUT_MS = 60_000;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

let folder: string;
let desk: DeskProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-e2e-digest-'));
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(desk?.output() ?? '');
  await desk?.stop('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

test('a desk that is killed while it shows its digest shows it once, with pictures, when it is back', async () => {
  const root = join(folder, 'desk');
  expect(await runRelaydesk(['sample', root, '--days', '8', '--seed', '3'])).toMatchObject({ exitCode: 0 });
  await appendFile(join(root, 'desk.yaml'), `\ndigest: { day: ${WEEKDAYS[new Date().getUTCDay()]}, at: "00:00" }\n`);
  const slack = await startSlack();
  const ann = slack.createUser({ name: 'Ann' });
  const support = slack.createChannel({ name: 'support', members: [ann] });
  const variables = {
    ...{ TZ: 'UTC', SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.url },
    SLACK_STAFF_CHANNEL: support.name,
  };
  const start = async () => {
    desk = await startDeskProcess({ dataDir: join(root, 'data'), contentDir: root, variables });
  };
  const digests = () => ann.sees(support).filter(({ text }) => text.startsWith('The week of '));
  const pictures = () => digests().flatMap(({ ts }) => ann.seesThread({ channel: support.id, ts }).slice(1));

  slack.faults.next('files.completeUploadExternal', { kind: 'slow', until: new Promise(() => {}) });
  await start();
  await vi.waitFor(() => expect(pictures()).toHaveLength(1), TIMEOUT_MS);
  await desk?.stop('SIGKILL');
  await start();
  await vi.waitFor(async () => expect(await noticesWaiting(root)).toBe(0), TIMEOUT_MS);
  expect(digests()).toHaveLength(1);
  expect(digests()[0]?.text).toMatch(/\nBeside the week before\nConversations: \d+\n/);
  expect(pictures().map(({ files }) => files)).toEqual([['talks-a-day.png', 'mean-rating-over-time.png']]);
}, 180_000);

/** How many digests are not known to be shown. */
async function noticesWaiting(root: string): Promise<number> {
  const connection = openConnection({ file: join(root, 'data', 'relaydesk.db'), busyTimeoutMs: TIMEOUT_MS });
  try {
    const waiting =
      "select count(*) as count from staff_threads where ticket_id like 'notice:%' and shown < desired_version";
    const [row] = await connection.rows<{ count: number }>(waiting, []);
    return row?.count ?? 0;
  } finally {
    connection.close();
  }
}
