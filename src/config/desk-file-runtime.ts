/** Keeps the settings of `desk.yaml` up to date with the file, without ever going without good ones. */

import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import type { ContentDiagnostic } from '../domain/content.ts';
import { messageOf } from '../lib/errors.ts';
import type { Adapter } from '../ports/adapter.ts';
import { ConfigError } from './config-error.ts';
import { type DeskSettings, parseDeskFile } from './desk-file.ts';
import { readConfigText } from './read-config-text.ts';

export interface DeskFileRuntime {
  /** Those in force. */
  settings(): DeskSettings;
  /** What is wrong with the file as it is now; it may be ahead of the settings in force. */
  problems(): ContentDiagnostic[];
  /** From now on changed settings are put in force by `apply`, one after the other. */
  follow(apply: (settings: DeskSettings) => Promise<void>): void;
  /** Resolves when nothing will be applied any more. */
  close(): Promise<void>;
}

export interface DeskFileRuntimeOptions {
  /** The folder that holds `desk.yaml`. */
  folder: string;
  /** Where the last good text is kept, for a start with a file that has mistakes in it. */
  lastGoodFile: string;
  adapters: readonly Adapter[];
  logger: Logger;
  /** Called when other settings, or another list of problems, are in force. */
  onChange(): void;
}

/** How often it is looked whether the file has changed, in milliseconds. */
const INTERVAL_MS = 500;

/**
 * Reads `desk.yaml`, or the last good version of it where it has mistakes.
 * @throws ConfigError when it has mistakes and no earlier good version was kept
 */
export async function openDeskFile(options: DeskFileRuntimeOptions): Promise<DeskFileRuntime> {
  const { folder, adapters, logger } = options;
  const file = join(folder, 'desk.yaml');
  const read = readerOf(file, adapters);
  const readSettled = settled(read);
  let text: string | undefined;
  let problems: ContentDiagnostic[] = [];
  let inForce = await start();
  let apply: ((settings: DeskSettings) => Promise<void>) | undefined;

  async function start(): Promise<DeskSettings> {
    const reading = read();
    if ('settings' in reading) {
      text = reading.text;
      await keepLastGood(options, reading.text);
      return reading.settings;
    }
    const kept = await readLastGood(options);
    if (kept === undefined) throw reading.error;
    problems = toProblems(reading.error);
    logger.warn(`${reading.error.message}\nstarting with the last good version of desk.yaml`);
    return kept;
  }

  /** Tells of problems that are not known yet, and of their end. */
  function tell(found: ContentDiagnostic[], log: () => void): void {
    if (isDeepStrictEqual(found, problems)) return;
    problems = found;
    log();
    options.onChange();
  }

  async function reload(): Promise<void> {
    const contents = readSettled();
    if (contents === undefined) return;
    if (!('settings' in contents)) {
      const { message } = contents.error;
      return tell(toProblems(contents.error), () =>
        logger.warn(`${message}\nthe last good version of desk.yaml stays in force`),
      );
    }
    if (contents.text === text) return tell([], () => logger.info('desk.yaml is mended'));
    const { settings } = contents;
    try {
      await apply?.(settings);
    } catch (error) {
      // It is tried again the next time.
      const reason = `could not be put in force: ${messageOf(error)}`;
      return tell([{ file: 'desk.yaml', line: 1, severity: 'error', reason }], () =>
        logger.error({ err: error }, 'changed settings of desk.yaml could not be put in force'),
      );
    }
    for (const warning of settings.warnings) logger.warn(warning);
    for (const name of needingRestart(inForce, settings)) {
      logger.warn(`desk.yaml: ${name} has changed, which takes effect at the next start`);
    }
    problems = [];
    text = contents.text;
    inForce = { ...settings, ...fixedOf(inForce) };
    await keepLastGood(options, text);
    logger.info('changed settings of desk.yaml are in force');
    options.onChange();
  }

  let looking: { end(): Promise<void> } | undefined;
  return {
    settings: () => inForce,
    problems: () => problems,
    follow(put) {
      apply = put;
      looking = repeat(() =>
        reload().catch((error: unknown) => logger.error({ err: error }, 'desk.yaml could not be read anew')),
      );
    },
    close: async () => looking?.end(),
  };
}

