/** The environment variables, validated once at the start. */

import { z } from 'zod';
import { withoutTrailing } from '../domain/without-trailing.ts';
import { ConfigError } from './config-error.ts';
import { parseTrustedProxies } from './trusted-proxies.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Every variable the desk reads, with its default and what it is for. `.env.example` is generated from this. */
export const environmentSchema = z.object({
  HOST: z.string().default('127.0.0.1').describe('The address to listen on; 0.0.0.0 for all.'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.number().max(65_535))
    .default(3000)
    .describe('The port of the customer chat and the staff console, up to 65535; 0 takes a free one.'),
  DATA_DIR: z.string().default('./data').describe('The folder of the embedded store. One desk a folder.'),
  CONTENT_DIR: z.string().default('.').describe('The folder that holds intents/, knowledge/ and desk.yaml.'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .overwrite((url) => withoutTrailing(url, '/'))
    .optional()
    .describe(
      'The address customers and staff reach the desk at (https://…), where it differs from HOST and PORT, as behind a proxy.',
    ),
  TRUSTED_PROXIES: z
    .string()
    .transform((text, { addIssue }) => {
      try {
        return parseTrustedProxies(text);
      } catch (error) {
        addIssue(error instanceof Error ? error.message : String(error));
        return z.NEVER;
      }
    })
    .optional()
    .describe(
      'The addresses or networks (127.0.0.1, 10.0.0.0/8, 2001:db8::/32) of the proxies in front of the desk, separated by commas: limits for each address then hold for the one that they name in X-Forwarded-For.',
    ),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('Redis for jobs (redis://…). Without it they run in the process; nothing is lost either way.'),
  TELEGRAM_TOKEN: z
    .string()
    .min(1)
    .optional()
    .describe('The token of a Telegram bot, as BotFather gives it: connects its customers. A secret.'),
  TELEGRAM_API_ROOT: z
    .url({ protocol: /^https?$/ })
    .default('https://api.telegram.org')
    .describe(
      'The address of the Telegram Bot API (https://…), where it is another one, such as a server of your own.',
    ),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,256}$/)
    .optional()
    .describe(
      'Has Telegram call the desk at PUBLIC_URL (which must be https://…) instead of being asked: 16 to 256 letters, digits, _ and -. A secret.',
    ),
  DISCORD_TOKEN: z
    .string()
    .min(1)
    .optional()
    .describe('The token of a Discord bot, from the developer portal: connects its customers. A secret.'),
  DISCORD_API_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://discord.com/api')
    .describe('The address of the Discord API (https://…), where it is another one, such as a proxy.'),
  SLACK_BOT_TOKEN: z
    .string()
    .startsWith('xoxb-')
    .optional()
    .describe('The bot token (xoxb-…) of a Slack app: connects staff, and customers in the workspace. A secret.'),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith('xapp-')
    .optional()
    .describe('The app-level token (xapp-…) for Socket Mode, which needs no public address. A secret.'),
  SLACK_SIGNING_SECRET: z
    .string()
    .min(1)
    .optional()
    .describe('Has Slack call the desk at PUBLIC_URL/slack/events instead; used without SLACK_APP_TOKEN. A secret.'),
  SLACK_STAFF_CHANNEL: z
    .string()
    .optional()
    .describe('The Slack channel of the tickets, by name or id, where desk.yaml names none.'),
  SLACK_API_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://slack.com/api/')
    .describe('The address of the Slack API (https://…), where it is another one, such as GovSlack.'),
  LOG_FORMAT: z
    .enum(['auto', 'lines', 'json'])
    .default('auto')
    .describe(
      'How the log is written: `lines` for people, `json` for programs; `auto` is lines in a terminal, else JSON.',
    ),
  LOG_LEVEL: z
    .enum(LOG_LEVELS)
    .default('info')
    .describe(`How much is logged: ${LOG_LEVELS.join(', ')}.`),
});

export type Environment = z.infer<typeof environmentSchema>;

/** The names of all variables. */
export const VARIABLE_NAMES = Object.keys(environmentSchema.shape) as (keyof Environment)[];

/**
 * The validated environment; variables that are empty or blank count as unset.
 * @throws ConfigError naming every variable that is wrong, and what it has to be; never its value, which may be a secret
 */
export function parseEnvironment(variables: Record<string, string | undefined>): Environment {
  if (variables.DATABASE_URL?.trim()) {
    throw new ConfigError(
      'DATABASE_URL is set, but this version has the embedded store only, in DATA_DIR: unset it to use that.',
    );
  }
  const set = VARIABLE_NAMES.map((name) => [name, variables[name]?.trim()]).filter(([, value]) => value);
  const parsed = environmentSchema.safeParse(Object.fromEntries(set));
  if (parsed.success) {
    refuseHalves(parsed.data);
    return parsed.data;
  }
  const wrong = VARIABLE_NAMES.filter((name) => parsed.error.issues.some(({ path }) => path[0] === name));
  const lines = wrong.map((name) => {
    const own = parsed.error.issues.find(({ path, code }) => path[0] === name && code === 'custom');
    return `  ${name}: ${own === undefined ? '' : `${own.message}. `}${environmentSchema.shape[name].description}`;
  });
  throw new ConfigError(`These environment variables cannot be used as they are set:\n${lines.join('\n')}`);
}

/**
 * Why limits for each address may not hold; undefined where nothing speaks for it. Whoever has a public address mostly has a
 * proxy there, whose own address is then that of every customer.
 */
export function findUnnamedProxy({ PUBLIC_URL, TRUSTED_PROXIES }: Environment): string | undefined {
  if (PUBLIC_URL === undefined || TRUSTED_PROXIES !== undefined) return undefined;
  if (/^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(PUBLIC_URL).hostname)) return undefined;
  return 'PUBLIC_URL is set and TRUSTED_PROXIES is not: a proxy’s customers are limited as one address, and those of a proxy on this machine only in all';
}

/** Variables that are of no use without another one. */
function refuseHalves(environment: Environment): void {
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, TELEGRAM_WEBHOOK_SECRET, PUBLIC_URL } = environment;
  const reaches = SLACK_APP_TOKEN !== undefined || SLACK_SIGNING_SECRET !== undefined;
  if (SLACK_BOT_TOKEN !== undefined && !reaches) {
    throw new ConfigError('SLACK_BOT_TOKEN is set: set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET as well.');
  }
  if (SLACK_BOT_TOKEN === undefined && reaches) {
    throw new ConfigError('SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is set: set SLACK_BOT_TOKEN as well.');
  }
  if (TELEGRAM_WEBHOOK_SECRET !== undefined && PUBLIC_URL === undefined) {
    throw new ConfigError('TELEGRAM_WEBHOOK_SECRET is set: set PUBLIC_URL to the address Telegram is to call.');
  }
}

/** The text of `.env.example`: every variable with its description and default. */
export function renderEnvironmentExample(): string {
  const header =
    '# Every variable Relaydesk reads. Copy this file to .env and change what you need; all are optional.\n';
  const entries = VARIABLE_NAMES.map((name) => {
    const schema = environmentSchema.shape[name];
    const value = schema.parse(undefined);
    return `\n# ${schema.description}\n${value === undefined ? '#' : ''}${name}=${value ?? ''}\n`;
  });
  return header + entries.join('');
}
