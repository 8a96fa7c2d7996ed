/** What the desk cost, and what the bot saved, by the rates of `desk.yaml`. */

import type { Costs } from '../../domain/costs.ts';
import { DAY_MS, HOUR_MS } from '../../domain/policy.ts';

/** An average one. */
const MONTH_MS = 30.44 * DAY_MS;

export interface Work {
  /** How long tickets were with staff, in all; a person handles several at once. */
  handlingMs: number;
  /** How many tickets that was. */
  tickets: number;
  chatsAtOnce: number;
  /** Talks that the bot settled: the customer said so, or was silent afterwards. */
  confirmed: number;
  assumed: number;
  lengthMs: number;
}

/** Amounts in the currency of the rates. */
export interface CostsAndBenefit {
  /** What the tickets cost of staff's time, and of one. */
  staff: number;
  perTicket: number | undefined;
  /** What the desk cost whatever happened. */
  desk: number;
  /** What it would have cost if what the customer said was settled had become tickets, and with what was assumed. */
  saved: { confirmed: number; withAssumed: number } | undefined;
  /** What was saved less what the desk cost. */
  benefit: { confirmed: number; withAssumed: number } | undefined;
}

/**
 * Cost = handling / chats at once × rate + months × rate a month. Benefit = talks that the bot settled × what a ticket cost − what the desk
 * cost (the usual sum of cost-benefit analysis, with the benefit as cost avoided). A talk of the bot's may have been easier than those that became
 * tickets, so this is what it saved at most.
 */
export function costsAndBenefit(work: Work, rates: Costs): CostsAndBenefit {
  const staff = (work.handlingMs / work.chatsAtOnce / HOUR_MS) * rates.staffHour;
  const perTicket = work.tickets === 0 ? undefined : staff / work.tickets;
  const desk = (work.lengthMs / MONTH_MS) * rates.month;
  const saved = perTicket === undefined ? undefined : bothOf((talks) => talks * perTicket, work);
  const benefit = saved && { confirmed: saved.confirmed - desk, withAssumed: saved.withAssumed - desk };
  return { staff, perTicket, desk, saved, benefit };
}

function bothOf(of: (talks: number) => number, { confirmed, assumed }: Work) {
  return { confirmed: of(confirmed), withAssumed: of(confirmed + assumed) };
}
