/** The adapters' settings in a `desk.yaml` text. */

import { z } from 'zod';
import { discordSection, toDiscordSettings } from '../../adapters/discord/settings.ts';
import { slackSection, toSlackSettings } from '../../adapters/slack/settings.ts';
import { telegramSection, toTelegramSettings } from '../../adapters/telegram/settings.ts';
import { parseDeskFile } from '../../src/config/desk-file.ts';

export function adapterSettings(text: string) {
  const { adapters } = parseDeskFile(text);
  return {
    slack: toSlackSettings(z.strictObject(slackSection).parse(adapters.slack)),
    discord: toDiscordSettings(z.strictObject(discordSection).parse(adapters.discord)),
    telegram: toTelegramSettings(z.strictObject(telegramSection).parse(adapters.telegram)),
  };
}
