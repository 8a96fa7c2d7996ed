import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../src/config/project-root.ts';

const SCRIPT = join(projectRoot(), 'test', 'support', 'guarded-process.mjs');

interface Ended {
  code: number | null;
  output: string;
}

/** Runs the process to its end; it writes to `output` instead of a pipe where that is given, and nobody reads where it is not to be read. */
async function run(what: string, output: { file?: number; isRead?: boolean } = {}): Promise<Ended> {
  const child = spawn(process.execPath, [SCRIPT, what], { stdio: ['ignore', output.file ?? 'pipe', 'pipe'] });
  let text = '';
  const note = (chunk: Buffer): void => {
    text += chunk.toString();
  };
  if (output.isRead === false) child.stdout?.destroy();
  else child.stdout?.on('data', note);
  child.stderr?.on('data', note);
  const [code] = await once(child, 'close');
  return { code, output: text };
}

test.each(['throw', 'reject', 'stop fails'])(
  'an error that nothing caught ends the process, which says why and stops first (%s)',
  async (what) => {
    const { code, output } = await run(what);
    expect(code).toBe(1);
    expect(output).toContain(
      'Relaydesk ends, as nothing caught this error; all it has accepted is safe: Error: planted',
    );
    expect(output).toMatch(/"level":60.*"message":"planted"/);
    expect(output).toContain('stopped');
  },
);

test('what is rejected with no error at all ends the process as well', async () => {
  expect(await run('reject with nothing')).toMatchObject({ code: 1 });
});

test('a stop that does not come to its end does not keep the process from ending', async () => {
  expect(await run('stop hangs')).toMatchObject({ code: 1 });
});

test('an error of a platform that nothing caught is the platform’s, and the process lives', async () => {
  const { code, output } = await run('of a platform');
  expect(output.match(/the platform broke: .*/g)).toEqual(
    expect.arrayContaining(['the platform broke: planted', 'the platform broke: object thrown']),
  );
  expect(output).toContain('still here');
  expect(code).toBe(0);
});

test('a log that nobody reads any more ends nothing', async () => {
  expect(await run('write', { isRead: false })).toEqual({ code: 0, output: 'still here' });
});

test.runIf(process.platform === 'linux')('a log on a full disk ends nothing', async () => {
  const file = openSync('/dev/full', 'w');
  expect(await run('write', { file })).toEqual({ code: 0, output: 'still here' });
  closeSync(file);
});
