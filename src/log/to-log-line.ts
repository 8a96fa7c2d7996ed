import { z } from 'zod';

/** What pino calls its levels. */
const LEVELS: Record<number, string> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'WARN', 50: 'ERROR', 60: 'FATAL' };
/** What every record has, and what says nothing to people. */
const NOT_SHOWN = new Set(['level', 'time', 'msg', 'err', 'pid', 'hostname', 'count', 'forMs']);
/** An error that nobody thought of says where it comes from. */
const EXPECTED =
  /^(?:(?:Desk|Store|Jobs|Config|Content|Delivery|Reader)?Error|DeliveryError|UncaughtError|[A-Z]\w*Failure)$/;

const recordSchema = z.looseObject({
  level: z.number(),
  time: z.number(),
  msg: z.string().optional(),
  count: z.number().optional(),
  forMs: z.number().optional(),
  err: z.looseObject({ type: z.string(), message: z.string(), stack: z.string().optional() }).optional(),
});

/** One record of the log, as pino writes it, as a line for people in a terminal, which nothing in it can steer. */
export function toLogLine(json: string): string {
  const parsed = recordSchema.safeParse(JSON.parse(json));
  if (!parsed.success) return toPrintable(json);
  const { level, time, msg = '', err, count, forMs, ...fields } = parsed.data;
  const said = [msg, err && err.message !== msg ? err.message : ''].filter((part) => part !== '').join(': ');
  const details = Object.entries(fields).filter(([name]) => !NOT_SHOWN.has(name));
  const shown = details.map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const repeated = count === undefined ? [] : [`${count} times in ${inWords(forMs ?? 0)}`];
  const after = [...repeated, ...shown].join(', ');
  const line = `${toTimeOfDay(time)} ${(LEVELS[level] ?? String(level)).padEnd(5)} ${said}${after && ` (${after})`}`;
  const isUnexpected = level >= 50 && err?.stack !== undefined && !EXPECTED.test(err.type);
  const stack = isUnexpected ? (err?.stack ?? '').split('\n').slice(1, 6) : [];
  return [line, ...stack]
    .map(toPrintable)
    .map((text) => `${text}\n`)
    .join('');
}

function toTimeOfDay(time: number): string {
  return new Date(time).toTimeString().slice(0, 8);
}

function inWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 1 ? `${Math.max(1, Math.round(ms / 1_000))} s` : `${minutes} min`;
}

/** Texts of customers and platforms are in it, which may hold what a terminal takes for commands, or turn lines around. */
function toPrintable(text: string): string {
  return text.replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ');
}
