/** `npm run bench:insights -- --data FOLDER`: how good the models of the reports are, beside simpler ways. */

import { Command } from 'commander';
import { measureBandit } from './bandit.ts';
import { measureChurn } from './churn.ts';
import { measureCustomers } from './customers.ts';
import { measureForecast } from './forecast.ts';
import type { Measure, MeasurePart } from './measure.ts';
import { measureRegression } from './regression.ts';
import { measureRota } from './rota.ts';
import { measureScale } from './scale.ts';
import { measureSlaPrediction } from './sla-prediction.ts';
import { measureWait } from './wait.ts';

/** Each part by the name that `--only` takes. */
const PARTS: Record<string, MeasurePart> = {
  forecast: measureForecast,
  regression: measureRegression,
  churn: measureChurn,
  rota: measureRota,
  bandit: measureBandit,
  customers: measureCustomers,
  wait: measureWait,
  'sla-prediction': measureSlaPrediction,
  scale: measureScale,
};

await new Command('insights')
  .description('measure the models of the reports')
  .option(
    '--data <folder>',
    'the folder of telco-churn.csv, bank-calls-5min-2003.tsv, servicenow-incidents-2016.csv.gz',
  )
  .option('--only <part>', `one of ${Object.keys(PARTS).join(', ')}`)
  .option('--json', 'print one JSON object')
  .action(async ({ data, only, json }: { data?: string; only?: string; json?: true }) => {
    const measures: Measure[] = [];
    for (const [name, measure] of Object.entries(PARTS)) {
      if (only !== undefined && only !== name) continue;
      for (const found of await measure(data)) {
        measures.push(found);
        if (!json) process.stdout.write(`${describe(found)}\n`);
      }
    }
    if (json) process.stdout.write(`${JSON.stringify(Object.fromEntries(measures.map((m) => [m.name, m.value])))}\n`);
  })
  .parseAsync();

function describe({ name, value, atLeast, atMost, peers = {}, note }: Measure): string {
  const aim = [atLeast !== undefined && `at least ${atLeast}`, atMost !== undefined && `at most ${atMost}`];
  const others = Object.entries(peers).map(([peer, figure]) => `${peer} ${rounded(figure)}`);
  return [
    name.padEnd(48),
    (value === undefined ? '–' : rounded(value)).padStart(10),
    `  ${aim.filter(Boolean).join(', ')}`.padEnd(32),
    [...others, ...(note === undefined ? [] : [note])].join('; '),
  ].join('');
}

function rounded(value: number): string {
  return Number(value.toPrecision(4)).toString();
}
