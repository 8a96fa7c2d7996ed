/** What the desk looks up, or makes up, to answer what a customer asks of it. */

import { randomInt } from 'node:crypto';
import type { ConversationState } from '../../domain/conversation.ts';
import type { CustomerCommand } from '../../domain/customer-commands.ts';
import type { CommandFacts, MergeCode } from '../../domain/decision.ts';
import type { EngineContext } from '../context.ts';
import { digestOfCode } from '../identity.ts';

const CODE_MINUTES = 15;
const CODE_LENGTH = 8;
/** Without those that are easily taken for one another. */
const CODE_LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
/** A place further behind is said to be behind more than these. */
const MAX_AHEAD = 1_000;

export async function lookUpCommandFacts(
  context: EngineContext,
  state: ConversationState,
  command: CustomerCommand,
  argument: string,
): Promise<CommandFacts> {
  const isAboutTicket = command === 'status' || command === 'human';
  return {
    ...(isAboutTicket ? await lookUpPlace(context, state) : { ticketNumber: undefined, ahead: undefined }),
    newCode: makeCode(),
    codeMinutes: CODE_MINUTES,
    typedCode: command === 'link' ? await lookUpCode(context, argument) : undefined,
  };
}

async function lookUpPlace(
  context: EngineContext,
  { ticket }: ConversationState,
): Promise<Pick<CommandFacts, 'ticketNumber' | 'ahead'>> {
  if (ticket === undefined) return { ticketNumber: undefined, ahead: undefined };
  const { tickets } = context.store.read;
  const number = (await tickets.get(ticket.id))?.number;
  const moment = { weights: context.policy.priority, now: context.clock.now() };
  return { ticketNumber: number, ahead: await tickets.countAhead(ticket.id, moment, MAX_AHEAD) };
}

async function lookUpCode(context: EngineContext, argument: string): Promise<MergeCode | undefined> {
  const code = argument.toUpperCase();
  const found = await context.store.read.contactMerges.code(digestOfCode(code), context.clock.now());
  return found && { code, owner: found.owner, other: found.other };
}

/** About 39 bits, good for a quarter of an hour, and of no use to one side alone. */
function makeCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS.charAt(randomInt(CODE_LETTERS.length))).join('');
}
