import { EMOJI_NAMES } from './emoji-names.ts';

/** Slack's mrkdwn as people read it. */

/** `<@U1>`, `<@U1|kim>`, `<#C1|help>`, `<!here>`, `<!subteam^S1|@team>`, `<https://…|label>`. */
const CONTROL = /<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>/g;

/** The ids of the people a text mentions. */
export function mentionsIn(mrkdwn: string): string[] {
  const mentions = [...mrkdwn.matchAll(CONTROL)].filter(([, sign]) => sign === '@');
  return [...new Set(mentions.map(([, , id = '']) => id))];
}

/** The text with mentions as names, links as their label and address, and nothing escaped. */
export function toReadableText(mrkdwn: string, nameOf: (userId: string) => string | undefined): string {
  const shown = mrkdwn.replace(CONTROL, (_whole, sign: string, target: string, label: string | undefined) => {
    if (sign === '@') return `@${nameOf(target) ?? (label || 'unknown')}`;
    if (sign === '#') return `#${label || 'channel'}`;
    if (sign === '!') return readCommand(target, label);
    return linkWords(target, label);
  });
  return withoutEscapes(shown);
}

/** The text without mentions of this one. */
export function withoutMention(mrkdwn: string, userId: string): string {
  const withoutIt = mrkdwn.replace(CONTROL, (whole, sign: string, target: string) =>
    sign === '@' && target === userId ? '' : whole,
  );
  return withoutIt.trim();
}

/** A text that Slack shows as it is, wherever it reads mrkdwn. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function readCommand(target: string, label: string | undefined): string {
  if (label) return label;
  return target.startsWith('subteam^') ? '@group' : `@${target}`;
}

/** A link as its label and address, once where they are the same. */
export function linkWords(target: string, label: string | undefined): string {
  const address = target.replace(/^(mailto|tel):/, '');
  return !label || address.endsWith(label) || label === target ? address : `${label} (${address})`;
}

function withoutEscapes(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** The emoji of a reaction's name, whatever its skin tone: as Unicode, or `:name:` for a workspace's own. */
export function emojiOf(name: string): string {
  const [plain = ''] = name.split('::skin-tone-');
  return Object.hasOwn(EMOJI_NAMES, plain) ? (EMOJI_NAMES[plain] ?? '') : `:${plain}:`;
}

const EMOJI = /:([a-z0-9_+'-]{1,100}(?:::skin-tone-[2-6])?):/g;

/** The text with the emoji that are named in it as Unicode, as far as Slack has them. */
export function withEmoji(text: string): string {
  return text.replace(EMOJI, (_whole, name: string) => emojiOf(name));
}

/** A timestamp of Slack's in epoch milliseconds. */
export function toMilliseconds(timestamp: string): number {
  return Math.floor(Number(timestamp) * 1_000);
}
