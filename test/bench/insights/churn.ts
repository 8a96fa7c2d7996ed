/** Churn on public data of a telephone company, and the logistic regression beneath it. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { type ChurnRow, crossValidated } from '../../../src/insights/churn/churn-model.ts';
import { fitLogistic } from '../../../src/lib/logistic-regression.ts';
import { areaUnderCurve, liftOfTopTenth } from '../../../src/lib/statistics/ranking.ts';
import type { Measure, MeasurePart } from './measure.ts';

type Customer = Record<string, string>;

const SEEDS = [1, 2, 3, 4, 5];
const BINS = 15;

export const measureChurn: MeasurePart = async (data) => {
  const file = join(data ?? '', 'telco-churn.csv');
  if (data === undefined || !existsSync(file))
    return [{ name: 'churn.auc', value: undefined, note: 'needs telco-churn.csv in --data' }];
  const customers: Customer[] = parse(readFileSync(file), { columns: true });
  const rows = toRows(customers);
  const runs = SEEDS.map((seed) => crossValidated(rows, seed));
  const aucs = runs.map((scored) => areaUnderCurve(scored)?.value ?? 0);
  const lifts = runs.map((scored) => liftOfTopTenth(scored) ?? 0);
  const monthly = customers.map((customer) => ({
    score: customer.Contract === 'Month-to-month' ? 1 : 0,
    happened: customer.Churn === 'Yes',
  }));
  return [
    {
      name: 'churn.auc',
      value: mean(aucs),
      atLeast: 0.847,
      peers: { 'month-to-month rule': areaUnderCurve(monthly)?.value ?? 0 },
    },
    {
      name: 'churn.calibration_error',
      value: calibrationError(runs.flat(), 'width'),
      atMost: 0.0135,
      note: `in ${BINS} bins as wide, all five pooled; each by itself ${mean(runs.map((scored) => calibrationError(scored, 'width'))).toFixed(4)} in the mean, in bins of as many ${mean(runs.map((scored) => calibrationError(scored, 'count'))).toFixed(4)}`,
    },
    {
      name: 'churn.lift_top_tenth',
      value: mean(lifts),
      atLeast: 2.85,
      peers: { 'month-to-month rule': liftOfTopTenth(monthly) ?? 0 },
    },
    coefficients(customers),
  ];
};

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const CATEGORIES = [
  'gender',
  'SeniorCitizen',
  'Partner',
  'Dependents',
  'PhoneService',
  'MultipleLines',
  'InternetService',
  'OnlineSecurity',
  'OnlineBackup',
  'DeviceProtection',
  'TechSupport',
  'StreamingTV',
  'StreamingMovies',
  'Contract',
  'PaperlessBilling',
  'PaymentMethod',
];

/** All categories as flags, and tenure also as a curve; 11 customers have no total because they are new. */
function toRows(customers: readonly Customer[]): ChurnRow[] {
  const flags = CATEGORIES.flatMap((name) =>
    [...new Set(customers.map((customer) => customer[name]))].slice(1).map((value) => [name, value] as const),
  );
  return customers.map((customer) => {
    const tenure = Number(customer.tenure);
    const charge = Number(customer.MonthlyCharges);
    const total = Number(customer.TotalCharges?.trim() || 0);
    return {
      id: customer.customerID ?? '',
      churned: customer.Churn === 'Yes',
      features: [
        ...[tenure / 72, Math.log1p(tenure), charge / 100, total / 8_000],
        ...flags.map(([name, value]) => (customer[name] === value ? 1 : 0)),
      ],
    };
  });
}

/** The mean distance between probability and what happened: Σ nᵢ/n · |mean probability − share|. */
function calibrationError(scored: readonly { score: number; happened: boolean }[], by: 'width' | 'count'): number {
  const sorted = scored.toSorted((a, b) => a.score - b.score);
  const bins = new Map<number, { score: number; happened: boolean }[]>();
  for (const [index, one] of sorted.entries()) {
    const bin =
      by === 'width' ? Math.min(BINS - 1, Math.floor(one.score * BINS)) : Math.floor((index * BINS) / sorted.length);
    bins.set(bin, [...(bins.get(bin) ?? []), one]);
  }
  return [...bins.values()].reduce((sum, bin) => {
    const distance = Math.abs(
      mean(bin.map(({ score }) => score)) - mean(bin.map(({ happened }) => (happened ? 1 : 0))),
    );
    return sum + (bin.length / sorted.length) * distance;
  }, 0);
}

/** Maximum likelihood on 1, tenure/72, MonthlyCharges/100, one year, two years, fibre: worked out once by another program. */
const REFERENCE = [-1.237553, -2.468834, 1.642213, -0.954845, -1.850131, 0.762487];

function coefficients(customers: readonly Customer[]): Measure {
  const examples = customers
    .filter(({ TotalCharges = '' }) => TotalCharges.trim() !== '')
    .map((customer) => ({
      features: [
        ...[1, Number(customer.tenure) / 72, Number(customer.MonthlyCharges) / 100],
        ...[
          customer.Contract === 'One year',
          customer.Contract === 'Two year',
          customer.InternetService === 'Fiber optic',
        ].map(Number),
      ],
      happened: customer.Churn === 'Yes',
      weight: 1,
    }));
  const found = fitLogistic(examples, new Array(6).fill(0), 0, 1e-12);
  const apart = Math.max(...found.map((value, index) => Math.abs(value - (REFERENCE[index] ?? 0))));
  return {
    name: 'logistic.decimals',
    value: -Math.log10(Math.max(apart, 5e-7)),
    atLeast: 6,
    note: 'decimals that agree with the reference, which has six',
  };
}