/** Looks again and again, which takes no more than reading a small file, and misses nothing that a watch might. */
function repeat(run: () => Promise<void>): { end(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void>;
  let isEnded = false;
  const runOnce = (): void => {
    running = run().then(() => {
      if (!isEnded) timer = setTimeout(runOnce, INTERVAL_MS).unref();
    });
  };
  runOnce();
  return {
    end() {
      isEnded = true;
      clearTimeout(timer);
      return running;
    },
  };
}

type FileContents = { settings: DeskSettings; text: string } | { error: ConfigError };

/** What is being written is not read before it has stood still from one time to the next: undefined until then. */
function settled(read: () => FileContents): () => FileContents | undefined {
  let before: FileContents | undefined;
  return () => {
    const contents = read();
    const isSettled = contents === before;
    before = contents;
    return isSettled ? contents : undefined;
  };
}

/** Reads the file each time, and parses it where its text is another: the same contents are the same object. */
function readerOf(file: string, adapters: readonly Adapter[]): () => FileContents {
  let latest: { key: string; contents: FileContents } | undefined;
  return () => {
    const text = readTextOf(file);
    const key = typeof text === 'string' ? text : text.error.message;
    if (latest?.key !== key) {
      latest = { key, contents: typeof text === 'string' ? readDesk(text, adapters) : text };
    }
    return latest.contents;
  };
}

function readTextOf(file: string): string | { error: ConfigError } {
  try {
    return readConfigText(file) ?? '';
  } catch (error) {
    if (error instanceof ConfigError) return { error };
    throw error;
  }
}

function readDesk(text: string, adapters: readonly Adapter[]): FileContents {
  try {
    return { text, settings: parseDeskFile(text, adapters) };
  } catch (error) {
    if (error instanceof ConfigError) return { error };
    throw error;
  }
}

/** What other parts were made with at the start. */
const FIXED = {
  name: 'name',
  timeZone: 'time_zone',
  defaultLocale: 'default_locale',
  limits: 'customer_limits, address_limits, web_limits or tickets.storm_at',
} as const;

function fixedOf({ name, timeZone, defaultLocale, limits, adapters }: DeskSettings) {
  return { name, timeZone, defaultLocale, limits, adapters };
}

/** The names of what has changed and is read at the start only. */
function needingRestart(before: DeskSettings, after: DeskSettings): string[] {
  const keys = Object.keys(FIXED) as (keyof typeof FIXED)[];
  const general = keys.filter((key) => !isDeepStrictEqual(before[key], after[key])).map((key) => FIXED[key]);
  const platforms = Object.keys(after.adapters);
  return [...general, ...platforms.filter((name) => !isDeepStrictEqual(before.adapters[name], after.adapters[name]))];
}

/** The lines of an error, each with its place in the file. */
function toProblems({ message }: ConfigError): ContentDiagnostic[] {
  return message.split('\n').map((line) => {
    const [, number, reason] = /^desk\.yaml:(\d{1,9}): (.*)$/.exec(line) ?? [];
    return { file: 'desk.yaml', line: Number(number ?? 1), severity: 'error', reason: reason ?? line };
  });
}

async function readLastGood({ lastGoodFile, adapters }: DeskFileRuntimeOptions): Promise<DeskSettings | undefined> {
  try {
    return parseDeskFile(await readFile(lastGoodFile, 'utf8'), adapters);
  } catch {
    // Absent at the first start; what cannot be used counts as absent, since the file itself is the admin's to mend.
    return undefined;
  }
}

/** Without it, a later start with a file that has mistakes would fail: no reason to fail now. */
async function keepLastGood({ lastGoodFile, logger }: DeskFileRuntimeOptions, text: string): Promise<void> {
  try {
    await writeFile(`${lastGoodFile}.new`, text, { mode: 0o600 });
    await rename(`${lastGoodFile}.new`, lastGoodFile);
  } catch (error) {
    logger.warn({ err: error }, 'the settings in force could not be kept for a later start');
  }
}
