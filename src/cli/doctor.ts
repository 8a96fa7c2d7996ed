import { resolve } from 'node:path';
import { Command } from 'commander';
import { examineDesk } from './doctor-checks.ts';
import type { Finding } from './doctor-finding.ts';

const SIGNS: Record<Finding['level'], string> = { ok: '✓', warning: '!', problem: '✗' };

/** `relaydesk doctor` */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check everything the desk needs (configuration, content, store, Redis, port), and say what to do')
    .option('--root <folder>', 'the folder the desk is started in, with its .env', '.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\n✓ is well, ! works and deserves a look, ✗ does not work: the exit status is then 1.')
    .action(async ({ root, json }: { root: string; json?: true }) => {
      const findings = await examineDesk(resolve(root), process.env, process.versions.node);
      const isWell = findings.every(({ level }) => level !== 'problem');
      process.stdout.write(json ? `${JSON.stringify({ ok: isWell, findings })}\n` : findings.map(render).join(''));
      if (!isWell) process.exitCode = 1;
    });
}

function render({ level, about, text, advice }: Finding): string {
  const indent = ' '.repeat(18);
  const lines = [...text.split('\n'), ...(advice === undefined ? [] : [`→ ${advice}`])];
  return `${SIGNS[level]} ${about.padEnd(indent.length - 2)}${lines.join(`\n${indent}`)}\n`;
}
