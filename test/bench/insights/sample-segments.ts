/** The groups that are found among the customers of a sample history, beside those that were planted. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { behaviourRows } from '../../../src/insights/customers/customers.ts';
import { readHistory } from '../../../src/insights/history/history.ts';
import { findSegments } from '../../../src/insights/segments/segments.ts';
import { vMeasure } from '../../../src/lib/statistics/clusters.ts';
import { openConnection } from '../../../src/store/sqlite/connection.ts';
import { openStoreReader } from '../../../src/store/sqlite/store-reader.ts';
import type { Measure } from './measure.ts';

interface Truth {
  until: number;
  customers: { key: string; segment: string }[];
}

/** Of customers who came at least twice, as the report has it. */
export async function measureSampleSegments(deskFolder: string, storeFile: string): Promise<Measure[]> {
  const truth: Truth = JSON.parse(await readFile(join(deskFolder, 'truth.json'), 'utf8'));
  const segmentOf = new Map(truth.customers.map(({ key, segment }) => [key, segment]));
  const connection = openConnection({ file: storeFile, busyTimeoutMs: 0 });
  const known = await connection.rows<{ id: string; key: string }>(
    'select customer_id as id, conversation_key as key from conversations',
    [],
  );
  connection.close();
  const plantedOf = new Map(known.map(({ id, key }) => [id, segmentOf.get(key) ?? '']));
  const reader = await openStoreReader(storeFile);
  const history = await readHistory(reader.read.facts, { since: 0, until: truth.until }, { turns: false });
  reader.close();
  const rows = behaviourRows(history, 'Europe/Berlin').filter(({ conversations }) => conversations >= 2);
  const planted = rows.map(({ customerId }) => plantedOf.get(customerId) ?? '');
  const found = findSegments(rows);
  if (found.kind === 'unknown') return [{ name: 'sample.segments_v_measure', value: undefined, note: found.reason }];
  const { best, oneGroup = '', three } = found;
  const measureOf = (segments: readonly number[] | undefined) => vMeasure(planted, segments ?? planted.map(() => 0));
  return [
    {
      ...{ name: 'sample.segments_v_measure', value: measureOf(best?.segmentOf) },
      peers: { 'always three': measureOf(three?.segmentOf) },
      note: `${rows.length} customers who came twice or more. ${oneGroup}`,
    },
  ];
}
