/** Keeps the desk's content and the analyzer trained on it up to date with the files, without ever going without either. */

import type { Logger } from 'pino';
import { loadContent } from '../content/load-content.ts';
import { watchContent } from '../content/watch-content.ts';
import type { ContentDiagnostic, DeskContent } from '../domain/content.ts';
import { PHRASE_KEYS } from '../domain/phrases.ts';
import type { SentenceEncoderName } from '../domain/sentence-encoders.ts';
import type { TrainedContent } from '../ports/analyzer.ts';
import { type AnalyzerThread, createAnalyzerThread } from './analyzer-thread.ts';
import { keepLastGood, readLastGood } from './last-good-content.ts';

export interface ContentRuntime {
  /** The content in force and the analyzer trained on it. */
  trained(): TrainedContent;
  /** What is wrong with the files as they are now; they may be ahead of the content in force. */
  problems(): ContentDiagnostic[];
  close(): Promise<void>;
}

export interface ContentRuntimeOptions {
  /** The folder that holds `intents/` and `knowledge/`. */
  root: string;
  /** The locale of who speaks none of the desk's; undefined where the content decides. */
  defaultLocale?: string | undefined;
  /** Where the last good content is kept, for a start with files that have mistakes in them. */
  lastGoodFile: string;
  /** Where trained models are kept. */
  modelsFolder?: string;
  /** The sentence encoder that is learnt with, which is installed. */
  embedding?: SentenceEncoderName | undefined;
  logger: Logger;
  /** Called when other content, or another list of problems, is in force. */
  onChange(): void;
}

/** Nothing can be answered: the files have mistakes, and there is no earlier good version of them. */
export class ContentError extends Error {
  override readonly name = 'ContentError';
  readonly problems: ContentDiagnostic[];

  constructor(problems: ContentDiagnostic[]) {
    super(`The content has mistakes:\n${problems.map(describeProblem).join('\n')}`);
    this.problems = problems;
  }
}

/** One line: `file:line: severity: reason`. */
export function describeProblem({ file, line, severity, reason }: ContentDiagnostic): string {
  return `${file}:${line}: ${severity}: ${reason}`;
}

/**
 * Loads the content, trains an analyzer on it and watches the files from then on.
 * @throws ContentError when the files have mistakes and no earlier good version was kept
 */
export async function createContentRuntime(options: ContentRuntimeOptions): Promise<ContentRuntime> {
  const { root, defaultLocale, lastGoodFile, logger } = options;
  const loaded = await loadContent({ root, defaultLocale, phraseKeys: PHRASE_KEYS });
  const initial = loaded.content ?? (await readLastGood(lastGoodFile))?.content;
  if (initial === undefined) throw new ContentError(loaded.diagnostics.filter(({ severity }) => severity === 'error'));
  if (loaded.content === undefined) logger.warn('the content has mistakes; starting with the last good version of it');

  let problems = loaded.diagnostics;
  let trainingProblem: ContentDiagnostic | undefined;
  let inForce = await train(initial, options);
  let latest: DeskContent | undefined;
  let training: Promise<void> | undefined;
  if (loaded.content !== undefined) await keep(initial);

  /** Without it, a later start with files that have mistakes would fail: no reason to fail now. */
  async function keep(content: DeskContent): Promise<void> {
    await keepLastGood(lastGoodFile, content).catch((error) => {
      logger.warn({ err: error }, 'the content in force could not be kept for a later start');
    });
  }

  async function replace(content: DeskContent): Promise<void> {
    try {
      const next = await train(content, options);
      const previous = inForce;
      inForce = next;
      trainingProblem = undefined;
      await previous.analyzer.close();
      await keep(content);
      logger.info({ version: content.version.slice(0, 12) }, 'changed content is in force');
    } catch (error) {
      logger.error({ err: error }, 'changed content could not be put in force; the last good version keeps answering');
      const why = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      const reason = `no analyzer could be trained on this content (${why}): the last good version keeps answering`;
      trainingProblem = { file: 'intents', line: 1, severity: 'error', reason };
    }
    options.onChange();
  }

  /** Content that was replaced before its turn came is passed over. */
  async function trainLatest(): Promise<void> {
    for (let next = latest; next !== undefined; next = latest) {
      latest = undefined;
      // A change that was taken back needs no training.
      if (next.version !== inForce.content.version) await replace(next);
    }
    training = undefined;
  }

  const watcher = watchContent({
    root,
    defaultLocale,
    phraseKeys: PHRASE_KEYS,
    initial,
    onChange(content) {
      latest = content;
      training ??= trainLatest();
    },
    onDiagnostics(found) {
      problems = found;
      for (const problem of found.filter(({ severity }) => severity === 'error')) logger.warn(describeProblem(problem));
      options.onChange();
    },
  });

  return {
    trained: () => inForce,
    problems: () => (trainingProblem === undefined ? problems : [...problems, trainingProblem]),
    async close() {
      await watcher.close();
      latest = undefined;
      await training;
      await inForce.analyzer.close();
    },
  };
}

type Trained = TrainedContent & { analyzer: AnalyzerThread };

async function train(
  content: DeskContent,
  { modelsFolder, embedding, logger }: ContentRuntimeOptions,
): Promise<Trained> {
  const onNotKept = (reason: string) =>
    logger.warn(
      { folder: modelsFolder, reason },
      'what was learnt could not be kept: the next start has to train again',
    );
  return { content, analyzer: await createAnalyzerThread(content, { modelsFolder, embedding, onNotKept }) };
}
