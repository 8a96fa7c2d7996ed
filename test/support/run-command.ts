import type { Command } from 'commander';
import { onTestFinished, vi } from 'vitest';

/** What a command of ours prints when it is called with these words, and the status it would end the process with. */
export async function runCommand(
  command: Command,
  args: string[],
): Promise<{ output: string; errors: string; status: number }> {
  const exitCode = process.exitCode;
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const restore = () => {
    process.exitCode = exitCode;
    stdout.mockRestore();
    stderr.mockRestore();
  };
  onTestFinished(restore);
  process.exitCode = 0;
  await command.parseAsync(args, { from: 'user' });
  const [output = '', errors = ''] = [stdout, stderr].map(({ mock }) => mock.calls.map(([text]) => text).join(''));
  const status = Number(process.exitCode);
  restore();
  return { output, errors, status };
}
