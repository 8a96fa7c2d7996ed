import { Command } from 'commander';
import { answeredAfterMs, withSimulatedConversations } from '../simulation/simulated-conversations.ts';
import { CONTENT_ROOT_DEFAULT, deskFolders } from './content-root.ts';
import { renderExchange, toExchangeJson } from './exchange-report.ts';
import { fail } from './fail.ts';
import { hasColours } from './printable.ts';
import { trainDesk } from './train-desk.ts';

interface AskOptions {
  locale?: string;
  explain?: boolean;
  json?: true;
  root?: string;
}

const HELP = `
It asks a desk of its own, with the content and the desk.yaml of the folder as they are now; whether one is running does not
matter, and nothing is kept. --explain says why: the candidates with their probabilities and what is needed of them, what is
kept in mind, and the rule that decided. \`relaydesk chat\` goes on with a conversation.`;

/** `relaydesk ask` */
export function askCommand(): Command {
  return new Command('ask')
    .description('tell what the desk would answer to a text, and why')
    .argument('<text...>', 'what a customer writes')
    .option('--locale <locale>', "the customer's language, as their platform would say it")
    .option('--explain', 'say why')
    .option('--json', 'print one JSON object, with all that --explain says')
    .option('--root <folder>', `the folder that holds intents/, knowledge/ and desk.yaml (${CONTENT_ROOT_DEFAULT})`)
    .addHelpText('after', HELP)
    .action((words: string[], options: AskOptions) => ask(words.join(' '), options).catch(fail));
}

async function ask(text: string, { locale, explain = false, json, root }: AskOptions): Promise<void> {
  const { trained, ...desk } = await trainDesk(deskFolders(root));
  try {
    await withSimulatedConversations({ trained, ...desk }, async (conversations) => {
      const conversation = conversations.open({ name: '', locale });
      await conversation.says(text);
      await conversations.passUntil(conversations.now() + answeredAfterMs(desk.policy));
      const exchange = await conversation.takeExchange();
      const buttons = conversation.buttons();
      const toText = () => renderExchange(exchange, { buttons, explain, colours: hasColours() });
      process.stdout.write(json ? `${JSON.stringify({ text, ...toExchangeJson(exchange) })}\n` : toText());
    });
  } finally {
    await trained.analyzer.close();
  }
}
