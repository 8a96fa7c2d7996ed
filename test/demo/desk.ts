/** The desk of the demo: the real program with this repository's content, pointed at the platforms on this machine. */

import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../src/config/project-root.ts';
import { startDeskProcess } from '../support/desk-process.ts';
import type { Cast } from './cast.ts';
import type { PlatformName } from './places/place.ts';

/** In a day of minutes nobody waits ten of them for a reminder, and no platform here minds how much is sent. */
const DESK_FILE = `name: Lanternfold
answering: { burst_seconds: 0.4 }
replies: { undo_seconds: 0 }
tickets:
  reminder_minutes: 0.1
  supervisor: Mara
saved_replies:
  - title: A replacement is on its way
    text:
      en: "Thank you, {customer}! A new one leaves our warehouse **today**. Keep the old one for parts.\\n\\nAll the best, {agent}"
      zh: "{customer}，谢谢！新的**今天**就从仓库发出，旧的您可以留作配件。\\n\\n{agent} 敬上"
slack: { messages_per_second: unlimited, messages_per_second_in_conversation: unlimited }
discord: { help_channels: [help], messages_per_second: unlimited, messages_per_second_in_conversation: unlimited }
telegram: { messages_per_second: unlimited, messages_per_second_in_conversation: unlimited }
`;

export interface DemoDesk {
  /** Where customers chat on the web. */
  chatUrl: string;
  /** Signs an admin into the console, once. */
  consoleUrl: string;
  /** Stops the desk and removes what it stored. */
  stop(): Promise<void>;
}

/** Starts the desk in a temporary folder, connected to these platforms. */
export async function startDemoDesk(cast: Cast, connected: readonly PlatformName[]): Promise<DemoDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-demo-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    for (const name of ['intents', 'knowledge', 'actions'])
      await cp(join(projectRoot(), name), join(folder, name), { recursive: true });
    await writeFile(join(folder, 'desk.yaml'), DESK_FILE);
    const desk = await startDeskProcess({
      dataDir: join(folder, 'data'),
      contentDir: folder,
      variables: Object.assign({}, ...connected.map((platform) => variablesFor(cast, platform))),
    });
    return {
      chatUrl: `${desk.url}/chat`,
      consoleUrl: await desk.signInUrl(),
      stop: async () => {
        await desk.stop('SIGTERM');
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** What connects the desk to a platform. */
function variablesFor(cast: Cast, platform: PlatformName): Record<string, string> {
  const { slack, discord, telegram } = cast;
  switch (platform) {
    case 'slack':
      return {
        SLACK_BOT_TOKEN: slack.platform.botToken,
        SLACK_APP_TOKEN: slack.platform.appToken,
        SLACK_API_URL: slack.platform.url,
        SLACK_STAFF_CHANNEL: slack.support.name,
      };
    case 'discord':
      return { DISCORD_TOKEN: discord.platform.token, DISCORD_API_URL: discord.platform.url };
    case 'telegram':
      return { TELEGRAM_TOKEN: telegram.platform.token(), TELEGRAM_API_ROOT: telegram.platform.url };
  }
}
