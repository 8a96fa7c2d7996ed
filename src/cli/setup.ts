import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { ConfigError } from '../config/config-error.ts';
import { readDeskFile } from '../config/desk-file.ts';
import { type Environment, parseEnvironment } from '../config/environment.ts';
import { readEnvironmentFile } from '../config/environment-file.ts';
import { loadContent } from '../content/load-content.ts';
import type { Guide } from '../platforms/setup-guide.ts';
import { slackGuide, slackManifestText } from '../platforms/slack-guide.ts';
import { telegramGuide } from '../platforms/telegram-guide.ts';
import { ticketCategories } from '../platforms/ticket-categories.ts';
import { fail } from './fail.ts';

/** `relaydesk setup` */
export function setupCommand(): Command {
  return new Command('setup')
    .description('say step by step how a chat platform is connected')
    .addCommand(slackCommand())
    .addCommand(discordCommand())
    .addCommand(telegramCommand());
}

function slackCommand(): Command {
  return platformCommand('slack', 'connect Slack: staff, and people of the workspace as customers')
    .option('--http', 'have Slack post its events to PUBLIC_URL, instead of Socket Mode')
    .option('--manifest', "print the app's manifest only")
    .action(({ root, http, manifest }: { root: string; http?: true; manifest?: true }) =>
      print(async () => {
        const environment = readEnvironment(root);
        const contentDir = resolve(root, environment.CONTENT_DIR);
        const settings = await readDeskFile(contentDir);
        const publicUrl = http && publicUrlOf(environment);
        if (manifest) return slackManifestText({ settings, publicUrl });
        const { content } = await loadContent({ root: contentDir });
        const categories = content === undefined ? [] : ticketCategories(content);
        return render(slackGuide({ settings, staffChannel: environment.SLACK_STAFF_CHANNEL, categories, publicUrl }));
      }),
    );
}

function discordCommand(): Command {
  return platformCommand('discord', 'connect Discord: customers in direct messages and in servers')
    .option('--application <id>', "the application's id, for as long as DISCORD_TOKEN is not set", parseApplicationId)
    .action(({ root, application }: { root: string; application?: string }) =>
      print(async () => {
        const environment = readEnvironment(root);
        const settings = await readDeskFile(resolve(root, environment.CONTENT_DIR));
        // Loaded only when it is used: Discord's library is half a second of the start.
        const { findApplication, discordGuide } = await import('../platforms/discord-guide.ts');
        if (application !== undefined) return render(discordGuide({ settings, applicationId: application }));
        const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl } = environment;
        const found = token === undefined ? {} : await findApplication({ token, apiUrl });
        return render(discordGuide({ settings, ...found }));
      }),
    );
}

function telegramCommand(): Command {
  return platformCommand('telegram', 'connect Telegram: customers in private chats and in groups')
    .option('--webhook', 'have Telegram call the desk at PUBLIC_URL, instead of being asked')
    .action(({ root, webhook }: { root: string; webhook?: true }) =>
      print(async () => {
        if (!webhook) return render(telegramGuide({}));
        const publicUrl = publicUrlOf(readEnvironment(root));
        return render(telegramGuide({ webhook: { publicUrl, secret: randomBytes(32).toString('base64url') } }));
      }),
    );
}

function platformCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--root <folder>', 'the folder the desk is started in, with its .env', '.');
}

/** What is set already, and of use here: a platform that is connected only in part is no mistake yet. */
function readEnvironment(root: string): Environment {
  const variables = { ...readEnvironmentFile(resolve(root)), ...process.env };
  const { CONTENT_DIR, PUBLIC_URL, SLACK_STAFF_CHANNEL, DISCORD_TOKEN, DISCORD_API_URL } = variables;
  return parseEnvironment({ CONTENT_DIR, PUBLIC_URL, SLACK_STAFF_CHANNEL, DISCORD_TOKEN, DISCORD_API_URL });
}

/** @throws ConfigError where there is no address that a platform would call */
function publicUrlOf({ PUBLIC_URL }: Environment): string {
  if (PUBLIC_URL?.startsWith('https://')) return PUBLIC_URL;
  throw new ConfigError(
    'Set PUBLIC_URL in .env first: the address (https://…) at which the desk is reached from outside.',
  );
}

function parseApplicationId(text: string): string {
  if (/^\d{17,20}$/.test(text)) return text;
  throw new InvalidArgumentError('It is a number of 17 to 20 digits.');
}

async function print(work: () => Promise<string>): Promise<void> {
  try {
    process.stdout.write(await work());
  } catch (error) {
    fail(error);
  }
}

/** What is to be copied begins at the margin, so that it can be. */
function render({ title, steps }: Guide): string {
  const rendered = steps.map((step, index) => {
    const text = step.text === undefined ? '' : `${step.text.replace(/^/gm, '   ')}\n`;
    const copy = step.copy === undefined ? '' : `\n${step.copy}`;
    return `${index + 1}. ${step.title}\n${text}${copy}`;
  });
  return `\n${title}\n\n${rendered.join('\n')}\n`;
}
