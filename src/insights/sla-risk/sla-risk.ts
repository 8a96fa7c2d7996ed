/** Which tickets will miss their service level, where the past shows that it can be told when they are opened. */

import { expectedCalibrationError } from '../../domain/confidence/fit.ts';
import { DAY_MS } from '../../domain/policy.ts';
import type { Finding } from '../../lib/statistics/finding.ts';
import { areaUnderCurve } from '../../lib/statistics/ranking.ts';
import type { DayReader } from '../days.ts';
import { fitRisk, type RiskModel } from './risk-model.ts';
import type { SlaRow } from './sla-row.ts';

/** Of those kept and of those missed it takes as many. */
export const LEAST_OF_EACH = 50;
const LEAST_TESTED = 30;
const LEARNT_SHARE = 0.7;
/** The square error has to be smaller than that of the base rate by such a share of it. */
const LEAST_GAIN = 0.02;
/** After how long an example may count half; which of them is right is found within what is learnt from. */
const HALF_LIVES_MS = [7 * DAY_MS, 28 * DAY_MS, Number.POSITIVE_INFINITY];

/** The probability that was told when a ticket was opened, and whether it was missed. */
export interface ToldRisk {
  score: number;
  happened: boolean;
}

export interface SlaForecast {
  /** The probability that a ticket opened now misses its service level. */
  missed: RiskModel['missed'];
  /** How often a ticket that was missed had been told a higher risk than one that was kept, in the last tenths of time, with its 95 % interval. */
  auc: { value: number; low: number; high: number };
  /** How far risks were from what happened, on average. */
  calibrationError: number;
  /** By what share the square error is smaller than that of telling the base rate each time. */
  gain: number;
  tested: number;
  missedShare: number;
}

/**
 * Learns from tickets in order of opening, and judges on their last three tenths by what was known before them. Unknown where there are too few, and
 * where the risk told is not clearly better than the base rate.
 */
export function learnSlaRisk(rows: readonly SlaRow[], now: number, days: DayReader): Finding<SlaForecast> {
  const kept = rows.filter((row) => row.kept === true).length;
  const missed = rows.filter((row) => row.kept === false).length;
  if (Math.min(kept, missed) < LEAST_OF_EACH) {
    return unknown(
      `${kept} tickets kept their service level and ${missed} missed it; it takes ${LEAST_OF_EACH} of each.`,
    );
  }
  const { told, baseRate, halfLifeMs } = judgeSlaRisk(rows, days);
  if (told.length < LEAST_TESTED) {
    return unknown(
      `Of the last three tenths of ${rows.length} tickets, ${told.length} are known to have kept or missed their service level; it takes ${LEAST_TESTED}.`,
    );
  }
  const auc = areaUnderCurve(told);
  const gain = 1 - squareError(told) / squareError(told.map(({ happened }) => ({ score: baseRate, happened })));
  if (auc === undefined || auc.low <= 0.5 || !(gain >= LEAST_GAIN)) {
    return unknown(
      `Nothing that is known when a ticket is opened told which of the last ${told.length} would miss their service level, better than how many do.`,
    );
  }
  return {
    kind: 'known',
    missed: fitRisk(rows, { at: now, days, halfLifeMs }).missed,
    auc,
    calibrationError: expectedCalibrationError(
      told.map(({ score, happened }) => ({ confidence: score, right: happened })),
    ),
    gain,
    tested: told.length,
    missedShare: missed / (kept + missed),
  };
}

/** What was told of the last three tenths of tickets, by what was known when the first of them was opened. */
export function judgeSlaRisk(
  rows: readonly SlaRow[],
  days: DayReader,
): { told: ToldRisk[]; baseRate: number; halfLifeMs: number } {
  const cut = Math.floor(rows.length * LEARNT_SHARE);
  const at = rows[cut]?.openedAt ?? 0;
  const past = rows
    .slice(0, cut)
    .map((row) => ((row.knownAt ?? at) < at ? row : { ...row, kept: undefined, knownAt: undefined }));
  const halfLifeMs = chooseHalfLife(past, days);
  const known = past.filter((row) => row.kept !== undefined);
  return {
    told: tellRisks(fitRisk(past, { at, days, halfLifeMs }), rows.slice(cut)),
    baseRate: known.filter((row) => row.kept === false).length / Math.max(1, known.length),
    halfLifeMs,
  };
}

/** The risks that a model tells of tickets of which it is known how they went. */
export function tellRisks(model: RiskModel, rows: readonly SlaRow[]): ToldRisk[] {
  return rows.flatMap((row) => (row.kept === undefined ? [] : [{ score: model.missed(row), happened: !row.kept }]));
}

function chooseHalfLife(past: readonly SlaRow[], days: DayReader): number {
  const cut = Math.floor(past.length * LEARNT_SHARE);
  const at = past[cut]?.openedAt ?? 0;
  const scores = HALF_LIVES_MS.map((halfLifeMs) => {
    const model = fitRisk(past, { at, days, halfLifeMs });
    return areaUnderCurve(tellRisks(model, past.slice(cut)))?.value ?? 0;
  });
  return HALF_LIVES_MS[scores.indexOf(Math.max(...scores))] ?? Number.POSITIVE_INFINITY;
}

function squareError(told: readonly ToldRisk[]): number {
  return told.reduce((sum, { score, happened }) => sum + (score - (happened ? 1 : 0)) ** 2, 0) / told.length;
}

function unknown(reason: string): { kind: 'unknown'; reason: string } {
  return { kind: 'unknown', reason };
}
