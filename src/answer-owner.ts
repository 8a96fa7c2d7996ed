/** Answers what only the desk's owner may ask of it while it runs. */

import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { CONFIDENCE_KINDS } from './domain/confidence/apply.ts';
import { learnFromFile } from './engine/confidence.ts';
import type { EngineContext } from './engine/context.ts';
import type { Services } from './open-services.ts';
import { type CalibrateReply, OWNER_FOLDER, type SignInReply, startOwnerSocket } from './owner-socket.ts';

/** More labels tell no more, and keep the desk busy for longer. */
const MOST_LABELS = 10_000;
const labelsSchema = z
  .array(
    z.strictObject({
      kind: z.enum(CONFIDENCE_KINDS),
      locale: z.string().max(20),
      about: z.string().max(200),
      confidence: z.number().min(0).max(1),
      right: z.boolean(),
      at: z.number(),
    }),
  )
  .max(MOST_LABELS);

const OWNER = { id: 'owner', name: 'the owner' };

/** The desk goes on without its owner's socket: a start in a terminal prints a sign-in link as well. */
export async function answerOwner(
  { storeFile, logger, stops }: Services,
  context: EngineContext,
  signIn: (name?: string) => Promise<SignInReply>,
): Promise<void> {
  const dataDir = dirname(storeFile);
  const calibrate = async (file: string): Promise<CalibrateReply> => {
    const labels = labelsSchema.parse(JSON.parse(await readFile(join(dataDir, OWNER_FOLDER, file), 'utf8')));
    return { ok: true, fits: await learnFromFile(context, labels, OWNER) };
  };
  try {
    stops.push(
      await startOwnerSocket({
        dataDir,
        answer: (request) => (request.command === 'calibrate' ? calibrate(request.file) : signIn(request.name)),
      }),
    );
  } catch (error) {
    logger.warn(
      { err: error },
      '`relaydesk sign-in` and `calibrate` cannot reach this desk; started in a terminal, it prints a sign-in link',
    );
  }
}
