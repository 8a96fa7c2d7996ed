/** Emoji put on messages, and which scores they amount to. */

/** The score of each emoji that counts: 1 for good, 0 for bad. */
export type ReactionScores = Record<string, 0 | 1>;

/** Marks that only colour an emoji, or choose how it is drawn. */
const VARIANTS = /[\u{FE0E}\u{FE0F}\u{1F3FB}-\u{1F3FF}]/gu;

/** An emoji without its skin tone and way of drawing, so that 👍🏽 counts as 👍. */
export function normalizeEmoji(emoji: string): string {
  return emoji.replace(VARIANTS, '');
}

/** The reactions on a message once one was put on it or taken away: each emoji once, the newest last. */
export function changeReactions(reactions: readonly string[], change: { emoji: string; added: boolean }): string[] {
  const emoji = normalizeEmoji(change.emoji);
  const others = reactions.filter((other) => other !== emoji);
  return change.added ? [...others, emoji] : others;
}

/** The score these reactions amount to: that of the newest which counts; undefined when none does. */
export function scoreOfReactions(reactions: readonly string[], scores: ReactionScores): 0 | 1 | undefined {
  const counting = reactions.findLast((emoji) => Object.hasOwn(scores, emoji));
  return counting === undefined ? undefined : scores[counting];
}
