/** The demo's options on the command line. */

import { parseArgs } from 'node:util';
import { PARTS, type Part } from './day/scene.ts';

export interface DemoOptions {
  /** Ends after the day. */
  once: boolean;
  /** No pauses for reading. */
  fast: boolean;
  /** Of the page; 0 takes a free one. */
  port: number;
  parts: readonly Part[];
}

/** All of the desk is played where the command does not say otherwise. */
const USUAL_PARTS: readonly Part[] = PARTS;
const USUAL_PORT = 3300;

export const USAGE = `A day of traffic at the desk, on Slack, Discord and Telegram as they run on this machine.

  --fast         without pauses for reading
  --once         end when the day is over
  --port <port>  of the page; ${USUAL_PORT} unless told, 0 takes a free one
  --only <parts> some of: ${PARTS.join(', ')} (comma-separated)
`;

/** The options given; undefined where help is asked for. @throws where one is unknown or cannot be used */
export function parseOptions(given: string[]): DemoOptions | undefined {
  const { values } = parseArgs({
    args: given,
    options: {
      fast: { type: 'boolean', default: false },
      once: { type: 'boolean', default: false },
      port: { type: 'string', default: String(USUAL_PORT) },
      only: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  return { fast: values.fast, once: values.once, port: parsePort(values.port), parts: parseParts(values.only) };
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new Error(`--port takes a number up to 65535, not “${text}”.`);
  return port;
}

function parseParts(text: string | undefined): readonly Part[] {
  if (text === undefined) return USUAL_PARTS;
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !PARTS.some((part) => part === name));
  if (unknown !== undefined) throw new Error(`--only takes some of ${PARTS.join(', ')}, not “${unknown}”.`);
  return PARTS.filter((part) => names.includes(part));
}
