/** What a desk has in force now, or had when it ran last, to compare its files with. */

import { type LastGoodContent, lastGoodContentFile, readLastGood } from '../analyzer/last-good-content.ts';
import { deskFolders } from './content-root.ts';

/** Of the desk that is named as for `contentRoot`; undefined where it never ran with this data folder, or that is somebody else's. */
export async function contentInForce(named: string | undefined): Promise<LastGoodContent | undefined> {
  return readLastGood(lastGoodContentFile(deskFolders(named).data));
}

/** Which version is meant, in words. */
export function describeInForce({ keptAt }: LastGoodContent): string {
  return `the content that the desk put in force at ${new Date(keptAt).toISOString().replace('T', ' ').slice(0, 16)} UTC`;
}

/** What is said where there is nothing to compare with. */
export const NOTHING_IN_FORCE =
  'No content in force is known to compare with: this desk was never started, or its data folder cannot be read.';
