type LinkEntity = { type: 'text_link'; url: string } | { type: 'text_mention'; userId: number };

/** What a link becomes: a mention for tg://user, a link for an address Telegram accepts, otherwise nothing at all. */
export function linkEntity(address: string): LinkEntity | undefined {
  const user = /^tg:\/\/user\?id=(\d+)$/.exec(address);
  if (user?.[1]) return { type: 'text_mention', userId: Number(user[1]) };
  const url = checkedUrl(address);
  return url === undefined ? undefined : { type: 'text_link', url };
}

/** The address as Telegram keeps it: http, https and its own schemes only; a bare host becomes http. */
export function checkedUrl(address: string): string | undefined {
  const hasHostAndPort = /^[^/:]+\.[^/:]+:\d+/.test(address);
  const scheme = hasHostAndPort ? undefined : /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase();
  if (scheme === 'tg' || scheme === 'ton') return address;
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return undefined;
  const full = scheme === undefined ? `http://${address}` : address;
  if (!URL.canParse(full)) return undefined;
  const parsed = new URL(full);
  return parsed.hostname.includes('.') || parsed.hostname === 'localhost' ? parsed.href : undefined;
}
