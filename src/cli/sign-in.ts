import { resolve } from 'node:path';
import { Command } from 'commander';
import { parseEnvironment } from '../config/environment.ts';
import { loadEnvironmentFile } from '../config/environment-file.ts';
import { signInReplySchema } from '../owner-socket.ts';
import { askRunningDesk } from './ask-running-desk.ts';
import { DESK_FOLDER, enterDeskFolder } from './desk-folder.ts';
import { fail } from './fail.ts';
import { toPrintable } from './printable.ts';

/** `relaydesk sign-in` */
export function signInCommand(): Command {
  return new Command('sign-in')
    .description('print a link that signs you in to the staff console of the running desk')
    .argument('[name]', 'the staff member it signs in (default: the first admin)')
    .option('--root <folder>', DESK_FOLDER, '.')
    .addHelpText(
      'after',
      [
        '',
        'The link works once, within an hour, and ends earlier ones of the same member.',
        'Run this where the desk runs, as the user who runs it, with the same DATA_DIR.',
      ].join('\n'),
    )
    .action(async (name: string | undefined, { root }: { root: string }) => {
      try {
        enterDeskFolder(root);
        loadEnvironmentFile();
        const { DATA_DIR } = parseEnvironment(process.env);
        const reply = await askRunningDesk(
          resolve(DATA_DIR),
          {
            command: 'sign-in',
            ...(name === undefined ? {} : { name }),
          },
          signInReplySchema,
        );
        if (!reply.ok) return fail(toPrintable(reply.message));
        process.stdout.write(`${reply.url}\n`);
        const until = new Date(reply.expiresAt).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
        process.stderr.write(`Signs ${toPrintable(reply.name)} in, once, until ${until}. Keep it to yourself.\n`);
      } catch (error) {
        fail(error);
      }
    });
}
