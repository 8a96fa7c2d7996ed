/** Whether content stays without mistakes when files are added to it. */

import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentDiagnostic } from '../../domain/content.ts';
import { errorAt, sortDiagnostics } from '../diagnostics.ts';
import { type LoadOptions, loadContent } from '../load-content.ts';
import { MAX_BYTES } from '../read-text.ts';

const IN_THE_WAY =
  'there is already such a file, which is not written over: have the new one called otherwise, or move this one away';

/** What would be wrong with the content if the files were added, and is not now; and warnings about the files themselves. */
export async function checkAdded(
  options: LoadOptions & { added: ReadonlyMap<string, string> },
): Promise<ContentDiagnostic[]> {
  const { root, added } = options;
  const refused: ContentDiagnostic[] = [];
  for (const [file, text] of added) {
    if (Buffer.byteLength(text) > MAX_BYTES)
      refused.push({ file, ...errorAt(1, 'the file would be larger than 1 MB') });
    const stats = await lstat(join(root, file)).catch(() => undefined);
    if (stats !== undefined) refused.push({ file, ...errorAt(1, IN_THE_WAY) });
  }
  if (refused.length > 0) return sortDiagnostics(refused);
  const before = await loadContent({ ...options, added: undefined });
  const known = new Set(before.diagnostics.map(toKey));
  const after = await loadContent(options);
  return after.diagnostics.filter(
    (diagnostic) => !known.has(toKey(diagnostic)) && (diagnostic.severity === 'error' || added.has(diagnostic.file)),
  );
}

function toKey({ file, line, reason }: ContentDiagnostic): string {
  return JSON.stringify([file, line, reason]);
}
