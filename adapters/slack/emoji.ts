import { EMOJI_NAMES } from './emoji-names.ts';

/** The emoji of a reaction's name, whatever its skin tone: as Unicode, or `:name:` for a workspace's own. */
export function emojiOf(name: string): string {
  const [plain = ''] = name.split('::skin-tone-');
  return Object.hasOwn(EMOJI_NAMES, plain) ? (EMOJI_NAMES[plain] ?? '') : `:${plain}:`;
}
