/** What was planted, as it is written beside the store: docs/sample-history.md says what stands in it. */

import type { Plan } from './planned.ts';

/** JSON, a line for each customer, talk and wait. */
export function toTruthFile(
  { since, until, truth, customers, talks, waits }: Plan,
  drawn: { seed: number; days: number },
): string {
  const rows = {
    customers: customers.map(({ key, channel, locale, segment, leftAt }) => ({
      key,
      channel,
      locale,
      segment,
      leftAt,
    })),
    talks: talks.map(({ at, customer, intent, mood, asksForPerson, helped, ticket }) => ({
      ...{ at, customer: customer.key, intent, mood, asksForPerson, helped },
      ...(ticket && {
        ticket: {
          agent: ticket.agent.id,
          repliedAt: ticket.repliedAt,
          isReopened: ticket.isReopened,
          rating: ticket.rating,
        },
      }),
    })),
    waits,
  };
  const parts = Object.entries(rows).map(
    ([name, list]) => `"${name}":[\n${list.map((row) => JSON.stringify(row)).join(',\n')}\n]`,
  );
  return `{${JSON.stringify({ ...drawn, since, until, truth }).slice(1, -1)},\n${parts.join(',\n')}}\n`;
}
