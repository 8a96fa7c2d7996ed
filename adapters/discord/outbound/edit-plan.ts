/** What becomes of the parts of a message when it is edited. */

import type { PostedFile } from '../records.ts';

/** A part that is on Discord; `files` is undefined where it has none or nobody remembers. */
export interface PresentPart {
  key: string;
  files: PostedFile[] | undefined;
}

export interface PartChange {
  key: string;
  /** Undefined where the text stays. */
  content: string | undefined;
  /** The files that stay; undefined where all of them do. */
  keptFiles: PostedFile[] | undefined;
}

export interface EditPlan {
  /** Parts that stay with their text, in order, and what changes about them. */
  texts: PartChange[];
  /** Texts that are sent as further parts, after those. */
  added: string[];
  /** Parts that stay and are nothing but files; they come last. */
  files: PartChange[];
  /** The keys of the parts that go. */
  removed: string[];
}

/**
 * How parts that are there come to show these texts, and no other files than the wanted ones, by their sources. The files of the
 * first part that has any stand below its text, those of the others alone; `fileParts` is how many of those there are where nobody
 * remembers the files.
 */
export function planEdit(
  present: PresentPart[],
  wanted: { texts: string[]; sources: string[]; fileParts: number },
): EditPlan {
  const { textual, alone } = divide(present, wanted.fileParts);
  const texts = textual.map((part, index) => planTextual(part, wanted.texts[index], wanted.sources));
  const files = alone.map((part) => planAlone(part, wanted.sources));
  const added = wanted.texts.slice(textual.length);
  const [first] = texts;
  // A message of Discord's is never empty.
  if (first !== undefined && ![...texts, ...files].some(({ stays }) => stays) && added.length === 0) {
    Object.assign(first, { stays: true, change: { ...first.change, content: '…' } });
  }
  const staying = (plans: Plan[]): PartChange[] => plans.filter(({ stays }) => stays).map(({ change }) => change);
  const removed = [...texts, ...files].filter(({ stays }) => !stays).map(({ change }) => change.key);
  return { texts: staying(texts), added, files: staying(files), removed };
}

interface Plan {
  stays: boolean;
  change: PartChange;
}

function divide(present: PresentPart[], fileParts: number): { textual: PresentPart[]; alone: PresentPart[] } {
  const carrier = present.findIndex(({ files = [] }) => files.length > 0);
  const textCount = present.length - fileParts;
  const isAlone = ({ files = [] }: PresentPart, index: number): boolean =>
    carrier < 0 ? index > 0 && index >= textCount : index !== carrier && files.length > 0;
  return { textual: present.filter((part, index) => !isAlone(part, index)), alone: present.filter(isAlone) };
}

/** A text for which there is no use any more stays, empty, as long as there are files below it. */
function planTextual({ key, files }: PresentPart, text: string | undefined, sources: string[]): Plan {
  const { kept, keptFiles } = keep(files ?? [], sources);
  const mayHaveFiles = files === undefined && text !== undefined && sources.length > 0;
  const clearsFiles = files === undefined && sources.length === 0;
  return {
    stays: (text ?? '') !== '' || kept.length > 0 || mayHaveFiles,
    change: { key, content: text ?? '', keptFiles: clearsFiles ? [] : keptFiles },
  };
}

function planAlone({ key, files }: PresentPart, sources: string[]): Plan {
  const { kept, keptFiles } = keep(files ?? [], sources);
  return { stays: files === undefined || kept.length > 0, change: { key, content: undefined, keptFiles } };
}

function keep(files: PostedFile[], sources: string[]): { kept: PostedFile[]; keptFiles: PostedFile[] | undefined } {
  const kept = files.filter(({ source }) => sources.includes(source));
  return { kept, keptFiles: kept.length < files.length ? kept : undefined };
}
