import { Command } from 'commander';
import { planIntents } from '../content/import/import-intents.ts';
import { type ContentImportOptions, importContent, withImportOptions } from './content-import.ts';
import { fail } from './fail.ts';

const HELP = `
What is read:

  corpus.json            a corpus of NLP.js: intents, utterances, answers, entities, slotFilling
  nlu.yml domain.yml …   files of Rasa 2 and 3 that belong together: nlu, stories, rules, responses
  agent/                 the unpacked folder that Dialogflow ES exported
  intents.csv            columns intent and utterance, and where there are any answer and category; a row for each utterance

Each intent keeps its first answer; without one it hands over to a person. Values that are marked in utterances become slots.
Nothing is written where a file or an intent of the name is there already, or where the desk would have a mistake.`;

/** `relaydesk intents import`: other bots' intents as intent files. */
export function intentsImportCommand(): Command {
  return withImportOptions(
    new Command('import')
      .description('bring intents along: from NLP.js, Rasa, Dialogflow or CSV')
      .argument('<file...>', 'the files, or the folder that Dialogflow exported')
      .option('--as <name>', 'what the new intent file is called; as the first file by default'),
  )
    .addHelpText('after', HELP)
    .action((paths: string[], { as: name, ...options }: ContentImportOptions & { as?: string }) =>
      importContent(options, (locale) => planIntents({ paths, locale, name })).catch(fail),
    );
}
