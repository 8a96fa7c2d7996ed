/** The sections of `desk.yaml` that say how much customers may send. */

import { z } from 'zod';
import { DEFAULT_LIMITS, type Limits, perHour, perMinute, type WebLimits } from '../domain/limits.ts';
import { MINUTE_MS } from '../domain/policy.ts';
import type { Rate } from '../domain/throttle.ts';

/** A number of things that is allowed. */
const amount = z.union([z.int().min(1).max(1_000_000), z.literal('unlimited')]).optional();

const web = {
  conversations_per_hour: amount.describe('New conversations an hour, or `unlimited`.'),
  messages_per_minute: amount.describe('Messages a minute, or `unlimited`.'),
  kilobytes_per_minute: amount.describe('Kilobytes of messages a minute, or `unlimited`.'),
  open_pages: amount.describe('Chat pages that are open and told at once of what is new, or `unlimited`.'),
};

/** The sections, by name. */
export const limitSections = {
  customer_limits: z.strictObject({
    messages_per_minute: amount.describe('What a customer writes beyond this is kept, and answered together.'),
    kilobytes_per_minute: amount.describe('What a customer writes beyond this is not taken in.'),
    conversations_per_hour: amount.describe('Threads that a customer begins; what is beyond this is not taken in.'),
    tickets_per_hour: amount.describe('Beyond this the bot goes on, and opens no ticket for the customer.'),
  }),
  address_limits: z.strictObject(web),
  web_limits: z.strictObject(web),
};

/** More new tickets than this in ten minutes are a storm. */
export const stormAt = amount.describe(
  'More new tickets than this in ten minutes are a storm: staff in the team chat get one notice instead of a card each.',
);
const STORM_MS = 10 * MINUTE_MS;

type Amount = z.infer<typeof amount>;
type WebSection = z.infer<typeof limitSections.address_limits>;

/** The limits that the sections amount to. */
export function toLimits(file: {
  customer_limits: z.infer<typeof limitSections.customer_limits>;
  address_limits: WebSection;
  web_limits: WebSection;
  tickets: { storm_at?: Amount };
}): Limits {
  const { customer_limits: customer, tickets } = file;
  const base = DEFAULT_LIMITS;
  return {
    customer: {
      messages: rate(customer.messages_per_minute, perMinute) ?? base.customer.messages,
      bytes: rate(customer.kilobytes_per_minute, kilobytesPerMinute) ?? base.customer.bytes,
      conversations: rate(customer.conversations_per_hour, perHour) ?? base.customer.conversations,
      tickets: rate(customer.tickets_per_hour, perHour) ?? base.customer.tickets,
    },
    address: toWebLimits(file.address_limits, base.address),
    web: toWebLimits(file.web_limits, base.web),
    newTickets: rate(tickets.storm_at, (number) => ({ amount: number, perMs: STORM_MS })) ?? base.newTickets,
  };
}

function toWebLimits(section: WebSection, base: WebLimits): WebLimits {
  return {
    conversations: rate(section.conversations_per_hour, perHour) ?? base.conversations,
    messages: rate(section.messages_per_minute, perMinute) ?? base.messages,
    bytes: rate(section.kilobytes_per_minute, kilobytesPerMinute) ?? base.bytes,
    openPages: toNumber(section.open_pages) ?? base.openPages,
  };
}

function rate(given: Amount, toRate: (amount: number) => Rate): Rate | undefined {
  const number = toNumber(given);
  return number === undefined ? undefined : toRate(number);
}

function toNumber(given: Amount): number | undefined {
  return given === 'unlimited' ? Number.POSITIVE_INFINITY : given;
}

function kilobytesPerMinute(kilobytes: number): Rate {
  return perMinute(kilobytes * 1_000);
}
