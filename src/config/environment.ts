/** The environment variables, validated once at the start. */

import { z } from 'zod';
import { ConfigError } from './config-error.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Every variable the desk reads, with its default and what it is for. `.env.example` is generated from this. */
export const environmentSchema = z.object({
  HOST: z.string().min(1).default('127.0.0.1').describe('The address to listen on; 0.0.0.0 for all.'),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3000)
    .describe('The port of the customer chat and the staff console; 0 takes a free one.'),
  DATA_DIR: z.string().min(1).default('./data').describe('The folder of the embedded store. One desk a folder.'),
  CONTENT_DIR: z.string().min(1).default('.').describe('The folder that holds intents/, knowledge/ and desk.yaml.'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('The address customers and staff reach the desk at, where it differs from HOST and PORT (behind a proxy).'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('Redis for jobs (redis://…). Without it they run in the process; nothing is lost either way.'),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info').describe(`How much is logged: ${LOG_LEVELS.join(', ')}.`),
});

export type Environment = z.infer<typeof environmentSchema>;

/**
 * The validated environment; empty variables count as unset.
 * @throws ConfigError naming every variable that is wrong, and why
 */
export function parseEnvironment(variables: Record<string, string | undefined>): Environment {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environmentSchema.safeParse(set);
  if (parsed.success) return parsed.data;
  // The values themselves stay out of the message: one of them may be a secret.
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigError(`These environment variables are not usable:\n${lines.join('\n')}\nSee .env.example.`);
}

/** The text of `.env.example`: every variable with its description and default. */
export function renderEnvironmentExample(): string {
  const header = '# Every variable Relaydesk reads. Copy this file to .env and change what you need; all are optional.\n';
  const entries = Object.entries(environmentSchema.shape).map(([name, schema]) => {
    const parsed = schema.safeParse(undefined);
    const value = parsed.success && parsed.data !== undefined ? String(parsed.data) : '';
    return `\n# ${schema.description ?? ''}\n${value === '' ? '#' : ''}${name}=${value}\n`;
  });
  return header + entries.join('');
}
