import type { ServiceLevelReads, ServiceLevelWrites } from '../../ports/service-levels.ts';
import { parseJson, toJson } from '../encoding.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';
import { readStoreValue, writeStoreValue } from './store-values.ts';

const selectVersions = statement((builder: QueryBuilder) =>
  builder.selectFrom('calendar_versions').selectAll().orderBy('name').orderBy('from_at'),
);

const upsertVersion = statement(
  (builder: QueryBuilder, given: Given<{ name: string; from: number; settings: string }>) =>
    builder
      .insertInto('calendar_versions')
      .values({ name: given('name'), from_at: given('from'), settings: given('settings') })
      .onConflict((conflict) => conflict.columns(['name', 'from_at']).doUpdateSet({ settings: given('settings') })),
);

const POLICIES = 'sla_policies';

/** The hours and promises over one connection. */
export function createServiceLevels(connection: Connection): ServiceLevelReads & ServiceLevelWrites {
  return {
    async calendarVersions() {
      const rows = await selectVersions.rows(connection, {});
      return rows.map(({ name, from_at, settings }) => ({
        name,
        from: from_at,
        settings: parseJson(settings, 'calendar_versions', name),
      }));
    },
    async policies() {
      const value = await readStoreValue(connection, POLICIES);
      return value === undefined ? undefined : parseJson(value, 'store_values', POLICIES);
    },
    async addCalendarVersion({ name, from, settings }) {
      await upsertVersion.run(connection, { name, from, settings: toJson(settings) });
    },
    async setPolicies(policies) {
      await writeStoreValue(connection, POLICIES, toJson(policies));
    },
  };
}
