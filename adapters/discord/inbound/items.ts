/** What a message carries beside words and files, as items for staff to read. */

import { MessageActivityType, StickerFormatType } from 'discord.js';
import type { Enclosure } from '../../../src/domain/message.ts';
import { toCleanLine } from '../../../src/lib/clean-line.ts';
import { readComponents } from './components.ts';
import type { DiscordContent, DiscordEmbed, DiscordFile, DiscordSticker } from './message-wire.ts';

type Poll = NonNullable<DiscordContent['poll']>;

/** Polls, previews of links, stickers without a picture and the like, each with its words. */
export function itemsOf(content: DiscordContent): Enclosure[] {
  const { poll, embeds = [], components = [], attachments = [], activity, application } = content;
  const card = readComponents(components);
  return [
    ...attachments.flatMap(aboutFile),
    ...stickersOf(content).filter(isUnseen).map(nameSticker),
    ...(poll === undefined ? [] : [toItem('Poll', wordsOfPoll(poll))]),
    ...embeds.map(fromEmbed),
    ...(card === '' ? [] : [toItem('Card', card)]),
    ...(activity === undefined ? [] : [toItem(INVITATIONS[activity.type ?? 0] ?? 'Activity', application?.name)]),
    ...(activity === undefined && application !== undefined ? [toItem('Application', application.name)] : []),
    ...(content.shared_client_theme === undefined ? [] : [toItem('Theme')]),
  ];
}

/** Something by what staff are told it is. */
export function toItem(title: string, text = '', url?: string, author?: string): Enclosure {
  return { kind: 'item', title, author: toCleanLine(author ?? '') || undefined, text: text.trim(), url: toWebUrl(url) };
}

/** What the desk has no word for, by the name that Discord has for it. */
export function toUnknownItem(name: string): Enclosure {
  return toItem(`Message of a kind the desk does not know (${toCleanLine(name)})`);
}

/** The stickers of a message, however it lists them. */
export function stickersOf({ sticker_items, stickers = [] }: DiscordContent): DiscordSticker[] {
  return sticker_items ?? stickers;
}

/** What a sticker is called; its id where it has no name. */
export function stickerName({ id, name = '' }: DiscordSticker): string {
  return toCleanLine(name) || id;
}

/** Lottie is an animation that only Discord shows. */
function isUnseen({ format_type }: DiscordSticker): boolean {
  return STICKER_IMAGES[format_type ?? 0] === undefined;
}

/** The pictures that stickers are, by Discord's numbers. */
export const STICKER_IMAGES: Partial<Record<number, 'png' | 'gif'>> = {
  [StickerFormatType.PNG]: 'png',
  [StickerFormatType.APNG]: 'png',
  [StickerFormatType.GIF]: 'gif',
};

const INVITATIONS: Partial<Record<number, string>> = {
  [MessageActivityType.Join]: 'Invitation to a game',
  [MessageActivityType.Spectate]: 'Invitation to watch',
  [MessageActivityType.Listen]: 'Invitation to listen',
  [MessageActivityType.JoinRequest]: 'Request to join a game',
  [MessageActivityType.StreamRequest]: 'Request to watch',
};

const EMBED_TITLES: Partial<Record<string, string>> = { image: 'Picture', video: 'Video', gifv: 'GIF' };

/** What a file was called by who sent it; its id where that says nothing. */
export function fileName({ id, filename = '', title }: DiscordFile): string {
  const ending = filename.includes('.') ? filename.slice(filename.lastIndexOf('.')) : '';
  return (title && toCleanLine(title + ending)) || toCleanLine(filename) || id;
}

function aboutFile(file: DiscordFile): Enclosure[] {
  const { description = '', duration_secs: seconds } = file;
  return [
    ...(seconds === undefined ? [] : [toItem(`Voice message of ${Math.round(seconds)} s`)]),
    ...(description.trim() === '' ? [] : [toItem(`Description of ${fileName(file)}`, description)]),
  ];
}

function nameSticker(sticker: DiscordSticker): Enclosure {
  return toItem('Sticker', stickerName(sticker));
}

function wordsOfPoll({ question, answers }: Poll): string {
  const parts = [question, ...answers.map(({ poll_media }) => poll_media)];
  return toLines(parts.map(({ text, emoji }) => text || emoji?.name));
}

function fromEmbed(embed: DiscordEmbed): Enclosure {
  const { type = '', title, description, fields = [], footer, author } = embed;
  const text = toLines([title, description, ...fields.map(({ name, value }) => `${name}: ${value}`), footer?.text]);
  const url = embed.url ?? embed.image?.url ?? embed.video?.url ?? embed.thumbnail?.url;
  return toItem(EMBED_TITLES[type] ?? (url === undefined ? 'Card' : 'Link'), text, url, author?.name);
}

/** Those parts that say something, a line each. */
export function toLines(parts: readonly (string | undefined)[]): string {
  return parts.flatMap((part) => part?.trim() || []).join('\n');
}

function toWebUrl(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === 'http:' || protocol === 'https:' ? href : undefined;
}
