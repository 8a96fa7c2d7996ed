import { Command } from 'commander';
import { checkActionSetup } from '../actions/check-setup.ts';
import { readDeskFile } from '../config/desk-file.ts';
import { loadContent } from '../content/load-content.ts';
import { PHRASE_KEYS } from '../domain/phrases.ts';
import { describeProblems, toLine } from './content-check.ts';
import { CONTENT_ROOT_DEFAULT, contentRoot, deskEnvironment } from './content-root.ts';
import { fail } from './fail.ts';
import { toPrintable } from './printable.ts';

const HELP = `
It reads actions/ and the intents that name them, plays the examples, compares hosts with actions.hosts in desk.yaml, and looks
whether the environment has what the files list. It calls nothing.`;

/** `relaydesk actions check`: tells all mistakes in actions, in the wordings for them, and in what they need. */
export function actionsCheckCommand(): Command {
  return new Command('check')
    .description('check the action files, their wordings, hosts and secrets: all mistakes at once')
    .option('--root <folder>', `the folder that holds actions/, intents/ and desk.yaml (${CONTENT_ROOT_DEFAULT})`)
    .addHelpText('after', HELP)
    .action((options: { root?: string }) => check(options.root).catch(fail));
}

async function check(named: string | undefined): Promise<void> {
  const root = contentRoot(named);
  const { defaultLocale, actionHosts } = await readDeskFile(root);
  const { diagnostics, actions } = await loadContent({ root, defaultLocale, phraseKeys: PHRASE_KEYS });
  const inFiles = diagnostics.filter(({ file }) => !file.startsWith('knowledge'));
  const problems = [...inFiles, ...checkActionSetup(actions, actionHosts, deskEnvironment(named))];
  const examples = actions.flatMap((action) => action.examples);
  const counts = `${countOf(actions, 'action')}, ${countOf(examples, 'example')}`;
  const lines = [...problems.map(toLine), `${counts}; ${describeProblems(problems)}`];
  process.stdout.write(`${lines.map(toPrintable).join('\n')}\n`);
  if (problems.some(({ severity }) => severity === 'error')) process.exitCode = 1;
}

function countOf(list: readonly unknown[], what: string): string {
  return `${list.length} ${what}${list.length === 1 ? '' : 's'}`;
}
