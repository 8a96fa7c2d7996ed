import { describe, expect, test } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { CALENDAR } from './samples.ts';

/** What every driver promises of calendars and policies. */
export function serviceLevelContract(current: () => Store): void {
  describe('hours and promises', () => {
    test('calendars keep every version, in order, and one of the same moment takes the place of it', async () => {
      const other = { ...CALENDAR, publicHolidays: undefined };
      expect(await current().read.serviceLevels.calendarVersions()).toEqual([]);
      await current().transaction(async ({ serviceLevels }) => {
        await serviceLevels.addCalendarVersion({ name: 'office', from: 20, settings: other });
        await serviceLevels.addCalendarVersion({ name: 'office', from: 10, settings: other });
        await serviceLevels.addCalendarVersion({ name: 'night', from: 15, settings: CALENDAR });
        await serviceLevels.addCalendarVersion({ name: 'office', from: 10, settings: CALENDAR });
      });
      const versions = await current().read.serviceLevels.calendarVersions();
      expect(versions.filter(({ name }) => name === 'office')).toEqual([
        { name: 'office', from: 10, settings: CALENDAR },
        { name: 'office', from: 20, settings: other },
      ]);
      expect(versions).toHaveLength(3);
    });

    test('the policies that were set last are told', async () => {
      expect(await current().read.serviceLevels.policies()).toBeUndefined();
      await current().transaction(({ serviceLevels }) => serviceLevels.setPolicies([]));
      expect(await current().read.serviceLevels.policies()).toEqual([]);
    });
  });
}
