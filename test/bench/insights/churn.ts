/** Churn on public data of a telephone company, and the logistic regression beneath it. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { CustomerRow } from '../../../src/insights/churn/churn-model.ts';
import { type ChurnQuality, crossValidate, qualityOf } from '../../../src/insights/churn/cross-validate.ts';
import type { Interaction } from '../../../src/insights/churn/design.ts';
import { fitMaximumLikelihood } from '../../../src/lib/statistics/maximum-likelihood.ts';
import { areaUnderCurve, liftOfTopTenth } from '../../../src/lib/statistics/ranking.ts';
import type { Measure, MeasurePart } from './measure.ts';

type Customer = Record<string, string>;

const SEEDS = [1, 2, 3, 4, 5];
const AMOUNTS = ['tenure', 'MonthlyCharges', 'TotalCharges'];
/** How long somebody is a customer counts differently by what binds them and what they have. */
const INTERACTIONS: Interaction[] = [
  ['Contract', 'tenure'],
  ['InternetService', 'tenure'],
];

export const measureChurn: MeasurePart = async (data) => {
  const file = join(data ?? '', 'telco-churn.csv');
  if (data === undefined || !existsSync(file))
    return [{ name: 'churn.auc', value: undefined, note: 'needs telco-churn.csv in --data' }];
  const customers: Customer[] = parse(readFileSync(file), { columns: true });
  const rows = customers.map(toRow);
  const runs = SEEDS.map((seed) => crossValidate(rows, INTERACTIONS, seed));
  const average = (figure: (quality: ChurnQuality) => number) =>
    mean(runs.map((scored) => figure(qualityOf(scored) as ChurnQuality)));
  const monthly = customers.map((customer) => ({
    score: customer.Contract === 'Month-to-month' ? 1 : 0,
    happened: customer.Churn === 'Yes',
  }));
  return [
    {
      name: 'churn.auc',
      value: average(({ areaUnderCurve: { value } }) => value),
      atLeast: 0.847,
      peers: { 'month-to-month rule': areaUnderCurve(monthly)?.value ?? 0 },
    },
    {
      name: 'churn.calibration_error',
      value: average(({ calibrationError }) => calibrationError),
      atMost: 0.0135,
      note: `the tenths pooled, in 15 bins as wide; in bins of as many ${average((quality) => quality.calibrationErrorByCount).toFixed(4)}; all five in one ${(qualityOf(runs.flat())?.calibrationError ?? 0).toFixed(4)}`,
    },
    {
      name: 'churn.lift_top_tenth',
      value: average(({ liftOfTopTenth: lift }) => lift),
      atLeast: 2.85,
      peers: { 'month-to-month rule': liftOfTopTenth(monthly) ?? 0 },
    },
    coefficients(customers),
  ];
};

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The total of the 11 who have not paid yet is blank. */
function toRow({ customerID = '', Churn, ...others }: Customer): CustomerRow {
  const read = (name: string, text: string) => {
    if (!AMOUNTS.includes(name)) return text;
    return text.trim() === '' ? undefined : Number(text);
  };
  const features = Object.entries(others).map(([name, text]) => [name, read(name, text)]);
  return { id: customerID, churned: Churn === 'Yes', features: Object.fromEntries(features) };
}

/** Maximum likelihood on 1, tenure/72, MonthlyCharges/100, one year, two years, fibre: worked out once by another program. */
const REFERENCE = [-1.237553, -2.468834, 1.642213, -0.954845, -1.850131, 0.762487];

function coefficients(customers: readonly Customer[]): Measure {
  const paying = customers.filter(({ TotalCharges = '' }) => TotalCharges.trim() !== '');
  const fit = fitMaximumLikelihood(
    ['tenure', 'charges', 'one year', 'two years', 'fibre'],
    paying.map(({ tenure, MonthlyCharges, Contract, InternetService }) => [
      ...[Number(tenure) / 72, Number(MonthlyCharges) / 100],
      ...[Contract === 'One year', Contract === 'Two year', InternetService === 'Fiber optic'].map(Number),
    ]),
    paying.map(({ Churn }) => Churn === 'Yes'),
  );
  if (fit.kind === 'unknown') return { name: 'logistic.decimals', value: 0, atLeast: 6, note: fit.reason };
  const apart = Math.max(
    ...fit.coefficients.map(({ estimate }, index) => Math.abs(estimate - (REFERENCE[index] ?? 0))),
  );
  return {
    name: 'logistic.decimals',
    value: -Math.log10(Math.max(apart, 5e-7)),
    atLeast: 6,
    note: 'decimals that agree with the reference, which has six',
  };
}
