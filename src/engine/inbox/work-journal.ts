/** What is in work, so that the next start knows what the process died of. */

import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';
import { codeOf } from '../../lib/errors.ts';

export interface WorkJournal {
  /** Rows of the inbox that are being handled from now on. */
  begin(rowIds: readonly number[]): void;
  /** Rows that are not in work any more. */
  end(rowIds: readonly number[]): void;
  close(): void;
}

const ID_BYTES = 8;
/** Far more rows than are ever in work at once; what finds no place is not noted. */
const SLOT_COUNT = 16_384;

/** The rows that were in work when the process that kept this journal ended; none where there is no journal. */
export function readWorkJournal(file: string): number[] {
  const bytes = readIfThere(file);
  const ids: number[] = [];
  for (let at = 0; at + ID_BYTES <= bytes.length; at += ID_BYTES) {
    const id = Number(bytes.readBigUInt64LE(at));
    if (id > 0 && Number.isSafeInteger(id)) ids.push(id);
  }
  return ids;
}

/**
 * A new, empty journal in a file. Its ids are written at once and never flushed: they are to survive the process, not a power
 * cut, and so cost a row in work some microseconds.
 * @throws a system error when the file cannot be written
 */
export function createWorkJournal(file: string): WorkJournal {
  // What is there is written over in place: its space is taken once and for all, so that a disk that is full later does not matter.
  const descriptor = openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
  writeSync(descriptor, Buffer.alloc(SLOT_COUNT * ID_BYTES), 0, SLOT_COUNT * ID_BYTES, 0);
  const free = Array.from({ length: SLOT_COUNT }, (_, slot) => SLOT_COUNT - 1 - slot);
  const slots = new Map<number, number>();
  const bytes = Buffer.alloc(ID_BYTES);
  const write = (slot: number, id: number): void => {
    bytes.writeBigUInt64LE(BigInt(id));
    writeSync(descriptor, bytes, 0, ID_BYTES, slot * ID_BYTES);
  };
  return {
    begin(rowIds) {
      for (const id of rowIds) {
        const slot = free.pop();
        if (slot === undefined) return;
        slots.set(id, slot);
        write(slot, id);
      }
    },
    end(rowIds) {
      for (const id of rowIds) {
        const slot = slots.get(id);
        if (slot === undefined) continue;
        slots.delete(id);
        write(slot, 0);
        free.push(slot);
      }
    },
    close: () => closeSync(descriptor),
  };
}

function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
