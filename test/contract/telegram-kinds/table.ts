import type { Message, MessageOrigin, RichBlock } from '@grammyjs/types';
import type { MessageKind } from '../message-kinds.ts';

/** Every field of Telegram's messages, every origin of what is passed on, and every block of a pasted message. */
export type TelegramKind = keyof Message | `forwarded from ${MessageOrigin['type']}` | `pasted ${RichBlock['type']}`;

/** Rows whose messages are such as Telegram's types describe. */
export type TelegramRows<Kind extends string> = Readonly<
  Record<Kind, MessageKind & ({ sent: Partial<Message> } | { notAKind: string })>
>;

/** A file as Telegram tells of it. */
export const FILE = { file_id: 'F', file_unique_id: 'U', file_size: 3 } as const;
const SIZED = { width: 8, height: 6 } as const;
export const PHOTO = [{ ...FILE, ...SIZED, file_id: 'P' }];
export const VIDEO = { ...FILE, ...SIZED, duration: 1 } as const;
export const STICKER = { ...FILE, ...SIZED, type: 'regular', is_animated: false, is_video: false } as const;
export const SOMEBODY = { id: 77, is_bot: false, first_name: 'Lu', last_name: 'Wu' } as const;
export const SHOP = { id: -1_001_000_000_055, type: 'channel', title: 'Shop news', username: 'shop_news' } as const;
export const CLUB = { id: -1_001_000_000_066, type: 'supergroup', title: 'Lamp club' } as const;
