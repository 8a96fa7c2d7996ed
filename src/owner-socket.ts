/** The socket in the data folder on which a running desk answers its owner, and nobody else on the machine. */

import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { chmod, lstat, mkdir, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError } from './config/config-error.ts';
import { CONFIDENCE_KINDS } from './domain/confidence/apply.ts';
import { messageOf } from './lib/errors.ts';

const requestSchema = z.discriminatedUnion('command', [
  z.strictObject({
    /** A link that signs this member in; the first admin where no name is given. */
    command: z.literal('sign-in'),
    name: z.string().max(1_000).optional(),
  }),
  z.strictObject({
    /** Confidences are fitted to the labels in a file of the owner's folder, by its name. */
    command: z.literal('calibrate'),
    file: z.string().regex(/^[a-z0-9-]{1,80}\.json$/),
  }),
]);
/** What the owner can ask for: one request a connection, as one line of JSON. */
export type OwnerRequest = z.infer<typeof requestSchema>;

const refusedSchema = z.object({ ok: z.literal(false), message: z.string() });
/** What the desk answers, one line of JSON: a link, or which fits were made. */
export const signInReplySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), url: z.string(), name: z.string(), expiresAt: z.number() }),
  refusedSchema,
]);
export type SignInReply = z.infer<typeof signInReplySchema>;

const calibratedness = z.object({ loss: z.number(), error: z.number() });
export const calibrateReplySchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    fits: z.array(
      z.object({
        kind: z.enum(CONFIDENCE_KINDS),
        locale: z.string(),
        labels: z.number(),
        scaling: z.object({ slope: z.number(), intercept: z.number() }),
        before: calibratedness,
        after: calibratedness,
        isBetter: z.boolean(),
      }),
    ),
  }),
  refusedSchema,
]);
export type CalibrateReply = z.infer<typeof calibrateReplySchema>;
export type OwnerReply = SignInReply | CalibrateReply;

/** A folder of its own below the data folder, which may be one that others can look into. */
export const OWNER_FOLDER = 'owner';
const NAME = 'desk.sock';
/** The least that systems allow for the path of a socket, in bytes: 103 on macOS, 107 on Linux. */
const MAX_PATH_BYTES = 103;
const MAX_LINE_BYTES = 16 * 1024;
const PATIENCE_MS = 10_000;

/**
 * Answers the owner from now on; a socket that a killed process left is replaced, so the caller must have the data folder to
 * itself. Resolves to what stops it.
 * @throws ConfigError or a system error when it cannot be made, with what to do about it
 */
export async function startOwnerSocket(options: {
  dataDir: string;
  answer(request: OwnerRequest): Promise<OwnerReply>;
}): Promise<() => Promise<void>> {
  const folder = join(options.dataDir, OWNER_FOLDER);
  await makePrivate(folder);
  await rm(join(folder, NAME), { force: true });
  const path = openSocketPath(options.dataDir);
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket.once('close', () => open.delete(socket)));
    serve(socket, options.answer);
  });
  try {
    await once(server.listen(path.path), 'listening');
  } catch (error) {
    path.close();
    throw error;
  }
  await chmod(join(folder, NAME), 0o600);
  return async () => {
    for (const socket of open) socket.destroy();
    await closeServer(server);
    path.close();
  };
}

/** Only its owner may enter the folder before there is a socket in it, so that there is no moment at which others can connect. */
async function makePrivate(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new ConfigError(`${folder} is not a folder of the user who runs the desk: remove it.`);
  }
  await chmod(folder, 0o700);
}

/**
 * The path by which the socket of a data folder is reached, until `close` is called. Where it is longer than systems allow, Linux
 * reaches it by the open folder: proc(5), `/proc/self/fd`.
 * @throws ConfigError where it is too long, or a system error where the folder cannot be entered
 */
export function openSocketPath(dataDir: string): { path: string; close(): void } {
  const path = join(dataDir, OWNER_FOLDER, NAME);
  const bytes = Buffer.byteLength(path);
  if (bytes <= MAX_PATH_BYTES) return { path, close: () => {} };
  if (process.platform !== 'linux') {
    throw new ConfigError(
      `${path} has ${bytes} bytes, and sockets at most ${MAX_PATH_BYTES}: choose a shorter DATA_DIR.`,
    );
  }
  const folder = openSync(join(dataDir, OWNER_FOLDER), 'r');
  return { path: `/proc/self/fd/${folder}/${NAME}`, close: () => closeSync(folder) };
}

function serve(socket: Socket, answer: (request: OwnerRequest) => Promise<OwnerReply>): void {
  // Whoever asks and goes away needs no answer.
  socket.on('error', () => socket.destroy());
  readLine(socket)
    .then(parseRequest)
    .then((request) => ('ok' in request ? request : answer(request)))
    .catch((error: unknown): OwnerReply => ({ ok: false, message: messageOf(error) }))
    .then((reply) => {
      socket.write(`${JSON.stringify(reply)}\n`);
      // Ends it once that is written, whatever else is being sent.
      socket.destroySoon();
    });
}

/** The first line that arrives. Rejects when it is too long, takes too long, or does not come to its end. */
export function readLine(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.setEncoding('utf8').setTimeout(PATIENCE_MS);
    socket.on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
      else if (Buffer.byteLength(text) > MAX_LINE_BYTES) reject(new Error('The line is too long.'));
    });
    socket.on('timeout', () => reject(new Error(`There was no answer within ${PATIENCE_MS / 1_000} seconds.`)));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The connection ended too early.')));
  });
}

function parseRequest(line: string): OwnerRequest | Extract<OwnerReply, { ok: false }> {
  const parsed = requestSchema.safeParse(parseJson(line));
  if (parsed.success) return parsed.data;
  return { ok: false, message: 'The running desk does not know this request. Is it an older version? Start it anew.' };
}

/** Undefined where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
}
