/** Everybody and everything in the demo: the three platforms on this machine, the people on them, and the places they meet in. */

import { createDiscordPlatform } from '../platforms/discord/platform.ts';
import { type Changes, createChanges } from '../platforms/shared/changes.ts';
import { createSlackPlatform } from '../platforms/slack/slack-platform.ts';
import { createTelegramPlatform } from '../platforms/telegram/telegram-platform.ts';
import { showDiscord } from './places/discord-places.ts';
import type { PlatformName, ShowPlaces } from './places/place.ts';
import { showSlack } from './places/slack-places.ts';
import { showTelegram } from './places/telegram-places.ts';

export interface Cast {
  slack: Awaited<ReturnType<typeof openSlack>>;
  discord: Awaited<ReturnType<typeof openDiscord>>;
  telegram: Awaited<ReturnType<typeof openTelegram>>;
  /** What each platform shows now. */
  shows: Record<PlatformName, ShowPlaces>;
  /** Whether the desk is connected to each platform now. */
  isConnected: Record<PlatformName, () => boolean>;
  /** Resolves with what `look` finds; it looks now and after everything that happens on any platform. */
  until: Changes['until'];
  close(): Promise<void>;
}

/** Starts the platforms, each on a free port of the loopback interface, and has everybody join. */
export async function openCast(): Promise<Cast> {
  const changes = createChanges();
  const [slack, discord, telegram] = await Promise.all([openSlack(changes), openDiscord(), openTelegram()]);
  let isClosed = false;
  for (const { platform } of [slack, discord, telegram]) {
    void platform.until(() => {
      changes.happened();
      return isClosed;
    });
  }
  return {
    slack,
    discord,
    telegram,
    shows: { slack: slack.show, discord: discord.show, telegram: telegram.show },
    isConnected: {
      slack: () => slack.platform.sockets() > 0,
      discord: () => discord.platform.gateway.connected() > 0,
      telegram: telegram.platform.updates.isListening,
    },
    until: changes.until,
    close: async () => {
      isClosed = true;
      await Promise.all([slack.platform.close(), discord.platform.close(), telegram.platform.close()]);
    },
  };
}

/** The staff: Ann and Ben are agents, Mara leads. */
async function openSlack(changes: Changes) {
  const platform = await createSlackPlatform({ botName: 'Relaydesk' });
  const ann = platform.createUser({ name: 'Ann' });
  const ben = platform.createUser({ name: 'Ben' });
  const mara = platform.createUser({ name: 'Mara', admin: true });
  const people = [ann, ben, mara];
  const support = platform.createChannel({ name: 'support', members: people });
  const show = showSlack({ platform, people, channels: [support], botName: 'Relaydesk', changed: changes.happened });
  return { platform, ann, ben, mara, support, show };
}

async function openDiscord() {
  const platform = await createDiscordPlatform({ botName: 'Relaydesk' });
  const guild = platform.createGuild({ name: 'Lanternfold' });
  const help = platform.createChannel(guild, { name: 'help', topic: 'Ask us anything' });
  const general = platform.createChannel(guild, { name: 'general' });
  const noor = platform.createUser({ name: 'Noor', in: [guild] });
  const jun = platform.createUser({ name: '阿俊', in: [guild], locale: 'zh-CN' });
  const eva = platform.createUser({ name: 'Eva', in: [guild] });
  /** The same Kim who writes on Telegram. */
  const kim = platform.createUser({ name: 'Kim', in: [guild] });
  const channels = new Map([
    ['help', help],
    ['general', general],
  ]);
  const show = showDiscord({ platform, people: [noor, jun, eva, kim], channels, botName: 'Relaydesk' });
  return { platform, help, general, noor, jun, eva, kim, show };
}

async function openTelegram() {
  const platform = await createTelegramPlatform({ bot: { first_name: 'Relaydesk' } });
  const kim = platform.createPerson({ first_name: 'Kim', language_code: 'en' });
  const lin = platform.createPerson({ first_name: '小林', language_code: 'zh-hans' });
  const omar = platform.createPerson({ first_name: 'Omar', language_code: 'en' });
  const title = 'Lantern lovers';
  const group = platform.createGroup({ title, kind: 'supergroup', owner: omar, members: [kim] });
  group.addBot();
  const show = showTelegram([kim, lin, omar], new Map([[title, group]]));
  return { platform, kim, lin, omar, group, show };
}
