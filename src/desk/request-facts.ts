/** What the desk looks up, or makes up, to answer what a customer asks of it. */

import { randomInt } from 'node:crypto';
import type { CustomerRequest } from '../domain/channel.ts';
import type { ConversationState } from '../domain/conversation.ts';
import type { LinkCode, RequestFacts } from '../domain/decision.ts';
import { queueOrder } from '../domain/priority.ts';
import type { DeskContext } from './context.ts';
import { digestOfCode } from './identity.ts';

const CODE_MINUTES = 15;
const CODE_LENGTH = 8;
/** Without those that are easily taken for one another. */
const CODE_LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const MAX_QUEUE = 1_000;

export async function lookUpRequestFacts(
  desk: DeskContext,
  state: ConversationState,
  request: CustomerRequest,
  argument: string,
): Promise<RequestFacts> {
  const isAboutTicket = request === 'status' || request === 'human';
  return {
    ...(isAboutTicket ? await lookUpPlace(desk, state) : { ticketNumber: undefined, ahead: undefined }),
    newCode: makeCode(),
    codeMinutes: CODE_MINUTES,
    typedCode: request === 'link' ? await lookUpCode(desk, argument) : undefined,
  };
}

async function lookUpPlace(
  desk: DeskContext,
  { ticket }: ConversationState,
): Promise<Pick<RequestFacts, 'ticketNumber' | 'ahead'>> {
  if (ticket === undefined) return { ticketNumber: undefined, ahead: undefined };
  const { tickets } = desk.store.read;
  const number = (await tickets.get(ticket.id))?.number;
  if (ticket.status !== 'open') return { ticketNumber: number, ahead: undefined };
  const open = (await tickets.active(MAX_QUEUE)).filter((other) => other.ticket.status === 'open');
  const queue = queueOrder(open, desk.policy.priority, desk.clock.now());
  const place = queue.findIndex((other) => other.ticket.id === ticket.id);
  return { ticketNumber: number, ahead: place < 0 ? undefined : place };
}

async function lookUpCode(desk: DeskContext, argument: string): Promise<LinkCode | undefined> {
  const code = argument.toUpperCase();
  const found = await desk.store.read.links.code(digestOfCode(code), desk.clock.now());
  return found && { code, owner: found.owner, other: found.other };
}

/** About 39 bits, good for a quarter of an hour, and of no use to one side alone. */
function makeCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS.charAt(randomInt(CODE_LETTERS.length))).join('');
}
