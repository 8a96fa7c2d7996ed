import { basename } from 'node:path';
import { SingleBar } from 'cli-progress';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { DeskContent } from '../domain/content.ts';
import type { Decision } from '../domain/decision.ts';
import { excerpt } from '../domain/markdown.ts';
import { compareOutcomes, type PlayedMessage, toPlayed } from '../replay/compare-outcomes.ts';
import { type ReplayResult, replay } from '../replay/replay.ts';
import type { ReplayMessage } from '../replay/tally.ts';
import { CONTENT_ROOT_DEFAULT, deskFolders } from './content-root.ts';
import { describeMessage } from './describe-message.ts';
import { fail } from './fail.ts';
import { abortOnSignals, INTERRUPTED } from './interruption.ts';
import { type ColumnNames, type MessageFile, type MessageFileOptions, openMessageFile } from './message-file.ts';
import { type ReplayComparison, renderComparison, toComparisonJson } from './replay-comparison.ts';
import { renderReplayReport, renderTurn, toReplayJson } from './replay-report.ts';
import { trainDesk } from './train-desk.ts';

interface ReplayCommandOptions extends ColumnNames {
  root?: string;
  against?: string;
  limit: number;
  json?: true;
  all?: true;
  show?: true;
}

const MAX_EXAMPLES = 20;
const MAX_MALFORMED_TOLD = 10;
const MAX_SAID_LENGTH = 500;

const HELP = `
The messages go through the whole desk, with the content and the desk.yaml of the root, on a store of its own in a temporary
folder. Nobody is at the other end: nothing is sent, and no person takes over or resolves anything.

The file is .csv or .tsv with a header, or .jsonl with one object a line. Without a conversation column each message is a
conversation of its own. The messages of one conversation stand in the order in which they were written; with a time
column they follow each other at its intervals (ISO 8601, or seconds or milliseconds since 1970; long pauses are cut short),
so that a burst is one turn, as it would have been; without one, each is a turn of its own.

Each message ends in exactly one of these:
  answered    the turn ended in an answer, or in asking for a value that its intent needs (counted again as asked)
  clarified   the bot offered choices, or asked to put it in other words
  escalated   the bot handed over, or kept silent because it had handed over before (held)

A labelled message is right when the intent that the bot acted on is the label: it answered, asked for a value, or handed
over as that intent's file says. An answer found among the articles is right when the labelled intent answers from that
article; a handover on request is right when the label is an intent of the category "person".
"found nothing" are messages for which there was neither an intent nor an article, not even to offer.

With --against the same messages are played to another desk as well, such as one with the content of before: figures stand side
by side, and each message that ends in something else there is listed with what both said.

Rows that cannot be read are told with their line and left out; the exit status is then 1.`;

/** `relaydesk replay` */
export function replayCommand(): Command {
  return new Command('replay')
    .description("play customers' messages from a file through the whole desk, and report what became of them")
    .argument('<file>', 'a .csv, .tsv or .jsonl file')
    .option('--json', 'print one JSON object')
    .addOption(new Option('--show', 'print what was said in each turn, and by which rule').conflicts('json'))
    .option('--text <column>', 'the column of the text (found by its usual names: text, message, utterance, …)')
    .option('--label <column>', 'the column of the intent that was meant (intent, label)')
    .option('--conversation <column>', 'the column that tells which messages belong together (conversation, thread, …)')
    .option('--time <column>', 'the column of the time of writing (time, timestamp, …)')
    .option('--root <folder>', `the folder that holds intents/, knowledge/ and desk.yaml (${CONTENT_ROOT_DEFAULT})`)
    .option('--against <folder>', 'play them to the desk of this folder as well, and tell what ends otherwise there')
    .option('--limit <count>', 'play the first messages only', parseCount, Number.POSITIVE_INFINITY)
    .option('--all', `list all messages that found nothing or end otherwise, not only the first ${MAX_EXAMPLES}`)
    .addHelpText('after', HELP)
    .action(async (file: string, options: ReplayCommandOptions) => {
      try {
        await run(file, options);
      } catch (error) {
        fail(error);
      }
    });
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return count;
}

