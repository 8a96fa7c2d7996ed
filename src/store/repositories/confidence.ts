import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { ConfidenceKind } from '../../domain/confidence/apply.ts';
import type { ConfidenceReads, ConfidenceWrites, FitState, StoredFit } from '../../ports/confidence.ts';
import { parseJson, toJson } from '../encoding.ts';
import type { Connection, Given, QueryBuilder } from '../statement.ts';
import { statement } from '../statement.ts';
import type { Tables } from '../tables.ts';
import { readStoreValue, writeStoreValue } from './store-values.ts';

type Row = Selectable<Tables['confidence_fits']>;

/** What has no column of its own. */
type Details = Pick<StoredFit, 'labels' | 'before' | 'after'>;

const selectInForce = statement((builder: QueryBuilder) =>
  builder
    .selectFrom('confidence_fits')
    .select(['id', 'kind', 'locale', 'slope', 'intercept'])
    .where('state', '=', sql.lit<FitState>('in_force')),
);

const selectNewest = statement((builder: QueryBuilder, given: Given<{ limit: number }>) =>
  builder.selectFrom('confidence_fits').selectAll().orderBy('id', 'desc').limit(given('limit')),
);

const selectFit = statement((builder: QueryBuilder, given: Given<{ id: number }>) =>
  builder.selectFrom('confidence_fits').selectAll().where('id', '=', given('id')),
);

const selectSuperseded = statement(
  (builder: QueryBuilder, given: Given<{ id: number; kind: ConfidenceKind; locale: string }>) =>
    builder
      .selectFrom('confidence_fits')
      .select('id')
      .where('id', '<', given('id'))
      .where('kind', '=', given('kind'))
      .where('locale', '=', given('locale'))
      .where('state', '=', sql.lit<FitState>('superseded'))
      .orderBy('id', 'desc')
      .limit(1),
);

const supersede = statement((builder: QueryBuilder, given: Given<{ kind: ConfidenceKind; locale: string }>) =>
  builder
    .updateTable('confidence_fits')
    .set({ state: sql.lit<FitState>('superseded') })
    .where('kind', '=', given('kind'))
    .where('locale', '=', given('locale'))
    .where('state', '=', sql.lit<FitState>('in_force')),
);

const insertFit = statement(
  (
    builder: QueryBuilder,
    given: Given<{
      kind: ConfidenceKind;
      locale: string;
      at: number;
      state: FitState;
      slope: number;
      intercept: number;
      details: string;
    }>,
  ) =>
    builder
      .insertInto('confidence_fits')
      .values({
        kind: given('kind'),
        locale: given('locale'),
        at: given('at'),
        state: given('state'),
        slope: given('slope'),
        intercept: given('intercept'),
        details: given('details'),
      })
      .returning('id'),
);

const setState = statement(
  (builder: QueryBuilder, given: Given<{ id: number; state: FitState; undone: string | null }>) =>
    builder
      .updateTable('confidence_fits')
      .set({ state: given('state'), undone: given('undone') })
      .where('id', '=', given('id')),
);

const selectLabels = statement((builder: QueryBuilder) =>
  builder.selectFrom('confidence_labels').selectAll().orderBy('id'),
);

const insertLabel = statement(
  (
    builder: QueryBuilder,
    given: Given<{
      kind: ConfidenceKind;
      locale: string;
      about: string;
      confidence: number;
      isRight: number;
      at: number;
    }>,
  ) =>
    builder.insertInto('confidence_labels').values({
      kind: given('kind'),
      locale: given('locale'),
      about: given('about'),
      confidence: given('confidence'),
      is_right: given('isRight'),
      at: given('at'),
    }),
);

const deleteLabels = statement((builder: QueryBuilder) => builder.deleteFrom('confidence_labels'));

const LEARNING = 'confidence_learning';

/** What confidences go by, over one connection. */
export function createConfidence(connection: Connection): ConfidenceReads & ConfidenceWrites {
  return {
    inForce: () => selectInForce.rows(connection, {}),
    async fits(limit) {
      return (await selectNewest.rows(connection, { limit })).map(toStoredFit);
    },
    async learning() {
      const value = await readStoreValue(connection, LEARNING);
      return value === undefined ? { isOn: true } : parseJson(value, 'store_values', LEARNING);
    },
    async fileLabels() {
      const rows = await selectLabels.rows(connection, {});
      return rows.map(({ id, is_right, ...label }) => ({ ...label, right: is_right === 1 }));
    },
    async addFit({ kind, locale, at, state, scaling, labels, before, after }) {
      if (state === 'in_force') await supersede.run(connection, { kind, locale });
      const details: Details = { labels, before, after };
      const inserted = await insertFit.row(connection, {
        kind,
        locale,
        at,
        state,
        ...scaling,
        details: toJson(details),
      });
      if (inserted === undefined) throw new Error('An inserted fit has an id.');
      return inserted.id;
    },
    async undo(id, by, at) {
      const fit = await selectFit.row(connection, { id });
      if (fit?.state !== 'in_force') return false;
      await setState.run(connection, { id, state: 'undone', undone: toJson({ by, at }) });
      const before = await selectSuperseded.row(connection, { id, kind: fit.kind, locale: fit.locale });
      if (before !== undefined) await setState.run(connection, { id: before.id, state: 'in_force', undone: null });
      return true;
    },
    async setLearning(learning) {
      await writeStoreValue(connection, LEARNING, toJson(learning));
    },
    async setFileLabels(labels) {
      await deleteLabels.run(connection, {});
      for (const { right, ...label } of labels) {
        await insertLabel.run(connection, { ...label, isRight: right ? 1 : 0 });
      }
    },
  };
}

function toStoredFit({ id, kind, locale, at, state, slope, intercept, details, undone }: Row): StoredFit {
  return {
    ...parseJson<Details>(details, 'confidence_fits', id),
    ...{ id, kind, locale, at, state },
    scaling: { slope, intercept },
    undone: undone === null ? undefined : parseJson(undone, 'confidence_fits', id),
  };
}
