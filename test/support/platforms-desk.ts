/** The real program beside the three platforms, and the people on them: what every end-to-end test of the platforms begins with. */

import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { projectRoot } from '../../src/config/project-root.ts';
import { openConnection } from '../../src/store/sqlite/connection.ts';
import { type Cast, openCast } from '../demo/cast.ts';
import { createStage, type Stage } from '../demo/day/scene.ts';
import { type DeskProcess, startDeskProcess } from './desk-process.ts';

/** How long anything may take to be seen before the test says what it waited for. */
const TIMEOUT_MS = 20_000;

/** Answers come as soon as one is known, and as many as there are. */
const DESK_FILE = `name: Lanternfold
answering: { burst_seconds: 0.2 }
replies: { undo_seconds: 0 }
slack: { messages_per_second: unlimited, messages_per_second_in_conversation: unlimited }
discord: { messages_per_second: unlimited, messages_per_second_in_conversation: unlimited }
telegram: { messages_per_second: unlimited, messages_per_second_in_conversation: unlimited }
`;

/** As much of this repository's content as the customers ask about: the less there is, the sooner the desk has started. */
const INTENT_FILES = ['delivery', 'returns', 'phrases'];

/** One desk over all its starts. */
export interface PlatformsDesk {
  cast: Cast;
  stage: Stage;
  /** Starts the process and resolves once it is connected to every platform. */
  start(): Promise<void>;
  /** Resolves once the desk has written down of everything it sent that it arrived, so that a kill leaves nothing in doubt. */
  hasRecordedSent(): Promise<void>;
  /** Ends the process as a power cut would. */
  kill(): Promise<void>;
  /** Ends the process and resolves with the file of its store. */
  stop(): Promise<string>;
  /** Where the latest process serves its pages. */
  url(): string;
  /** All the processes have printed. */
  output(): string;
  /** Ends everything and removes what was stored. */
  close(): Promise<void>;
}

/** Opens the platforms with everybody on them, and prepares a desk with this repository's content that has not started. */
export async function openPlatformsDesk(): Promise<PlatformsDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-platforms-'));
  await copyContent(folder);
  await writeFile(join(folder, 'desk.yaml'), DESK_FILE);
  const cast = await openCast();
  const closed = new AbortController();
  const stage = createStage(cast, { pauseMs: 0, timeoutMs: TIMEOUT_MS, signal: closed.signal });
  const dataDir = join(folder, 'data');
  const storeFile = join(dataDir, 'relaydesk.db');
  const processes: DeskProcess[] = [];

  const start = async () => {
    processes.push(await startDeskProcess({ dataDir, contentDir: folder, variables: variablesFor(cast) }));
    for (const [platform, isConnected] of Object.entries(cast.isConnected))
      await stage.see(`the desk is connected to ${platform}`, isConnected);
  };
  const end = async (signal: NodeJS.Signals) => processes.at(-1)?.stop(signal);

  return {
    cast,
    stage,
    start,
    hasRecordedSent: () => vi.waitFor(async () => expect(await countUnsent(storeFile)).toBe(0), TIMEOUT_MS),
    async kill() {
      await end('SIGKILL');
    },
    async stop() {
      await end('SIGTERM');
      return storeFile;
    },
    url: () => processes.at(-1)?.url ?? '',
    output: () => processes.map(({ output }) => output()).join('\n'),
    async close() {
      await end('SIGKILL');
      closed.abort();
      await cast.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function countUnsent(storeFile: string): Promise<number> {
  const connection = openConnection({ file: storeFile, busyTimeoutMs: TIMEOUT_MS });
  try {
    const [row] = await connection.rows<{ count: number }>('select count(*) as count from outbox where ended = 0', []);
    return row?.count ?? 0;
  } finally {
    connection.close();
  }
}

async function copyContent(folder: string): Promise<void> {
  for (const name of ['knowledge', 'actions'])
    await cp(join(projectRoot(), name), join(folder, name), { recursive: true });
  for (const locale of ['en', 'zh']) {
    for (const name of INTENT_FILES) {
      const file = join('intents', locale, `${name}.yaml`);
      await cp(join(projectRoot(), file), join(folder, file));
    }
  }
}

/** What connects a desk to the platforms. */
function variablesFor({ slack, discord, telegram }: Cast): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: slack.platform.botToken,
    SLACK_APP_TOKEN: slack.platform.appToken,
    SLACK_API_URL: slack.platform.url,
    SLACK_STAFF_CHANNEL: slack.support.name,
    DISCORD_TOKEN: discord.platform.token,
    DISCORD_API_URL: discord.platform.url,
    TELEGRAM_TOKEN: telegram.platform.token(),
    TELEGRAM_API_ROOT: telegram.platform.url,
  };
}
