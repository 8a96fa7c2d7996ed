import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { describeProblem } from '../analyzer/content-runtime.ts';
import { createFolderWatch, type FolderWatchOptions } from '../content/watch-folders.ts';
import type { ContentDiagnostic } from '../domain/content.ts';
import { foldersOf, loadStories, storyFiles, storyFolders, unknownNames } from '../stories/list-stories.ts';
import { type PlayOptions, playStories } from '../stories/play-stories.ts';
import type { Story } from '../stories/story-file.ts';
import { CONTENT_ROOT_DEFAULT, deskFolders } from './content-root.ts';
import { fail } from './fail.ts';
import { abortOnSignals, INTERRUPTED } from './interruption.ts';
import { hasColours, toPrintable } from './printable.ts';
import { renderStoryReport, toStoryJson } from './story-report.ts';
import { type TrainedDesk, trainDesk } from './train-desk.ts';

interface TestOptions {
  json?: true;
  watch?: true;
  root?: string;
}

/** The status for what keeps stories from being played at all. */
const CANNOT_PLAY = 2;
/** How long nothing may change, in milliseconds, before the files are read again. */
const QUIET_MS = 300;

const HELP = `
Without files it plays all stories of the desk: intents/<locale>/stories/*.yaml. Files and folders from elsewhere can be named.

A story is a conversation, with what is expected of the desk in each turn:

  locale: en
  stories:
    - name: changes the address of the order asked about before
      turns:
        - says: has 100577 left your warehouse     # or presses: <label of a button>, waits: 2h,
          expect: { does: answer, replyHas: "100577" }     #    staff: { reply: text } (or claim, resolve)
        - says: do you rent out pianos
          expect: { does: [handover, offer], not: { does: answer } }

It goes through the whole desk in simulated time; a wait takes no time. docs/trying-the-bot.md has every key.

Exit status: 0 when every story passes, 1 when one fails, 2 when files have mistakes, so that nothing is played.`;

/** `relaydesk test` */
export function testCommand(): Command {
  return new Command('test')
    .description('play stories through the whole desk, and tell where it does something else than expected')
    .argument('[files...]', 'files of stories, or folders of them')
    .option('--json', 'print one JSON object')
    .option('--watch', 'play them again whenever intents, knowledge, actions, stories or desk.yaml change')
    .option('--root <folder>', `the folder that holds intents/, knowledge/ and desk.yaml (${CONTENT_ROOT_DEFAULT})`)
    .addHelpText('after', HELP)
    .action((files: string[], options: TestOptions) => testStories(files, options));
}

async function testStories(files: string[], options: TestOptions): Promise<void> {
  const signal = abortOnSignals();
  const folders = deskFolders(options.root);
  const { root } = folders;
  const names = async () => (files.length === 0 ? storyFolders(root) : files);
  let desk: TrainedDesk | undefined;
  const playOnce = async (): Promise<void> => {
    const found = await loadStories(await storyFiles(await names()), process.cwd());
    if (tell(found.diagnostics)) {
      process.exitCode = CANNOT_PLAY;
      return;
    }
    desk = await trainDesk(folders, desk);
    tell(unknownNames(found.stories, desk.trained.content));
    process.exitCode = await playAndReport(found.stories, { ...desk, signal }, options.json ?? false);
  };
  const play = () => playOnce().catch(refuse);
  try {
    await (options.watch
      ? repeatOnChange({ root, others: async () => foldersOf(await names()), signal }, play)
      : play());
  } finally {
    await desk?.trained.analyzer.close();
  }
  if (signal.aborted) process.exitCode = INTERRUPTED;
}

function refuse(error: unknown): void {
  fail(error);
  process.exitCode = CANNOT_PLAY;
}

/** Resolves to the exit status. */
async function playAndReport(stories: readonly Story[], options: PlayOptions, asJson: boolean): Promise<number> {
  const startedAt = performance.now();
  const played = await playStories(stories, options);
  if (options.signal?.aborted) return INTERRUPTED;
  const durationMs = performance.now() - startedAt;
  const json = toStoryJson(played);
  const report = () => renderStoryReport(played, { durationMs, colours: hasColours() });
  process.stdout.write(asJson ? `${JSON.stringify(json)}\n` : report());
  return json.passed < json.stories ? 1 : 0;
}

/** Prints what was found; true where it has an error. */
function tell(diagnostics: readonly ContentDiagnostic[]): boolean {
  for (const problem of diagnostics) process.stderr.write(`${toPrintable(describeProblem(problem))}\n`);
  return diagnostics.some(({ severity }) => severity === 'error');
}

type Watched = Required<Pick<FolderWatchOptions, 'root' | 'others'>> & { signal: AbortSignal };

/** Plays now, and again whenever something has changed, until interrupted. */
async function repeatOnChange({ root, others, signal }: Watched, play: () => Promise<void>): Promise<void> {
  let isCurrent = true;
  let wake = () => {};
  const note = () => {
    isCurrent = false;
    wake();
  };
  const onBlind = (error: unknown) => process.stderr.write(`Changes may go unnoticed from now on: ${error}\n`);
  const folders = createFolderWatch({ root, others, onChange: note, onBlind });
  signal.addEventListener('abort', note);
  while (!signal.aborted) {
    isCurrent = true;
    // What changes after this is noticed, also while the stories are played.
    await folders.renew();
    await play();
    if (isCurrent) {
      process.stderr.write('Waiting for changes; Ctrl-C ends it.\n');
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    await sleep(QUIET_MS);
  }
  folders.close();
}