async function run(path: string, options: ReplayCommandOptions): Promise<void> {
  const malformed = createMalformedList(basename(path));
  const interrupted = abortOnSignals();
  const { against, show, ...shared } = options;
  const isCompared = against !== undefined;
  const own = await replayFile(
    path,
    { ...shared, show, isCompared },
    { signal: interrupted, onMalformed: malformed.add },
  );
  // The first replay has told what cannot be read.
  const reading = { signal: interrupted, onMalformed: () => undefined };
  const other =
    against === undefined || interrupted.aborted
      ? undefined
      : await replayFile(path, { ...shared, root: against, isCompared }, reading);
  malformed.tell();
  if (interrupted.aborted) {
    process.stderr.write('Interrupted: nothing is reported, and nothing was kept.\n');
    process.exitCode = INTERRUPTED;
    return;
  }
  const comparison = other && {
    ...{ folder: against ?? '', result: other.result },
    comparison: compareOutcomes(own.played, other.played),
  };
  report(own.result, { comparison, malformed: malformed.count(), options });
  const failed = own.result.failed + (other?.result.failed ?? 0);
  if (failed > 0) fail(new Error(`${failed} messages could not be handled: see the log above.`));
  if (malformed.count() > 0) process.exitCode = 1;
}

interface Reported {
  comparison: ReplayComparison | undefined;
  malformed: number;
  options: ReplayCommandOptions;
}

function report(result: ReplayResult, { comparison, malformed, options }: Reported): void {
  const json = () => ({
    ...toReplayJson(result, malformed),
    ...(comparison && { against: toComparisonJson(comparison) }),
  });
  if (options.json) return void process.stdout.write(`${JSON.stringify(json())}\n`);
  process.stdout.write(renderReplayReport(result));
  if (comparison !== undefined) process.stdout.write(renderComparison(result, comparison, options.all ?? false));
}

interface Replayed {
  result: ReplayResult;
  /** In the order in which they were handled; empty where nothing is compared. */
  played: PlayedMessage[];
}

async function replayFile(
  path: string,
  options: Omit<ReplayCommandOptions, 'against' | 'json'> & { isCompared: boolean },
  { signal, onMalformed }: { signal: AbortSignal; onMalformed: MessageFileOptions['onMalformed'] },
): Promise<Replayed> {
  const file = await openMessageFile({ file: path, columns: options, onMalformed });
  const { policy, trained, logger } = await trainDesk(deskFolders(options.root));
  const progress = startProgress(file, options.show ?? false);
  const played: PlayedMessage[] = [];
  try {
    const result = await replay({
      messages: take(file.messages, options.limit),
      trained,
      policy,
      logger,
      maxFoundNothing: options.all ? Number.POSITIVE_INFINITY : MAX_EXAMPLES,
      onTurn(messages, decision) {
        if (options.show) showTurn(messages, decision);
        if (options.isCompared) played.push(...toPlayed(messages, toTurn(decision, trained.content)));
      },
      onProgress: progress.show,
      signal,
    });
    return { result, played };
  } finally {
    progress.stop();
    await trained.analyzer.close();
  }
}

function toTurn(decision: Decision, content: DeskContent) {
  const sent = decision.effects.flatMap((effect) => (effect.kind === 'send' ? [describeMessage(effect.message)] : []));
  return { decision, said: excerpt(sent.join(' / '), MAX_SAID_LENGTH), content };
}

function showTurn(messages: readonly ReplayMessage[], decision: Decision): void {
  process.stdout.write(renderTurn(messages, decision));
}

async function* take(messages: AsyncIterable<ReplayMessage>, limit: number): AsyncGenerator<ReplayMessage> {
  let taken = 0;
  for await (const message of messages) {
    yield message;
    taken += 1;
    if (taken >= limit) return;
  }
}

/** A bar on the error output where that is a terminal, by the bytes read of the file; none between turns that are shown. */
function startProgress(
  { totalBytes, bytesRead }: MessageFile,
  isShown: boolean,
): { show(handled: number): void; stop(): void } {
  if (!process.stderr.isTTY || isShown) return { show: () => undefined, stop: () => undefined };
  const format = '{bar} {percentage}% | {handled} messages | {duration_formatted}';
  const bar = new SingleBar({ format, clearOnComplete: true, hideCursor: true, stream: process.stderr });
  bar.start(Math.max(1, totalBytes), 0, { handled: 0 });
  return { show: (handled) => bar.update(bytesRead(), { handled }), stop: () => bar.stop() };
}

/** Rows that could not be read: all are counted, the first ones told. */
function createMalformedList(name: string) {
  const told: string[] = [];
  let count = 0;
  return {
    add(line: number, reason: string) {
      count += 1;
      if (told.length < MAX_MALFORMED_TOLD) told.push(`${name}:${line}: ${reason}`);
    },
    count: () => count,
    tell() {
      const more = count > told.length ? [`and ${count - told.length} more`] : [];
      if (count > 0) process.stderr.write(`${['Left out, as they cannot be read:', ...told, ...more].join('\n')}\n`);
    },
  };
}
