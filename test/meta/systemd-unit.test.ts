import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../src/config/project-root.ts';

const ANALYZE = '/usr/bin/systemd-analyze';

const [, unit = ''] =
  /```ini\n(.*?)```/s.exec(readFileSync(join(projectRoot(), 'docs', 'operations.md'), 'utf8')) ?? [];

test('the unit of the operations page starts the built command, and again whenever it fails', () => {
  const [, command = ''] = /^ExecStart=\S+ (\S+) start$/m.exec(unit) ?? [];
  expect(existsSync(join(projectRoot(), command))).toBe(true);
  expect(unit).toMatch(/^Restart=on-failure$/m);
  expect(unit).toMatch(/^StartLimitIntervalSec=0$/m);
});

test.runIf(existsSync(ANALYZE))('systemd finds nothing wrong with the unit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'relaydesk-unit-'));
  const file = join(folder, 'relaydesk.service');
  writeFileSync(file, unit.replace('/usr/bin/node', process.execPath));
  const { stderr, status } = spawnSync(ANALYZE, ['verify', '--man=no', file], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect(stderr.split('\n').filter((line) => line.includes('relaydesk.service'))).toEqual([]);
  expect(status).toBe(0);
});
