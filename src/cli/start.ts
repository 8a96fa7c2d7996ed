import { Command } from 'commander';
import { ADAPTERS } from '../adapters.ts';
import { type Environment, findUnnamedProxy, parseEnvironment } from '../config/environment.ts';
import { loadEnvironmentFile } from '../config/environment-file.ts';
import { systemClock } from '../engine/timers/system-clock.ts';
import { createLogger } from '../log/create-logger.ts';
import { type Relaydesk, startRelaydesk } from '../main.ts';
import { guardProcess, STOP_TIMEOUT_MS } from '../process-guard.ts';
import { DESK_FOLDER, enterDeskFolder } from './desk-folder.ts';
import { fail } from './fail.ts';

/** `relaydesk start` */
export function startCommand(): Command {
  return new Command('start')
    .description('start the desk: the customer chat, the staff console and every connected channel')
    .option('--root <folder>', DESK_FOLDER, '.')
    .addHelpText('after', '\nConfigured by environment variables (see .env.example) and desk.yaml.')
    .action(async ({ root }: { root: string }) => {
      try {
        enterDeskFolder(root);
        loadEnvironmentFile();
        const environment = parseEnvironment(process.env);
        const logger = createLogger({
          level: environment.LOG_LEVEL,
          format: environment.LOG_FORMAT,
          clock: systemClock,
        });
        const guard = guardProcess(logger);
        const relaydesk = await startRelaydesk(environment, logger);
        guard.stop = relaydesk.stop;
        stopOnSignals(relaydesk);
        // What is not a terminal is a log, and a link that signs an admin in does not belong there.
        const link = process.stdout.isTTY ? await relaydesk.signIn() : undefined;
        process.stdout.write(describe(relaydesk, environment, link?.ok ? link.url : undefined));
      } catch (error) {
        fail(error);
        // Whatever of a start that failed is still under way keeps nobody waiting.
        process.stderr.write('', () => process.exit());
      }
    });
}

function describe(relaydesk: Relaydesk, environment: Environment, signInUrl: string | undefined): string {
  const { url, storeFile, jobs, channels, content } = relaydesk;
  const unnamedProxy = findUnnamedProxy(environment);
  const problems = content.problems().length;
  const states = [...channels].map(([name, { state, detail }]) => `${name}: ${state}${detail && ` (${detail})`}`);
  const missing = ADAPTERS.map(({ name }) => name).filter((name) => !channels.has(name));
  const hint = `${missing.join(', ')}: not connected; \`npx relaydesk setup <platform>\` says how`;
  if (missing.length > 0) states.push(hint);
  return [
    '',
    'Relaydesk is ready.',
    '',
    `  Customer chat    ${url}/chat`,
    `  Staff console    ${signInUrl ?? `${url}/console`}`,
    signInUrl === undefined
      ? '                   (`npx relaydesk sign-in` prints a link that signs you in)'
      : '                   (signs in once, within an hour; `npx relaydesk sign-in` prints a new link)',
    `  Store            SQLite, ${storeFile}`,
    `  Jobs             ${jobs}`,
    `  Channels         ${states.join(`\n${' '.repeat(19)}`)}`,
    ...(problems === 0 ? [] : [`  Content          ${problems} problems: ${url}/console/content lists them`]),
    ...(unnamedProxy === undefined ? [] : [`  Limits           ${unnamedProxy} (docs/operations.md)`]),
    '',
    '  Ctrl-C stops it; nothing is lost.',
    '',
    '',
  ].join('\n');
}

function stopOnSignals(relaydesk: Relaydesk): void {
  const stop = () => {
    setTimeout(() => process.exit(0), STOP_TIMEOUT_MS).unref();
    relaydesk.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        fail(error);
        process.exit();
      },
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}
