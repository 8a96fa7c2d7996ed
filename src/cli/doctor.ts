import { resolve } from 'node:path';
import { Command } from 'commander';
import { DESK_FOLDER } from './desk-folder.ts';
import { examineDesk } from './doctor-checks.ts';
import type { Diagnostic } from './doctor-diagnostic.ts';
import { toPrintable } from './printable.ts';

const SIGNS: Record<Diagnostic['level'], string> = { ok: '✓', warning: '!', problem: '✗' };

/** `relaydesk doctor` */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check everything the desk needs, on the platforms it is connected to as well, and say what to do')
    .option('--root <folder>', DESK_FOLDER, '.')
    .option('--offline', 'ask nothing of the chat platforms')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\n✓ is well, ! works and deserves a look, ✗ does not work: the exit status is then 1.')
    .action(async ({ root, json, offline }: { root: string; json?: true; offline?: true }) => {
      const diagnostics = await examineDesk(resolve(root), process.env, process.versions.node, { offline });
      const isWell = diagnostics.every(({ level }) => level !== 'problem');
      const output = json ? `${JSON.stringify({ ok: isWell, diagnostics })}\n` : diagnostics.map(render).join('');
      // Nothing that was asked in vain keeps the process waiting.
      process.stdout.write(output, () => process.exit(isWell ? 0 : 1));
    });
}

function render({ level, about, text, advice }: Diagnostic): string {
  const indent = ' '.repeat(18);
  const lines = [...text.split('\n'), ...(advice === undefined ? [] : [`→ ${advice}`])];
  return `${SIGNS[level]} ${about.padEnd(indent.length - 2)}${lines.map(toPrintable).join(`\n${indent}`)}\n`;
}
