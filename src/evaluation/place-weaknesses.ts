import { sortDiagnostics } from '../content/diagnostics.ts';
import type { LocaleFiles } from '../content/locale-rules.ts';
import type { ContentDiagnostic } from '../domain/content.ts';
import type { Weakness, WeaknessPlace } from './weakness.ts';

/** The weaknesses as warnings in the files that the content was read from. */
export function placeWeaknesses(
  weaknesses: readonly Weakness[],
  files: Record<string, LocaleFiles>,
): ContentDiagnostic[] {
  const placed = weaknesses.map(({ locale, at, reason }): ContentDiagnostic => {
    const place = placeIn(at, files[locale]) ?? { file: `intents/${locale}`, line: 1 };
    return { ...place, severity: 'warning', reason };
  });
  return sortDiagnostics(placed);
}

function placeIn(
  at: WeaknessPlace | undefined,
  files: LocaleFiles | undefined,
): { file: string; line: number } | undefined {
  if (at === undefined || files === undefined) return undefined;
  if ('article' in at) {
    const file = files.articleFiles.find(({ id }) => id === at.article)?.file;
    return file === undefined ? undefined : { file, line: 1 };
  }
  for (const { file, drafts } of files.intentFiles) {
    const draft = drafts.find(({ name }) => name.text === at.intent);
    if (draft === undefined) continue;
    const utterance = draft.utterances.find(({ text }) => text.trim() === at.utterance);
    const slot = draft.slots.find(({ text }) => text === at.slot);
    return { file, line: (utterance ?? slot ?? draft.name).lineAt(0) };
  }
  return undefined;
}
