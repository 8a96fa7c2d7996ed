/** The day as it is played. */

import { discordScenes } from './discord-scenes.ts';
import { queueScenes } from './queue-scenes.ts';
import type { Part, Scene } from './scene.ts';
import { staffScenes } from './staff-scenes.ts';
import { telegramScenes } from './telegram-scenes.ts';

/** The scenes of a day in their order. */
export const DAY: readonly Scene[] = [
  telegramScenes.orderIsFound,
  telegramScenes.deliveryInChinese,
  discordScenes.returnInDirectMessage,
  discordScenes.helpChannel,
  telegramScenes.groupMention,
  discordScenes.mention,
  telegramScenes.brokenLamp,
  staffScenes.raceForTheClaim,
  staffScenes.photoAndSolution,
  staffScenes.editsAndDeletes,
  staffScenes.snoozeAndResolve,
  queueScenes.whoWaits,
  queueScenes.nobodyClaims,
  queueScenes.blockedBot,
  queueScenes.twoChannels,
  queueScenes.articleInOneClick,
];

/** The scenes for which everything they need is connected. */
export function scenesFor(parts: readonly Part[]): Scene[] {
  return DAY.filter(({ needs }) => needs.every((part) => parts.includes(part)));
}
