/** What the desk cost and what the bot saved, as a sum that can be followed. */

import { HOUR_MS } from '../../domain/policy.ts';
import type { ReportInput } from '../create-report.ts';
import { handlingTimesMs } from '../history/handling.ts';
import { ticketTimes } from '../history/ticket-times.ts';
import type { Block } from '../report.ts';
import { costsAndBenefit, type Work } from './costs.ts';

/** Nothing where `desk.yaml` says no rates. */
export function costBlocks(input: ReportInput): Block[] {
  const { costs: rates, staffing } = input;
  if (rates === undefined) return [];
  const work = workOf(input);
  const { staff, perTicket, desk, saved, benefit } = costsAndBenefit(work, rates);
  const heading: Block = { kind: 'heading', text: 'Cost and benefit' };
  if (perTicket === undefined || saved === undefined || benefit === undefined) {
    return [heading, { kind: 'unknown', what: 'What was saved', reason: 'No ticket was resolved in the period.' }];
  }
  const hours = work.handlingMs / HOUR_MS;
  const { confirmed, assumed, tickets } = work;
  const { currency, staffHour, month } = rates;
  return [
    heading,
    {
      kind: 'text',
      text: 'What the bot settled may have been easier than what became tickets, so this is what it saved at most. costs: in desk.yaml sets the rates.',
    },
    {
      kind: 'table',
      title: `In ${currency}`,
      columns: [{ title: 'What' }, { title: 'How it is reckoned' }, { title: 'Amount', unit: 'money' }],
      rows: [
        [
          'Staff',
          `${hours.toFixed(1)} hours with staff of ${tickets} tickets / ${staffing.chatsAtOnce} at once × ${staffHour}`,
          staff,
        ],
        ['A ticket', `of ${tickets}`, perTicket],
        ['The desk', `${month} a month`, desk],
        ['Saved, confirmed', `${confirmed} talks that the bot settled × a ticket`, saved.confirmed],
        ['Saved, with assumed', `${confirmed} + ${assumed} talks × a ticket`, saved.withAssumed],
        ['Benefit, confirmed', 'saved less the desk', benefit.confirmed],
        ['Benefit, with assumed', 'saved less the desk', benefit.withAssumed],
      ],
    },
  ];
}

function workOf({ history, period, now, staffing, levels }: ReportInput): Work {
  const isIn = (at: number | undefined) => at !== undefined && at >= period.since && at < period.until;
  const resolved = history.tickets.filter((ticket) => isIn(ticketTimes(ticket, undefined, now).resolvedAt));
  const handled = handlingTimesMs(resolved, levels, now);
  const talks = history.talks.filter(({ startedAt }) => isIn(startedAt));
  const ended = (how: string) => talks.filter(({ end }) => end === how).length;
  return {
    handlingMs: handled.reduce((sum, ms) => sum + ms, 0),
    tickets: handled.length,
    chatsAtOnce: staffing.chatsAtOnce,
    confirmed: ended('confirmed'),
    assumed: ended('assumed'),
    lengthMs: period.until - period.since,
  };
}
