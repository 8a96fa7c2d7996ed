import { LRUCache } from 'lru-cache';
import type { CustomerCommand } from '../../../src/domain/customer-commands.ts';
import type { SlackApi } from '../slack-api.ts';

/** What customers can type anywhere, and what it asks for. Slack keeps `/help` and `/status` for itself. */
export const COMMANDS: readonly [string, CustomerCommand][] = [
  ['/desk-help', 'help'],
  ['/desk-human', 'human'],
  ['/desk-status', 'status'],
  ['/desk-language', 'language'],
  ['/desk-link', 'link'],
];

const MOST_KEPT = 10_000;
/** Slack waits three seconds for a command. */
const TIMEOUT_MS = 2_000;

/** The direct message with each person: commands are answered there, wherever they were typed. */
export function createDirectMessages(api: SlackApi): { with(userId: string): Promise<string> } {
  const known = new LRUCache<string, string>({ max: MOST_KEPT });
  return {
    async with(userId) {
      const opened = known.get(userId);
      if (opened !== undefined) return opened;
      const { channel } = await api.call('conversations.open', { users: userId }, { timeoutMs: TIMEOUT_MS });
      known.set(userId, channel.id);
      return channel.id;
    },
  };
}
