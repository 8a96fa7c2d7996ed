/** What the commands that try a desk share: its settings, its content, and an analyzer trained on it. */

import { destination, type Logger, pino } from 'pino';
import { type AnalyzerThread, createAnalyzerThread } from '../analyzer/analyzer-thread.ts';
import { ContentError } from '../analyzer/content-runtime.ts';
import { readDeskFile } from '../config/desk-file.ts';
import { setTimeZone } from '../config/time-zone.ts';
import { loadContent } from '../content/load-content.ts';
import type { DeskContent } from '../domain/content.ts';
import { PHRASE_KEYS } from '../domain/phrases.ts';
import type { Policy } from '../domain/policy.ts';
import { installedEncoder } from '../understanding/sentence-encoder.ts';
import type { DeskFolders } from './content-root.ts';

/** A desk to be tried. */
export interface TrainedDesk {
  policy: Policy;
  trained: { content: DeskContent; analyzer: AnalyzerThread };
  /** Tells errors on the error output. */
  logger: Logger;
}

/**
 * Reads and trains the desk in a folder, or knows what it learnt before; an earlier one with the same content is not trained again, and closed otherwise. The
 * last one is closed by whoever called.
 * @throws ContentError with every mistake in the content, ConfigError with those in desk.yaml
 */
export async function trainDesk({ root, models }: DeskFolders, earlier?: TrainedDesk): Promise<TrainedDesk> {
  const { policy, timeZone, defaultLocale, embedding: wanted } = await readDeskFile(root);
  setTimeZone(timeZone);
  const content = await readContent(root, defaultLocale);
  const logger = pino({ level: 'error' }, destination(process.stderr.fd));
  if (earlier?.trained.content.version === content.version) return { policy, trained: earlier.trained, logger };
  const embedding = installedEncoder(wanted, (advice) => logger.error(advice));
  const analyzer = await createAnalyzerThread(content, { modelsFolder: models, embedding });
  await earlier?.trained.analyzer.close();
  return { policy, trained: { content, analyzer }, logger };
}

/** The content of a folder. @throws ContentError with every mistake in it */
export async function readContent(root: string, defaultLocale: string | undefined): Promise<DeskContent> {
  const { content, diagnostics } = await loadContent({ root, defaultLocale, phraseKeys: PHRASE_KEYS });
  if (content === undefined) throw new ContentError(diagnostics.filter(({ severity }) => severity === 'error'));
  return content;
}
