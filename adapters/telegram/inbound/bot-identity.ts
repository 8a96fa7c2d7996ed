/** Who the bot is. */
export interface BotIdentity {
  id: number;
  username: string;
}

/** Whether two usernames are the same: Telegram minds no case in them. */
export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
