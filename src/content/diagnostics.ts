/** Diagnostics: the admin's mistakes, while they are collected from the files. */

import type { ContentDiagnostic } from '../domain/content.ts';

/** A diagnostic of a file that is known already. */
export type Diagnostic = Omit<ContentDiagnostic, 'file'>;

/** A text of a file together with where it stands. */
export interface PlacedText {
  text: string;
  /** The 1-based line in the file of a 0-based row of `text`, as nearly as the format tells. */
  lineAt(row: number): number;
}

const MAX_DIAGNOSTICS_PER_FILE = 50;

/** An error at a 1-based line. */
export function errorAt(line: number, reason: string): Diagnostic {
  return { line, severity: 'error', reason };
}

/** A warning at a 1-based line. */
export function warningAt(line: number, reason: string): Diagnostic {
  return { line, severity: 'warning', reason };
}

/** Says which file the diagnostics are in. */
export function inFile(file: string, diagnostics: readonly Diagnostic[]): ContentDiagnostic[] {
  return diagnostics.map((diagnostic) => ({ file, ...diagnostic }));
}

/**
 * The diagnostics by file, then line, errors before warnings: the same list whatever order they were found in. Of a file
 * with very many, the first are told and the rest counted.
 */
export function sortDiagnostics(diagnostics: readonly ContentDiagnostic[]): ContentDiagnostic[] {
  const byFile = new Map<string, ContentDiagnostic[]>();
  for (const diagnostic of diagnostics) {
    const sameFile = byFile.get(diagnostic.file);
    if (sameFile === undefined) byFile.set(diagnostic.file, [diagnostic]);
    else sameFile.push(diagnostic);
  }
  const files = [...byFile].toSorted(([a], [b]) => compare(a, b));
  return files.flatMap(([file, inFile]) => cutShort(file, inFile.toSorted(byLine)));
}

function cutShort(file: string, diagnostics: ContentDiagnostic[]): ContentDiagnostic[] {
  const told = diagnostics.slice(0, MAX_DIAGNOSTICS_PER_FILE);
  const untold = diagnostics.slice(MAX_DIAGNOSTICS_PER_FILE);
  const [first] = untold;
  if (first === undefined) return told;
  const severity = hasErrors(untold) ? 'error' : 'warning';
  return [...told, { file, line: first.line, severity, reason: `and ${untold.length} more in this file` }];
}

/** Whether any of the diagnostics keeps the content from being used. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** Orders texts by their UTF-16 code units, the same on every machine. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function byLine(a: Diagnostic, b: Diagnostic): number {
  return a.line - b.line || compare(a.severity, b.severity) || compare(a.reason, b.reason);
}
