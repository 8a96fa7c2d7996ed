/** The section of `desk.yaml` that says who works when, and how soon customers are to be taken up. */

import { z } from 'zod';
import { HOUR_MS, MINUTE_MS } from '../domain/policy.ts';
import type { StaffingSettings } from '../domain/staffing.ts';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const shift = z.strictObject({
  name: z.string().trim().min(1).max(40).describe('What it is called.'),
  from: z
    .string()
    .regex(/^([01]\d|2[0-3]):(00|30)$/, 'is no time of day by half-hours: write one such as 08:30')
    .describe('When it begins, on the half-hour.'),
  hours: z.number().min(0.5).max(16).multipleOf(0.5).describe('How long it lasts.'),
});

const agent = z.strictObject({
  name: z.string().trim().min(1).max(80).describe('Who.'),
  most_hours: z.number().min(1).max(80).default(40).describe('How many hours in seven days at most.'),
  not: z.array(z.enum(WEEKDAYS)).max(7).default([]).describe('The days on which they do not work.'),
  prefers: z
    .array(z.string().trim().min(1).max(40))
    .max(20)
    .default([])
    .describe('The shifts that they would rather have.'),
});

export const staffingSection = z.strictObject({
  target_share: z.number().gt(0).lt(1).default(0.8).describe('This share of customers is to be taken up in time.'),
  within_minutes: z.number().positive().max(10_000).default(15).describe('Within so many minutes.'),
  chats_at_once: z.number().min(1).max(20).default(2).describe('How many tickets one person handles at the same time.'),
  shifts: z.array(shift).max(20).default([]).describe('When people may work; forecasts then end in a rota.'),
  people: z.array(agent).max(100).default([]).describe('Who may work.'),
});

export function toStaffing(section: z.infer<typeof staffingSection>): StaffingSettings {
  return {
    targetShare: section.target_share,
    withinMs: section.within_minutes * MINUTE_MS,
    chatsAtOnce: section.chats_at_once,
    shifts: section.shifts.map(({ name, from, hours }) => {
      const [hour = 0, minute = 0] = from.split(':').map(Number);
      return { name, fromMs: hour * HOUR_MS + minute * MINUTE_MS, lengthMs: hours * HOUR_MS };
    }),
    agents: section.people.map(({ name, most_hours: mostHours, not, prefers }) => ({
      ...{ name, mostHours, prefers },
      not: not.map((day) => WEEKDAYS.indexOf(day)),
    })),
  };
}
