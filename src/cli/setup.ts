import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { ADAPTERS } from '../adapters.ts';
import { ConfigError } from '../config/config-error.ts';
import { readDeskFile } from '../config/desk-file.ts';
import { parseEnvironment, usableVariables } from '../config/environment.ts';
import { readEnvironmentFile } from '../config/environment-file.ts';
import { loadContent } from '../content/load-content.ts';
import { ticketCategories } from '../domain/ticket-categories.ts';
import type { Adapter, Guide, GuideOption } from '../ports/adapter.ts';
import { DESK_FOLDER } from './desk-folder.ts';
import { fail } from './fail.ts';

/** `relaydesk setup` */
export function setupCommand(): Command {
  const command = new Command('setup').description('say step by step how a chat platform is connected');
  for (const adapter of ADAPTERS) command.addCommand(adapterCommand(adapter));
  return command;
}

type Given = Record<string, string | boolean | undefined> & { root: string };

function adapterCommand(adapter: Adapter): Command {
  const command = new Command(adapter.name)
    .description(`connect ${adapter.title}: ${adapter.summary}`)
    .option('--root <folder>', DESK_FOLDER, '.')
    .action(async (given: Given) => {
      try {
        process.stdout.write(await describe(adapter, given));
      } catch (error) {
        fail(error);
      }
    });
  for (const option of adapter.guide.options) command.addOption(toOption(option));
  return command;
}

function toOption({ flags, description, value }: GuideOption): Option {
  const option = new Option(flags, description);
  if (value === undefined) return option;
  return option.argParser((text) => {
    if (!value.pattern.test(text)) throw new InvalidArgumentError(value.advice);
    return text;
  });
}

async function describe(adapter: Adapter, given: Given): Promise<string> {
  const variables = { ...readEnvironmentFile(resolve(given.root)), ...process.env };
  const { CONTENT_DIR, PUBLIC_URL } = parseEnvironment({
    CONTENT_DIR: variables.CONTENT_DIR,
    PUBLIC_URL: variables.PUBLIC_URL,
  });
  const contentDir = resolve(given.root, CONTENT_DIR);
  const settings = await readDeskFile(contentDir);
  const guide = await adapter.guide.describe({
    environment: usableVariables(variables, adapter.environment),
    settings: settings.adapters[adapter.name] ?? {},
    deskName: settings.name,
    given,
    publicUrl() {
      if (PUBLIC_URL?.startsWith('https://')) return PUBLIC_URL;
      const advice = 'the address (https://…) at which the desk is reached from outside.';
      throw new ConfigError(`Set PUBLIC_URL in .env first: ${advice}`);
    },
    async categories() {
      const { content } = await loadContent({ root: contentDir });
      return content === undefined ? [] : ticketCategories(content);
    },
  });
  return typeof guide === 'string' ? guide : render(guide);
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
