import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { z } from 'zod';
import { codeOf } from '../lib/errors.ts';
import { type OwnerReply, type OwnerRequest, openSocketPath, parseJson, readLine } from '../owner-socket.ts';
import { inspectStore } from '../store/sqlite/inspect-store.ts';

/**
 * Asks the desk that runs on a data folder.
 * @throws Error saying why there is no answer, and what to do: none runs there, it is another user's, or it does not answer
 */
export async function askRunningDesk<Reply extends OwnerReply>(
  dataDir: string,
  request: OwnerRequest,
  replySchema: z.ZodType<Reply>,
): Promise<Reply> {
  if (process.platform === 'win32') {
    throw new Error('This is not there on Windows: start the desk in a terminal, which prints a sign-in link.');
  }
  try {
    const { path, close } = openSocketPath(dataDir);
    try {
      return await ask(path, request, replySchema);
    } finally {
      close();
    }
  } catch (error) {
    throw await explain(error, dataDir);
  }
}

async function ask<Reply extends OwnerReply>(
  path: string,
  request: OwnerRequest,
  replySchema: z.ZodType<Reply>,
): Promise<Reply> {
  const socket: Socket = connect(path);
  try {
    socket.write(`${JSON.stringify(request)}\n`);
    const reply = replySchema.safeParse(parseJson(await readLine(socket)));
    if (reply.success) return reply.data;
    throw new Error('The running desk gave an answer that this command cannot read: it is of another version.');
  } finally {
    socket.destroy();
  }
}

async function explain(error: unknown, dataDir: string): Promise<unknown> {
  const code = codeOf(error);
  if (code === 'EACCES' || code === 'EPERM') {
    return new Error(
      `Only the user who runs the desk can ask it for this: run the command as that one, whom \`ls -ld ${dataDir}\` names.`,
    );
  }
  if (code !== 'ENOENT' && code !== 'ECONNREFUSED') return error;
  const isRunning = (await inspectStore(join(dataDir, 'relaydesk.db')))?.inUse ?? false;
  return new Error(
    isRunning
      ? `The desk that runs on ${dataDir} takes no requests: it is an older version, or its log says why. Start it anew.`
      : `No desk is running on ${dataDir}. Start it (npx relaydesk start), or set DATA_DIR to the folder of the one that runs.`,
  );
}
