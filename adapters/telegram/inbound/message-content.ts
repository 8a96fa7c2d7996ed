/** What somebody put into a message: words, files, and what is neither. */

import type { Enclosure } from '../../../src/domain/message.ts';
import { toCleanLine } from '../../../src/lib/clean-line.ts';
import { readItems, toItem } from './items.ts';
import type { MarkedText } from './marked-text.ts';
import { type ReceivedFile, readFiles } from './received-files.ts';
import { readRichMessage } from './rich-message.ts';
import type { TelegramContent, TelegramMessage } from './wire.ts';

export interface Content {
  /** As they were written, under a file or alone; of a sticker its emoji. */
  words: MarkedText;
  files: ReceivedFile[];
  items: Enclosure[];
}

/** The content of a message; undefined for one that nobody wrote, such as "pinned". Of what cannot be read the kind is named. */
export function readSent(message: TelegramMessage): Content | undefined {
  const [kind] = message.kinds;
  if (kind === undefined) return undefined;
  const content = readContent(message);
  const isWordsAlone = content.files.length === 0 && content.items.length === 0;
  const isTyped = message.text !== undefined || (message.rich_message !== undefined && content.words.text !== '');
  if (isTyped || !isWordsAlone) return content;
  const unknown = toItem(`Message of a kind the desk does not know (${toCleanLine(kind)})`, []);
  return { ...content, items: [unknown] };
}

/** The content of anything that has some: a message, one that is answered, one elsewhere. */
export function readContent(content: TelegramContent): Content {
  const { text, entities, caption, caption_entities, rich_message, paid_media, poll, sticker } = content;
  const rich = rich_message && readRichMessage(rich_message.blocks);
  const typed = text === undefined ? rich?.words : { text, marks: entities ?? [] };
  const besideFile = { text: caption ?? sticker?.emoji ?? '', marks: caption_entities ?? [] };
  const media = [
    content,
    ...(paid_media?.paid_media ?? []),
    poll?.media,
    ...(poll?.options.map((option) => option.media) ?? []),
  ];
  return {
    words: typed ?? besideFile,
    files: [...(rich?.files ?? []), ...media.flatMap((one) => (one === undefined ? [] : readFiles(one)))],
    items: readItems(content),
  };
}
