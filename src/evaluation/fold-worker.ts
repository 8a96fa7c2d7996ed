/** A thread that judges one fold after the other. */

import { parentPort } from 'node:worker_threads';
import { messageOf } from '../lib/errors.ts';
import type { FoldAnswer } from './cross-validate.ts';
import type { Fold } from './folds.ts';
import { judgeFold } from './judge-fold.ts';

parentPort?.on('message', async (fold: Fold) => {
  const answer: FoldAnswer = await judgeFold(fold).then(
    (judged) => ({ judged }),
    (error) => ({ error: messageOf(error) }),
  );
  parentPort?.postMessage(answer);
});
