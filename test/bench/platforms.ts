/** `npm run bench`, second half: the desk on its platforms, beside bots that do nothing but answer. */

import { Command, InvalidArgumentError } from 'commander';
import type { Customers } from './customers.ts';
import { deskSubject } from './desk-subject.ts';
import { createDiscordCustomers } from './discord-customers.ts';
import { runLoad } from './load.ts';
import { type Measured, reportLoad, reportThroughput } from './report.ts';
import { createSlackCustomers } from './slack-customers.ts';
import { type Connected, connect, echoSubject, type Subject } from './subjects.ts';
import { createTelegramCustomers } from './telegram-customers.ts';
import { runThroughput } from './throughput.ts';

interface Options {
  seconds: number;
  rounds: number;
  rate: number;
  conversations: number;
  underWay: number;
}

await new Command('platforms')
  .description('measure the desk on its platforms, beside bots that do nothing but answer')
  .option('--seconds <n>', 'the length of a round', parseCount, 3)
  .option('--rounds <n>', 'rounds of each subject, after one that warms it up', parseCount, 5)
  .option('--rate <n>', 'messages a second on each platform', parseCount, 20)
  .option(
    '--conversations <n>',
    'where as many messages are sent as are taken: in how many conversations',
    parseCount,
    500,
  )
  .option('--under-way <n>', '… and how many of them at a time', parseCount, 64)
  .action(async (options: Options) => {
    await measureLoad(options);
    await measureThroughput(options);
  })
  .parseAsync();

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('It must be a whole number, 1 or more.');
  return count;
}

async function measureLoad(options: Options): Promise<void> {
  const bare = echoSubject('bare SDK', ['bolt', 'discord.js', 'telegraf-polling']);
  const measured = await inTurn(
    [bare, deskSubject],
    () => Promise.all([createSlackCustomers(), createDiscordCustomers(), createTelegramCustomers('polling')]),
    options.rounds,
    ({ customers }) => runLoad(customers, options),
  );
  process.stdout.write(reportLoad(measured, options));
}

async function measureThroughput(options: Options): Promise<void> {
  const telegraf = echoSubject('Telegraf echo', ['telegraf-webhook']);
  const chatSdk = echoSubject('Chat SDK echo', ['chat-sdk-webhook']);
  const measured = await inTurn(
    [telegraf, chatSdk, deskSubject],
    async () => [await createTelegramCustomers('webhook')],
    options.rounds,
    async (bot) => bot.customers[0] && runThroughput(bot, bot.customers[0], options),
  );
  process.stdout.write(reportThroughput(measured));
}

/**
 * Starts each subject on platforms of its own and has them take turns, so that a machine whose speed drifts is fair to all.
 * The first round of each is not counted.
 */
async function inTurn<Round>(
  subjects: Subject[],
  platforms: () => Promise<Customers[]>,
  rounds: number,
  run: (subject: Connected) => Promise<Round | undefined>,
): Promise<Measured<Round>[]> {
  const measured: { subject: Connected; name: string; rounds: Round[] }[] = [];
  try {
    for (const subject of subjects) {
      measured.push({ subject: await connect(subject, await platforms()), name: subject.name, rounds: [] });
    }
    for (let round = 0; round <= rounds; round++) {
      for (const entry of measured) {
        const result = await run(entry.subject);
        if (round > 0 && result !== undefined) entry.rounds.push(result);
      }
    }
  } finally {
    for (const { subject } of measured) await subject.stop();
  }
  return measured;
}
