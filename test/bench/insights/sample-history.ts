/** Histories that the built program plays, with what was planted in them. */

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findUpwards } from '../../../src/lib/find-upwards.ts';

export interface SampleHistory {
  file: string;
  days: number;
}

const PROGRAM = 'dist/src/cli/relaydesk.js';

/** Plays one into an empty folder. */
export async function playSample(
  folder: string,
  { days, seed }: { days: number; seed: number },
): Promise<SampleHistory> {
  const program = findUpwards(import.meta.dirname, PROGRAM);
  if (program === undefined) throw new Error(`${PROGRAM} is missing: run "npm run build".`);
  await promisify(execFile)(process.execPath, [program, 'sample', folder, '--days', `${days}`, '--seed', `${seed}`]);
  return { file: join(folder, 'data/relaydesk.db'), days };
}
