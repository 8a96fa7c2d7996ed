/** By what words a message is found: its own, those of what it passes on, and the names of its files. */

import type { Attachment, Enclosure } from '../../domain/message.ts';
import { parseJson } from '../encoding.ts';

interface Details {
  attachments?: Attachment[];
  enclosures?: Enclosure[];
}

/** All of them as one text. `details` is the column of that name. */
export function searchableText(text: string, details: string | null): string {
  if (details === null) return text;
  const { attachments = [], enclosures = [] } = parseJson<Details>(details, 'messages', 'details');
  const enclosed = enclosures.flatMap(({ title, author, text: words }) => [title, author, words]);
  return [text, ...enclosed, ...attachments.map(({ name }) => name)].filter(Boolean).join('\n');
}
