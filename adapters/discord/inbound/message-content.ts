/** What a message says, in the desk's terms: the customer's own words, files, and what is enclosed. */

import { MessageReferenceType, MessageType } from 'discord.js';
import type { MessageContent } from '../../../src/domain/inbound.ts';
import type { Attachment, Enclosure } from '../../../src/domain/message.ts';
import { toCleanLine } from '../../../src/lib/clean-line.ts';
import { type MessageLocation, toFileKey, toMessageKey } from '../keys.ts';
import { fileName, itemsOf, STICKER_IMAGES, stickerName, stickersOf, toItem, toLines, toUnknownItem } from './items.ts';
import type { AnsweredMessage, DiscordContent, DiscordMessage } from './message-wire.ts';
import { type Names, nameOf, readText } from './names.ts';

/** Where a message stands. */
export interface Standing {
  /** Whether the message that it answers was said in the same conversation. */
  answersWithin: boolean;
  /** Of the first message of a forum's post, the post's title. */
  postTitle: string | undefined;
}

/** What a message says. It is never blank: what cannot be carried is named. */
export type ReadContent = (message: DiscordMessage, standing: Standing) => Required<MessageContent>;

/** Reads messages for one bot. */
export function createContentReader(reader: { botId: string; names: Names }): ReadContent {
  const { botId } = reader;
  const parts = createPartReader(reader);
  const readQuote = createQuoteReader(parts);
  const readForward = createForwardReader(parts, reader.names);
  /** A mention of the bot and nothing else calls it; what else says nothing is something that the desk does not know. */
  const nameBlank = ({ content = '', mentions = [], type = 0, unknown }: DiscordMessage): Partial<MessageContent> => {
    const bot = mentions.find(({ id }) => id === botId);
    if (bot !== undefined && content.trim() !== '') return { text: `@${nameOf(bot)}` };
    return { enclosures: (unknown.length === 0 ? [`type ${type}`] : unknown).map(toUnknownItem) };
  };
  return (message, standing) => {
    const location = { channelId: message.channel_id, messageId: message.id };
    const { postTitle } = standing;
    const [quoted, forwarded] = [readQuote(message, standing), readForward(message, location)];
    const read = {
      text: parts.wordsOf(message),
      attachments: [...parts.filesOf(message, location), ...forwarded.attachments, ...quoted.attachments],
      enclosures: [
        ...quoted.enclosures,
        ...forwarded.enclosures,
        ...(postTitle === undefined ? [] : [toItem('Post', postTitle)]),
        ...itemsOf(message),
        ...message.unreadable.filter((name) => SAYS_SOMETHING.includes(name)).map(toUnknownItem),
      ],
    };
    const isBlank = read.text === '' && read.attachments.length + read.enclosures.length === 0;
    return isBlank ? { ...read, ...nameBlank(message) } : read;
  };
}

/** What a message, one that it passes on or one that it answers says by itself. */
function createPartReader({ botId, names }: { botId: string; names: Names }) {
  return {
    /** Its words, or what its stickers are called where it has none. */
    wordsOf: (content: DiscordContent): string =>
      readText(content, botId, names) || toLines(stickersOf(content).map((sticker) => `:${stickerName(sticker)}:`)),
    /** Its files and the pictures of its stickers; `location` is the message that they are opened by. */
    filesOf: (content: DiscordContent, location: MessageLocation): Attachment[] => {
      const keptAt = (fileId: string) => ({ channel: 'discord', account: botId, key: toFileKey(location, fileId) });
      const files = (content.attachments ?? []).map((file) => {
        const { id, content_type: mediaType, size: sizeBytes } = file;
        return { ...keptAt(id), name: fileName(file), mediaType, sizeBytes };
      });
      const pictures = stickersOf(content).flatMap((sticker) => {
        const format = STICKER_IMAGES[sticker.format_type ?? 0];
        if (format === undefined) return [];
        const name = `${stickerName(sticker)}.${format}`;
        return { ...keptAt(sticker.id), name, mediaType: `image/${format}`, sizeBytes: undefined };
      });
      return [...files, ...pictures];
    },
  };
}

type PartReader = ReturnType<typeof createPartReader>;

/** Reads what a reply answers: its words, and its files as well where it was not said in the same conversation. */
function createQuoteReader({ wordsOf, filesOf }: PartReader) {
  const quote = (answered: AnsweredMessage, isWithin: boolean, location: MessageLocation): Required<MessageContent> => {
    const parts = [answered, ...(answered.message_snapshots ?? []).map(({ message }) => message)];
    const attachments = parts.flatMap((part) => filesOf(part, location));
    const items = parts.flatMap(itemsOf);
    const text = toLines([...parts.map(wordsOf), ...items.map((item) => item.text)]);
    const title = text === '' ? (items[0]?.title ?? attachments[0]?.name) : undefined;
    const enclosure = toQuote({ title, author: answered.author && nameOf(answered.author), text }, isWithin, location);
    return { text: '', attachments: isWithin ? [] : attachments, enclosures: [enclosure] };
  };
  return (message: DiscordMessage, { answersWithin }: Standing): Required<MessageContent> => {
    const { referenced_message: answered, message_reference: reference, channel_id } = message;
    const channelId = reference?.channel_id ?? answered?.channel_id ?? channel_id;
    const messageId = answered?.id ?? reference?.message_id;
    const isReply = message.type === MessageType.Reply || answered != null;
    if (!isReply || messageId === undefined) return NOTHING;
    const location = { channelId, messageId };
    if (answered != null) return quote(answered, answersWithin, location);
    const title = answered === null ? 'Deleted message' : undefined;
    const enclosure = toQuote({ title, author: undefined, text: '' }, answersWithin, location);
    return { ...NOTHING, enclosures: [enclosure] };
  };
}

function toQuote(
  said: Pick<Enclosure, 'title' | 'author' | 'text'>,
  isWithin: boolean,
  location: MessageLocation,
): Enclosure {
  return { kind: 'quote', ...said, url: undefined, messageKey: isWithin ? toMessageKey(location) : undefined };
}

/** Reads what a message passes on; Discord does not tell whose it was, but where it stood. */
function createForwardReader({ wordsOf, filesOf }: PartReader, names: Names) {
  return (message: DiscordMessage, location: MessageLocation): Required<MessageContent> => {
    const { message_reference: reference, message_snapshots: snapshots = [] } = message;
    const channel = names.channel(reference?.channel_id ?? '');
    const forward = { kind: 'forward' as const, author: channel && toCleanLine(`#${channel}`), url: undefined };
    if (snapshots.length === 0 && reference?.type === MessageReferenceType.Forward)
      return { ...NOTHING, enclosures: [{ ...forward, title: 'Message that Discord does not show', text: '' }] };
    const passedOn = snapshots.map((snapshot) => snapshot.message);
    return {
      text: '',
      attachments: passedOn.flatMap((part) => filesOf(part, location)),
      enclosures: passedOn.flatMap((part): Enclosure[] => [
        { ...forward, title: undefined, text: wordsOf(part) },
        ...itemsOf(part),
      ]),
    };
  };
}

/** Fields whose words or files are missed where they cannot be read. */
const SAYS_SOMETHING = [
  ...['content', 'attachments', 'sticker_items', 'poll', 'embeds', 'components', 'activity', 'shared_client_theme'],
  'message_snapshots',
];

const NOTHING: Required<MessageContent> = { text: '', attachments: [], enclosures: [] };
