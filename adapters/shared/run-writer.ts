import type { Format, Run } from './formatted-text.ts';

/** Writes runs one after the other, with the formats that are open and the breaks that are due between blocks. */
export interface RunWriter {
  readonly runs: Run[];
  write(text: string, ...formats: Format[]): void;
  /** Opens a format, or none, until `close`; one that is open already is not opened within itself. */
  open(format: Format | undefined): void;
  /** Closes what was opened last. */
  close(): void;
  /** Asks for at least so many line breaks before what is written next; there are none before the first. */
  breakLines(count: number): void;
  /** Puts a mark, such as a bullet, before what is written next. */
  mark(text: string): void;
  /** Whether a mark waits for its text. */
  isMarked(): boolean;
}

/** Begins with nothing written. */
export function createRunWriter(): RunWriter {
  const runs: Run[] = [];
  const opened: (Format | undefined)[] = [];
  let open: readonly Format[] = [];
  let lineBreaks = 0;
  let mark = '';

  const append = (text: string, formats: readonly Format[]): void => {
    if (text !== '') runs.push({ text, formats });
  };
  const appendWhatIsDue = (): void => {
    const before = runs.at(-1);
    // A break between two blocks is inside a format only where both blocks are.
    if (before)
      append(
        '\n'.repeat(lineBreaks),
        open.filter((format) => before.formats.includes(format)),
      );
    append(
      mark,
      open.filter(({ kind }) => kind === 'quote'),
    );
    lineBreaks = 0;
    mark = '';
  };

  return {
    runs,
    write: (text, ...formats) => {
      if (text === '') return;
      appendWhatIsDue();
      append(text, [...open, ...formats]);
    },
    open: (format) => {
      const isNew = format !== undefined && !open.some(({ kind }) => kind === format.kind);
      opened.push(isNew ? format : undefined);
      if (isNew) open = [...open, format];
    },
    close: () => {
      if (opened.pop() !== undefined) open = open.slice(0, -1);
    },
    breakLines: (count) => {
      lineBreaks = Math.max(lineBreaks, count);
    },
    mark: (text) => {
      mark = text;
    },
    isMarked: () => mark !== '',
  };
}
