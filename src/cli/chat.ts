import { createInterface } from 'node:readline';
import { Command } from 'commander';
import {
  answeredAfterMs,
  type SimulatedConversation,
  withSimulatedConversations,
} from '../simulation/simulated-conversations.ts';
import { CONTENT_ROOT_DEFAULT, deskFolders } from './content-root.ts';
import { renderExchange } from './exchange-report.ts';
import { fail } from './fail.ts';
import { hasColours } from './printable.ts';
import { trainDesk } from './train-desk.ts';

interface ChatOptions {
  locale?: string;
  explain?: boolean;
  root?: string;
}

const HELP = `
You are the customer. Each line is a message; the number of a button presses it; /help, /human and the like are commands. Ctrl-D
ends the conversation. The desk is one of its own, with the content and the desk.yaml of the folder as they were at the start;
nothing is kept. Nobody is there to answer once you have been handed over.`;

/** `relaydesk chat` */
export function chatCommand(): Command {
  return new Command('chat')
    .description('talk to the desk in the terminal')
    .option('--locale <locale>', "the customer's language, as their platform would say it")
    .option('--explain', 'say why after each answer')
    .option('--root <folder>', `the folder that holds intents/, knowledge/ and desk.yaml (${CONTENT_ROOT_DEFAULT})`)
    .addHelpText('after', HELP)
    .action((options: ChatOptions) => chat(options).catch(fail));
}

async function chat({ locale, explain = false, root }: ChatOptions): Promise<void> {
  const { trained, ...desk } = await trainDesk(deskFolders(root));
  try {
    await withSimulatedConversations({ trained, ...desk }, async (conversations) => {
      const conversation = conversations.open({ name: '', locale });
      await forEachLine(async (line) => {
        await act(conversation, line);
        await conversations.passUntil(conversations.now() + answeredAfterMs(desk.policy));
        const exchange = await conversation.takeExchange();
        const buttons = conversation.buttons();
        process.stdout.write(`${renderExchange(exchange, { buttons, explain, colours: hasColours() })}\n`);
      });
    });
  } finally {
    await trained.analyzer.close();
  }
}

/** Calls `take` with each line that is not empty, one after the other, until the input ends. */
async function forEachLine(take: (line: string) => Promise<void>): Promise<void> {
  const isTerminal = process.stdin.isTTY === true;
  const lines = createInterface({ input: process.stdin, ...(isTerminal && { output: process.stdout, prompt: '> ' }) });
  // Ctrl-C ends the conversation as Ctrl-D does.
  lines.on('SIGINT', () => lines.close());
  if (isTerminal) {
    process.stdout.write('You are the customer; Ctrl-D ends the conversation.\n');
    lines.prompt();
  }
  for await (const line of lines) {
    if (line.trim() !== '') await take(line);
    if (isTerminal) lines.prompt();
  }
  if (isTerminal) process.stdout.write('\n');
}

/** A button's number or label presses it; everything else is said. */
async function act(conversation: SimulatedConversation, line: string): Promise<void> {
  const buttons = conversation.buttons();
  const typed = line.trim();
  const button = buttons[Number(typed) - 1] ?? buttons.find((label) => label === typed);
  await (button === undefined ? conversation.says(line) : conversation.presses(button));
}
