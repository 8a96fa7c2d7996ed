/** How Discord is connected. */

import { Routes } from 'discord.js';
import { z } from 'zod';
import type { Guide, GuideStep } from '../../src/ports/adapter.ts';
import { helpChannelsLine, lastStep, renderSection } from '../shared/guide.ts';
import { createDiscordApi } from './discord-api.ts';
import { CHANNEL_PERMISSIONS, inviteUrl } from './permissions.ts';

const applicationSchema = z.object({ id: z.string() });

export interface DiscordGuideOptions {
  helpChannels: string[];
  /** Undefined where it is not known yet. */
  applicationId?: string;
  /** Why Discord could not be asked for it. */
  failure?: string;
}

/** The application that a bot's token belongs to. Never rejects; the token is in no failure. */
export async function findApplication(options: {
  token: string;
  apiUrl: string;
}): Promise<{ applicationId: string } | { failure: string }> {
  try {
    const { id } = await createDiscordApi(options).ask(applicationSchema, 'GET', Routes.currentApplication());
    return { applicationId: id };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

/** How customers come to the desk on Discord. */
export function discordGuide(options: DiscordGuideOptions): Guide {
  return {
    title: 'Discord: customers ask in direct messages, by a mention, and in help channels',
    steps: [
      {
        title: 'Create the application',
        text: `Open https://discord.com/developers/applications and press "New Application".
Its name is what customers see. Leave "Interactions Endpoint URL" empty.`,
      },
      {
        title: 'Let it read what customers write',
        text: `"Bot", "Privileged Gateway Intents": switch on "Message Content Intent" and
press "Save Changes". The desk needs neither of the other two.`,
      },
      {
        title: 'Put its token into .env',
        text: '"Bot", "Reset Token" shows it, once.',
        copy: 'DISCORD_TOKEN=…\n',
      },
      inviteStep(options),
      {
        title: 'Say in desk.yaml which channels are for help',
        text: `Every message there is a question, answered in a thread of its own. Elsewhere
the bot answers who mentions it. A private channel has to let the bot in.`,
        copy: renderSection('discord', [helpChannelsLine(options.helpChannels)]),
      },
      lastStep('Discord'),
    ],
  };
}

function inviteStep({ applicationId, failure }: DiscordGuideOptions): GuideStep {
  const title = 'Add the bot to your server';
  if (applicationId !== undefined) {
    const permissions = inLines(Object.keys(CHANNEL_PERMISSIONS).join(', '));
    const text = `Open this, choose the server, press "Authorize". It lets the bot do what it
needs, and nothing else:\n${permissions}.`;
    return { title, text, copy: `${inviteUrl(applicationId)}\n` };
  }
  const because = failure === undefined ? '' : `Discord could not be asked for its address (${failure}).\n`;
  const text = `${because}Once the token is in .env, \`npx relaydesk setup discord\` prints the address
to open. Or give it the "Application ID" of the page "General Information":`;
  return { title, text, copy: 'npx relaydesk setup discord --application <id>\n' };
}

const LINE_LENGTH = 72;

/** Words in lines that fit a terminal. */
function inLines(words: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && longer.length > LINE_LENGTH) lines.push(line);
    line = line !== '' && longer.length > LINE_LENGTH ? word : longer;
  }
  return [...lines, line].join('\n');
}
