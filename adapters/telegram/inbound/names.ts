/** What people and chats are called, and where they are seen. */

import { toCleanLine } from '../../../src/lib/clean-line.ts';

/** Somebody, or a chat, as Telegram names them. */
export interface Named {
  id: number;
  title?: string | undefined;
  first_name?: string | undefined;
  last_name?: string | undefined;
  username?: string | undefined;
}

/** The name of a person or the title of a chat, on one line; where nothing of it can be seen the username, then the number. */
export function nameOf({ id, title, first_name, last_name, username }: Named): string {
  const fullName = [first_name, last_name].filter((name) => name !== undefined).join(' ');
  return [title, fullName, username].map((name) => toCleanLine(name ?? '')).find((name) => name !== '') ?? String(id);
}

/** Where everybody sees something of a chat; undefined where the chat has no address. */
export function publicUrl(chat: Named | undefined, path: string | number | undefined): string | undefined {
  const username = chat?.username ?? '';
  return path !== undefined && /^\w+$/.test(username) ? `https://t.me/${username}/${path}` : undefined;
}
