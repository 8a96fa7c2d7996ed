/** The environment variables, validated once at the start. */

import { resolve } from 'node:path';
import { z } from 'zod';
import { ADAPTERS } from '../adapters.ts';
import { messageOf } from '../lib/errors.ts';
import { withoutTrailing } from '../lib/without-trailing.ts';
import type { Adapter } from '../ports/adapter.ts';
import { ConfigError } from './config-error.ts';
import { parseTrustedProxies } from './trusted-proxies.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** The variables that are about no platform, each with its default and what it is for. */
const general = {
  HOST: z.string().default('127.0.0.1').describe('The address to listen on; 0.0.0.0 for all.'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.number().max(65_535))
    .default(3000)
    .describe('The port of the customer chat and the staff console, up to 65535; 0 takes a free one.'),
  DATA_DIR: z.string().default('./data').describe('The folder of the embedded store. One desk a folder.'),
  MODELS_DIR: z
    .string()
    .optional()
    .describe(
      'The folder of trained models, so that content which has not changed is not trained again; by default models/ in DATA_DIR.',
    ),
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
        addIssue(messageOf(error));
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
};

const log = {
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
};

/** The variables that are about no platform by their types, and beside them those of every adapter, validated by its own schemas. */
export type Environment = z.output<z.ZodObject<typeof general & typeof log>> & Record<string, unknown>;

/** The folder of trained models of a desk that is started in the folder named. */
export function modelsFolder({ DATA_DIR, MODELS_DIR }: Environment, startedIn = '.'): string {
  return MODELS_DIR === undefined ? resolve(startedIn, DATA_DIR, 'models') : resolve(startedIn, MODELS_DIR);
}

/** Every variable the desk reads, in the order of `.env.example`, which is generated from this. */
export function environmentVariables(adapters = ADAPTERS): z.ZodRawShape {
  return { ...general, ...shapeOf(adapters), ...log };
}

/**
 * The validated environment; variables that are empty or blank count as unset.
 * @throws ConfigError naming every variable that is wrong, and what it has to be; never its value, which may be a secret
 */
export function parseEnvironment(
  variables: Record<string, string | undefined>,
  adapters: readonly Adapter[] = ADAPTERS,
): Environment {
  if (variables.DATABASE_URL?.trim()) {
    throw new ConfigError(
      'DATABASE_URL is set, but this version has the embedded store only, in DATA_DIR: unset it to use that.',
    );
  }
  const shape = environmentVariables(adapters);
  const set = onlySet(variables, shape);
  const own = z.object({ ...general, ...log }).safeParse(set);
  const ofAdapters = z.object(shapeOf(adapters)).safeParse(set);
  if (!own.success || !ofAdapters.success) {
    throw refusal(shape, [...(own.error?.issues ?? []), ...(ofAdapters.error?.issues ?? [])]);
  }
  for (const { contradiction } of adapters) {
    const problem = contradiction?.(ofAdapters.data, own.data.PUBLIC_URL);
    if (problem !== undefined) throw new ConfigError(problem);
  }
  return { ...ofAdapters.data, ...own.data };
}

function shapeOf(adapters: readonly Adapter[]): z.ZodRawShape {
  return Object.assign({}, ...adapters.map(({ environment }) => environment));
}

/** The variables of a shape that can be used, each by itself; the others are left out, and defaults stand where there are any. */
export function usableVariables(
  variables: Record<string, string | undefined>,
  shape: z.ZodRawShape,
): Record<string, unknown> {
  const set = onlySet(variables, shape);
  const usable = Object.keys(shape).map((name) => [name, z.safeParse(shape[name] ?? z.never(), set[name]).data]);
  return Object.fromEntries(usable.filter(([, value]) => value !== undefined));
}

/** Whether the platform is to be connected. */
export function isConnected({ connectedBy }: Adapter, environment: Environment): boolean {
  return environment[connectedBy] !== undefined;
}

function onlySet(variables: Record<string, string | undefined>, shape: z.ZodRawShape): Record<string, string> {
  const set = Object.keys(shape).map((name) => [name, variables[name]?.trim()]);
  return Object.fromEntries(set.filter(([, value]) => value));
}

function refusal(shape: z.ZodRawShape, issues: readonly z.core.$ZodIssue[]): ConfigError {
  const wrong = Object.keys(shape).filter((name) => issues.some(({ path }) => path[0] === name));
  const lines = wrong.map((name) => {
    const own = issues.find(({ path, code }) => path[0] === name && code === 'custom');
    return `  ${name}: ${own === undefined ? '' : `${own.message}. `}${descriptionOf(shape, name)}`;
  });
  return new ConfigError(`These environment variables cannot be used as they are set:\n${lines.join('\n')}`);
}

function descriptionOf(shape: z.ZodRawShape, name: string): string | undefined {
  return z.globalRegistry.get(shape[name] ?? z.never())?.description;
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

/** The text of `.env.example`: every variable with its description and default. */
export function renderEnvironmentExample(): string {
  const header =
    '# Every variable Relaydesk reads. Copy this file to .env and change what you need; all are optional.\n';
  const shape = environmentVariables();
  const entries = Object.entries(shape).map(([name, schema]) => {
    const value = z.parse(schema, undefined);
    return `\n# ${descriptionOf(shape, name)}\n${value === undefined ? '#' : ''}${name}=${value ?? ''}\n`;
  });
  return header + entries.join('');
}
