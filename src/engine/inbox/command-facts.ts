/** What the desk looks up, or makes up, to answer what a customer asks of it. */

import { randomInt } from 'node:crypto';
import type { ConversationState } from '../../domain/conversation.ts';
import type { CustomerCommand } from '../../domain/customer-commands.ts';
import type { CommandFacts, MergeCode, MergeObstacle } from '../../domain/decision.ts';
import type { EngineContext } from '../context.ts';
import { digestOfCode } from '../identity.ts';
import { countAhead } from './queue-place.ts';

const CODE_MINUTES = 15;
const CODE_LENGTH = 10;
/** Without those that are easily taken for one another. */
const CODE_LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
/** More than anybody has; each costs a look-up whenever staff see the contact. */
const MAX_CONTACT_SIZE = 10;
const MAX_ARTICLES = 8;
/** What scores less beside the best is not worth a look. */
const LEAST_OF_BEST = 0.4;

export async function lookUpCommandFacts(
  context: EngineContext,
  state: ConversationState,
  { command, argument }: { command: CustomerCommand; argument: string },
): Promise<CommandFacts> {
  const { id: customerId } = state.customer;
  const isAboutTicket = command === 'status' || command === 'human';
  const isAboutMerge = command === 'link' || command === 'unlink';
  return {
    ...(isAboutTicket ? await lookUpPlace(context, state) : { ticketNumber: undefined, ahead: undefined }),
    articles: command === 'help' ? await searchArticles(context, state.locale, argument) : [],
    newCode: makeCode(),
    codeMinutes: CODE_MINUTES,
    codeWaitMs: context.customerGate?.codeWaitMs(customerId, context.clock.now()) ?? 0,
    typedCode: isAboutMerge ? await lookUpCode(context, customerId, argument) : undefined,
    mergedWith: command === 'unlink' ? await context.store.read.contactMerges.mergedWith(customerId) : [],
  };
}

async function searchArticles(
  context: EngineContext,
  locale: string,
  words: string,
): Promise<CommandFacts['articles']> {
  if (words === '') return [];
  const found = await context.trained().analyzer.search(words, locale, MAX_ARTICLES);
  const least = LEAST_OF_BEST * (found[0]?.score ?? 0);
  return found.filter(({ score }) => score >= least).map(({ articleId, title }) => ({ articleId, title }));
}

async function lookUpPlace(
  context: EngineContext,
  { ticket }: ConversationState,
): Promise<Pick<CommandFacts, 'ticketNumber' | 'ahead'>> {
  if (ticket === undefined) return { ticketNumber: undefined, ahead: undefined };
  const number = (await context.store.read.tickets.get(ticket.id))?.number;
  return { ticketNumber: number, ahead: await countAhead(context, ticket, number) };
}

async function lookUpCode(
  context: EngineContext,
  customerId: string,
  argument: string,
): Promise<MergeCode | undefined> {
  const code = argument.toUpperCase();
  const found = await context.store.read.contactMerges.code(digestOfCode(code), context.clock.now());
  if (found === undefined) return undefined;
  const { owner, taker } = found;
  const other = customerId === owner.customerId ? taker?.customerId : customerId;
  const obstacle = other === undefined ? undefined : await findObstacle(context, owner.customerId, other);
  return { code, ...found, obstacle };
}

async function findObstacle(
  { store }: EngineContext,
  ownerId: string,
  otherId: string,
): Promise<MergeObstacle | undefined> {
  const { contactMerges } = store.read;
  const contact = await contactMerges.contactOf(ownerId);
  if (contact.includes(otherId)) return 'joined_already';
  const size = contact.length + (await contactMerges.contactOf(otherId)).length;
  return size > MAX_CONTACT_SIZE ? 'too_many' : undefined;
}

/** About 49 bits, good for a quarter of an hour, and of no use before whoever it was given to agrees. */
function makeCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS.charAt(randomInt(CODE_LETTERS.length))).join('');
}
