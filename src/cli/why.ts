import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { parseEnvironment } from '../config/environment.ts';
import { loadEnvironmentFile } from '../config/environment-file.ts';
import type { DecisionEntry } from '../domain/decision-record.ts';
import { explainDecision } from '../domain/explain-decision.ts';
import { utcTime } from '../domain/utc-time.ts';
import { decisionHistory, toDecisionEntry } from '../insights/decision-history.ts';
import type { StoreReads } from '../ports/store.ts';
import { openStoreReader } from '../store/sqlite/store-reader.ts';
import { DESK_FOLDER, enterDeskFolder } from './desk-folder.ts';
import { explanationLines } from './explanation.ts';
import { fail } from './fail.ts';
import { toPrintable } from './printable.ts';

interface WhyOptions {
  ticket?: number;
  limit: number;
  json?: true;
  root: string;
}

const HELP = `
MESSAGE is what the customer wrote or what the bot answered: by the desk's id of it, or by the id that its platform has for
it. Where several have that id, it says why of each.
For what led to a ticket and what came after, give the ticket's number: --ticket 12, or '#12' in quotes. What the customer
wrote while people were in charge is not listed there.

It only reads, so that it does not matter whether the desk is running. Run it as the user who runs the desk, with the same DATA_DIR.
How long decisions are kept is set in desk.yaml (keep.decisions_days).`;

/** `relaydesk why` */
export function whyCommand(): Command {
  return new Command('why')
    .description('say why a message was answered as it was, and what became of it')
    .argument('[message]', 'a message, by its id')
    .option('--ticket <number>', "the decisions of a ticket's conversation, the newest first", parseNumber)
    .option('--limit <count>', 'no more decisions than this', parseNumber, 20)
    .option('--json', 'print one JSON array')
    .option('--root <folder>', DESK_FOLDER, '.')
    .addHelpText('after', HELP)
    .action((message: string | undefined, options: WhyOptions) => tellWhy(message, options).catch(fail));
}

function parseNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return number;
}

async function tellWhy(message: string | undefined, { ticket, limit, json, root }: WhyOptions): Promise<void> {
  enterDeskFolder(root);
  loadEnvironmentFile();
  const { DATA_DIR } = parseEnvironment(process.env);
  const number = ticket ?? ticketNumberIn(message);
  if (message === undefined && number === undefined) throw new Error('Name a message, or a ticket with --ticket.');
  const reader = await openStoreReader(join(resolve(DATA_DIR), 'relaydesk.db'));
  try {
    const found =
      number === undefined
        ? await findByMessage(reader.read, message ?? '', limit)
        : await findByTicket(reader.read, number, limit);
    process.stdout.write(json ? `${JSON.stringify(found.map(toJson))}\n` : found.map(render).join('\n'));
  } finally {
    reader.close();
  }
}

function ticketNumberIn(message: string | undefined): number | undefined {
  const digits = /^#(\d{1,9})$/.exec(message ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

async function findByTicket(read: StoreReads, number: number, limit: number): Promise<DecisionEntry[]> {
  const stored = await read.tickets.findByNumber(number);
  if (stored === undefined) throw new Error(`There is no ticket #${number}.`);
  const found = await decisionHistory(read, stored.ticket.conversationId, limit);
  if (found.length === 0) throw new Error(`No decisions are kept of ticket #${number}: ${NOT_KEPT}`);
  return found;
}

const NOT_KEPT = 'they are older than desk.yaml has them kept, or than this version.';

/** Of one name there may be messages on several platforms, and in several conversations of one. */
async function findByMessage(read: StoreReads, name: string, limit: number): Promise<DecisionEntry[]> {
  const own = await read.messages.get(name);
  const ids = own === undefined ? await read.messages.idsByPlatformKey(name, limit) : [own.id];
  if (ids.length === 0) throw new Error(`There is no message ${toPrintable(name)}, by that id or a platform's.`);
  const messages = await Promise.all(ids.map((id) => read.messages.get(id)));
  const decisionIds = new Set(messages.flatMap((message) => message?.decisionId ?? []));
  if (decisionIds.size === 0) {
    throw new Error('Nothing was decided about this message: staff wrote it, or it is older than this version.');
  }
  const decisions = await Promise.all([...decisionIds].map((id) => read.decisions.get(id)));
  const kept = decisions.filter((decision) => decision !== undefined);
  if (kept.length === 0)
    throw new Error('Why this was decided is not kept any more: it is older than keep.decisions_days.');
  return Promise.all(kept.map((decision) => toDecisionEntry(read, decision)));
}

function render({ decision, question }: DecisionEntry): string {
  const { id, at, channel, conversationId, contentVersion } = decision;
  const lines = [
    ...(question === '' ? [] : [`“${question}”`]),
    ...explanationLines(decision),
    `Content ${contentVersion.slice(0, 12)}, conversation ${conversationId}.`,
  ];
  const title = `Decision ${id}, ${utcTime(at)}, ${channel}`;
  return `${[title, ...lines.map((line) => `  ${line}`)].map(toPrintable).join('\n')}\n`;
}

function toJson({ decision, question }: DecisionEntry) {
  return { ...decision, question, why: explainDecision(decision) };
}
