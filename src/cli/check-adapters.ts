/** Asks the live platforms whether the desk has all it needs there. */

import type { DeskSettings } from '../config/desk-file.ts';
import { type Environment, isConnected } from '../config/environment.ts';
import { reasonOf } from '../lib/errors.ts';
import type { Adapter, AdapterCheck, PlatformFact } from '../ports/adapter.ts';
import type { Clock } from '../ports/clock.ts';

/** What came of asking one platform. No text has a token in it. */
export type PlatformCheck = { platform: string } & (
  | { state: 'asked'; facts: PlatformFact[] }
  /** It did not answer at all, or not in time. */
  | { state: 'unreached'; address: string; reason: string }
);

export interface CheckAdaptersOptions {
  adapters: readonly Adapter[];
  environment: Environment;
  settings: DeskSettings;
  clock: Clock;
  /** Those that tickets may have; undefined where the content cannot be used. */
  categories: readonly string[] | undefined;
}

/** What is at odds within the settings of the platforms; asks nobody. */
export function reviewAdapters(options: CheckAdaptersOptions): AdapterCheck['warnings'] {
  return options.adapters.flatMap((adapter) => checkOf(adapter, options).warnings);
}

/** Asks every platform that is connected, all at once, and changes nothing there; each may take so long. Never rejects. */
export function checkAdapters(options: CheckAdaptersOptions, patienceMs: number): Promise<PlatformCheck[]> {
  const connected = options.adapters.filter((adapter) => isConnected(adapter, options.environment));
  return Promise.all(connected.map((adapter) => ask(adapter.title, checkOf(adapter, options), patienceMs)));
}

function checkOf(adapter: Adapter, { environment, settings, clock, categories }: CheckAdaptersOptions): AdapterCheck {
  const { PUBLIC_URL: publicUrl } = environment;
  return adapter.check({ environment, settings: settings.adapters[adapter.name] ?? {}, clock, publicUrl, categories });
}

async function ask(platform: string, check: AdapterCheck, patienceMs: number): Promise<PlatformCheck> {
  try {
    const facts = await inTime(patienceMs, async (signal) => {
      await check.reach(signal);
      return check.ask();
    });
    return { platform, state: 'asked', facts };
  } catch (error) {
    return { platform, state: 'unreached', address: check.address, reason: reasonOf(error) };
  }
}

/** The work's result. @throws when there is none after so long; work that does not heed the signal is then left to itself */
async function inTime<T>(patienceMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timeout: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timeout = setTimeout(() => {
      reject(new Error(`no answer within ${patienceMs / 1_000} seconds`));
      controller.abort();
    }, patienceMs);
  });
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    clearTimeout(timeout);
  }
}
