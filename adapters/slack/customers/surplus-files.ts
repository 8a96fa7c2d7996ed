import type { Attachment } from '../../../src/domain/message.ts';

/** A file that was sent, as Slack has it. */
export interface SentFile {
  id: string;
  name: string;
  sizeBytes: number | undefined;
}

/**
 * The ids of the files that a message was sent with and has no more. Slack may have changed a name: a file that has the size of one
 * that is left counts as it, so that none is taken away that should stay.
 */
export function surplusFiles(sent: readonly SentFile[], left: readonly Attachment[]): string[] {
  const unmatched = new Set(left);
  let surplus = [...sent];
  const match = (isSame: (file: SentFile, attachment: Attachment) => boolean): void => {
    surplus = surplus.filter((file) => {
      const found = [...unmatched].find((attachment) => isSame(file, attachment));
      return found === undefined || !unmatched.delete(found);
    });
  };
  match((file, attachment) => isNamed(file, attachment) && isSized(file, attachment));
  match(isNamed);
  match(isSized);
  return surplus.map(({ id }) => id);
}

function isNamed(file: SentFile, { name }: Attachment): boolean {
  return file.name === name;
}

function isSized(file: SentFile, { sizeBytes }: Attachment): boolean {
  return sizeBytes !== undefined && file.sizeBytes === sizeBytes;
}
