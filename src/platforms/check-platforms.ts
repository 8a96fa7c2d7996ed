/** Asks the live platforms whether the desk has all it needs there. */

import type { DeskSettings } from '../config/desk-file.ts';
import type { Environment } from '../config/environment.ts';
import { withoutTrailing } from '../domain/without-trailing.ts';
import type { Clock } from '../ports/clock.ts';
import { TELEGRAM_WEBHOOK_PATH } from './create-platforms.ts';

/** One thing that was looked at on a platform; `todo` says how to mend what is not right. */
export interface PlatformDiagnostic {
  ok: boolean;
  what: string;
  todo?: string;
}

/** What came of asking one platform. No text has a token in it. */
export type PlatformCheck = { platform: string } & (
  | { state: 'asked'; findings: PlatformDiagnostic[] }
  /** It did not answer at all, or not in time. */
  | { state: 'unreached'; address: string; reason: string }
);

export interface PlatformCheckOptions {
  environment: Environment;
  settings: DeskSettings;
  clock: Clock;
  /** How long each platform may take to answer everything. */
  patienceMs: number;
}

/** Discord may turn away who does not name itself in this form. */
const HEADERS = { 'user-agent': 'DiscordBot (relaydesk, 1)' };

interface ConnectedPlatform {
  platform: string;
  /** Answers anybody in JSON, so that a platform that is not there is told from one that refuses the desk. */
  address: string;
  ask(): Promise<PlatformDiagnostic[]>;
}

/** Asks every platform whose token is set, all at once, and changes nothing there. Never rejects. */
export function checkPlatforms(options: PlatformCheckOptions): Promise<PlatformCheck[]> {
  const connected = [slack(options), discord(options), telegram(options)].filter((platform) => platform !== undefined);
  return Promise.all(connected.map((platform) => check(platform, options.patienceMs)));
}

async function check({ platform, address, ask }: ConnectedPlatform, patienceMs: number): Promise<PlatformCheck> {
  try {
    const findings = await inTime(patienceMs, async (signal) => {
      await reach(address, signal);
      return ask();
    });
    return { platform, state: 'asked', findings };
  } catch (error) {
    return { platform, state: 'unreached', address: new URL(address).origin, reason: reasonOf(error) };
  }
}

/** @throws when nobody answers at an address, or something else than the platform, or only that it is broken */
async function reach(address: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(address, { signal, redirect: 'manual', headers: HEADERS });
  const isJson = await response.json().then(isObject, () => false);
  if (response.status >= 500) throw new Error(`HTTP ${response.status}`);
  if (!isJson) throw new Error(`something else answers there: HTTP ${response.status}`);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function slack({ environment, settings, clock }: PlatformCheckOptions): ConnectedPlatform | undefined {
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_STAFF_CHANNEL, SLACK_API_URL } = environment;
  if (SLACK_BOT_TOKEN === undefined) return undefined;
  const { slack } = settings.platforms;
  return {
    platform: 'Slack',
    address: `${withoutTrailing(SLACK_API_URL, '/')}/api.test`,
    async ask() {
      const { checkSlack } = await import('../../adapters/slack/check.ts');
      return checkSlack({
        botToken: SLACK_BOT_TOKEN,
        appToken: SLACK_APP_TOKEN,
        signingSecret: SLACK_SIGNING_SECRET,
        apiUrl: SLACK_API_URL,
        settings: { ...slack, staffChannel: slack.staffChannel ?? SLACK_STAFF_CHANNEL },
        clock,
      });
    },
  };
}

function discord({ environment, settings }: PlatformCheckOptions): ConnectedPlatform | undefined {
  const { DISCORD_TOKEN, DISCORD_API_URL } = environment;
  if (DISCORD_TOKEN === undefined) return undefined;
  return {
    platform: 'Discord',
    address: `${withoutTrailing(DISCORD_API_URL, '/')}/v10/gateway`,
    async ask() {
      const { checkDiscord } = await import('../../adapters/discord/check.ts');
      return checkDiscord({ token: DISCORD_TOKEN, apiUrl: DISCORD_API_URL, settings: settings.platforms.discord });
    },
  };
}

function telegram({ environment, clock }: PlatformCheckOptions): ConnectedPlatform | undefined {
  const { TELEGRAM_TOKEN, TELEGRAM_API_ROOT, TELEGRAM_WEBHOOK_SECRET, PUBLIC_URL } = environment;
  if (TELEGRAM_TOKEN === undefined) return undefined;
  const hasWebhook = TELEGRAM_WEBHOOK_SECRET !== undefined && PUBLIC_URL !== undefined;
  return {
    platform: 'Telegram',
    address: `${withoutTrailing(TELEGRAM_API_ROOT, '/')}/bot/getMe`,
    async ask() {
      const { checkTelegram } = await import('../../adapters/telegram/check.ts');
      const webhook = hasWebhook ? { url: PUBLIC_URL + TELEGRAM_WEBHOOK_PATH } : undefined;
      return checkTelegram({ token: TELEGRAM_TOKEN, apiRoot: TELEGRAM_API_ROOT, webhook, clock });
    },
  };
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

/** What is behind a "fetch failed" says more. */
function reasonOf(error: unknown): string {
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(reason instanceof Error)) return String(reason);
  return 'code' in reason ? String(reason.code) : reason.message;
}
