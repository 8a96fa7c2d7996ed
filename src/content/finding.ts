/** Mistakes while they are being collected, before they are told to the admin. */

import type { ContentDiagnostic } from '../domain/content.ts';

/** A mistake within one file. */
export type Diagnostic = Omit<ContentDiagnostic, 'file'>;

/** A text of a file together with where it stands. */
export interface PlacedText {
  text: string;
  /** The 1-based line in the file of a 0-based row of `text`, as nearly as the format tells. */
  lineAt(row: number): number;
}

const MAX_PROBLEMS_PER_FILE = 50;

/** An error at a 1-based line. */
export function errorAt(line: number, reason: string): Diagnostic {
  return { line, severity: 'error', reason };
}

/** A warning at a 1-based line. */
export function warningAt(line: number, reason: string): Diagnostic {
  return { line, severity: 'warning', reason };
}

/** Says which file the findings are in. */
export function inFile(file: string, findings: readonly Diagnostic[]): ContentDiagnostic[] {
  return findings.map((finding) => ({ file, ...finding }));
}

/**
 * The problems by file, then line, errors before warnings: the same list whatever order they were found in. Of a file
 * with very many, the first are told and the rest counted.
 */
export function sortProblems(problems: readonly ContentDiagnostic[]): ContentDiagnostic[] {
  const byFile = new Map<string, ContentDiagnostic[]>();
  for (const problem of problems) {
    const sameFile = byFile.get(problem.file);
    if (sameFile === undefined) byFile.set(problem.file, [problem]);
    else sameFile.push(problem);
  }
  const files = [...byFile].toSorted(([a], [b]) => compare(a, b));
  return files.flatMap(([file, inFile]) => cutShort(file, inFile.toSorted(byLine)));
}

function cutShort(file: string, problems: ContentDiagnostic[]): ContentDiagnostic[] {
  const told = problems.slice(0, MAX_PROBLEMS_PER_FILE);
  const untold = problems.slice(MAX_PROBLEMS_PER_FILE);
  const [first] = untold;
  if (first === undefined) return told;
  const severity = hasErrors(untold) ? 'error' : 'warning';
  return [...told, { file, line: first.line, severity, reason: `and ${untold.length} more in this file` }];
}

/** Whether any of the findings keeps the content from being used. */
export function hasErrors(findings: readonly Diagnostic[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}

/** Orders texts by their UTF-16 code units, the same on every machine. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function byLine(a: Diagnostic, b: Diagnostic): number {
  return a.line - b.line || compare(a.severity, b.severity) || compare(a.reason, b.reason);
}
