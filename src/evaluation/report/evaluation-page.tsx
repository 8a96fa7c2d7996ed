/** An evaluation as one page of HTML that needs nothing else: no scripts, no fonts, no network. */

import { raw } from 'hono/html';
import type { Chart } from '../../charts/chart.ts';
import { ChartFigure } from '../../charts/chart-figure.tsx';
import { drawForPage } from '../../charts/draw.ts';
import type { FigureChanges } from '../compare-figures.ts';
import { type ConfusedPair, type Figures, NOT_UNDERSTOOD } from '../figures.ts';
import { percent, signedPoints } from '../percent.ts';
import { confusionChart, reliabilityChart } from './evaluation-charts.ts';
import { STYLE } from './style.ts';

export interface EvaluationPage {
  /** What the desk is called, or where it is. */
  desk: string;
  folds: number;
  locales: LocaleSection[];
  /** What the changes are beside, in words; or why there are none. */
  comparedWith: string;
}

/** One locale's figures, and what changed of them. */
export interface LocaleSection {
  locale: string;
  figures: Figures;
  changes: FigureChanges | undefined;
}

const MOST_PAIRS = 25;
const MOST_EXAMPLES = 6;
const MOST_CHANGES = 20;

/** The page's whole HTML; every text of the desk is escaped. */
export async function renderEvaluationPage(page: EvaluationPage): Promise<string> {
  const sections = await Promise.all(page.locales.map(drawSection));
  const title = `How well the intents of ${page.desk} are told apart`;
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>{title}</title>
        <style>{raw(STYLE)}</style>
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          <p class="lead">
            Cross-validated in {page.folds} folds: each utterance was read by a bot that was trained without it.{' '}
            {page.comparedWith}
          </p>
          {sections.map((section) => (
            <Locale {...section} />
          ))}
        </main>
      </body>
    </html>
  );
  return `<!doctype html>\n${document}\n`;
}

/** A section with its charts and their drawings. */
interface DrawnSection extends LocaleSection {
  confusion: { chart: Chart; svg: string };
  reliability: { chart: Chart; svg: string };
}

async function drawSection(section: LocaleSection): Promise<DrawnSection> {
  const drawn = async (chart: Chart) => ({ chart, svg: await drawForPage(chart) });
  const { figures } = section;
  const confusion = await drawn(confusionChart(figures));
  return { ...section, confusion, reliability: await drawn(reliabilityChart(figures.reliability)) };
}

function Locale({ locale, figures, changes, confusion, reliability }: DrawnSection) {
  const { utterances, intents, accuracy, macroF1, calibrationError, confusions } = figures;
  return (
    <section>
      <h2>{locale}</h2>
      <p>
        {utterances} utterances of {intents.length} intents
      </p>
      <dl class="figures">
        <Figure name="Accuracy" value={percent(accuracy)} change={changes && signedPoints(changes.accuracy)} />
        <Figure name="Macro-F1" value={percent(macroF1)} change={changes && signedPoints(changes.macroF1)} />
        <Figure
          name="Calibration error (ECE)"
          value={percent(calibrationError)}
          change={changes && signedPoints(changes.calibrationError)}
        />
      </dl>
      {changes && <Changes {...changes} />}
      {confusions.length === 0 ? <p>Nothing was taken for anything else.</p> : <ChartFigure {...confusion} />}
      {confusions.length > 0 && <Pairs confusions={confusions} />}
      <ChartFigure {...reliability} />
      <h3>Each intent</h3>
      <Intents figures={figures} />
    </section>
  );
}

function Figure({ name, value, change }: { name: string; value: string; change: string | undefined }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value} {change !== undefined && <small>{change}</small>}
      </dd>
    </div>
  );
}

function Changes({ intents, addedIntents, removedIntents, newlyRight, newlyWrong }: FigureChanges) {
  const lists: [string, string[]][] = [
    ['New intents', addedIntents],
    ['Intents that are gone', removedIntents],
    ['Better by F1', intents.filter((one) => one.now > one.before).map(describeChange)],
    ['Worse by F1', intents.filter((one) => one.now < one.before).map(describeChange)],
    ['Right now', newlyRight.map(({ text, meant }) => `“${text}” is ${meant}`)],
    [
      'Wrong now',
      newlyWrong.map(({ text, meant, takenFor }) => `“${text}” is ${meant}, taken for ${takenFor ?? NOT_UNDERSTOOD}`),
    ],
  ];
  const filled = lists.filter(([, entries]) => entries.length > 0);
  if (filled.length === 0) return null;
  return (
    <>
      <h3>What changed</h3>
      {filled.map(([name, entries]) => (
        <details>
          <summary>
            {name}: {entries.length}
          </summary>
          <ul>
            {entries.slice(0, MOST_CHANGES).map((entry) => (
              <li>{entry}</li>
            ))}
            {entries.length > MOST_CHANGES && <li>and {entries.length - MOST_CHANGES} more</li>}
          </ul>
        </details>
      ))}
    </>
  );
}

function describeChange({ intent, before, now }: FigureChanges['intents'][number]): string {
  return `${intent}: ${percent(before)} → ${percent(now)}`;
}

function Pairs({ confusions }: { confusions: ConfusedPair[] }) {
  return (
    <>
      <h3>The most confused pairs, and the utterances that cause it</h3>
      {confusions.slice(0, MOST_PAIRS).map(({ intents: [a, b], utterances }, rank) => (
        <details open={rank < 3}>
          <summary>
            <code>{a}</code> and <code>{b}</code>: {utterances.length}
          </summary>
          <ul>
            {utterances.slice(0, MOST_EXAMPLES).map(({ text, meant, takenFor, confidence }) => (
              <li>
                <bdi>“{text}”</bdi> is <code>{meant}</code>, taken for <code>{takenFor ?? NOT_UNDERSTOOD}</code>{' '}
                <small>({percent(confidence)} sure)</small>
              </li>
            ))}
            {utterances.length > MOST_EXAMPLES && <li>and {utterances.length - MOST_EXAMPLES} more</li>}
          </ul>
        </details>
      ))}
    </>
  );
}

function Intents({ figures }: { figures: Figures }) {
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Intent</th>
            <th scope="col">Utterances</th>
            <th scope="col">Precision</th>
            <th scope="col">Recall</th>
            <th scope="col">F1</th>
          </tr>
        </thead>
        <tbody>
          {figures.intents.map(({ intent, utterances, precision, recall, f1 }) => (
            <tr>
              <th scope="row">
                <code>{intent}</code>
              </th>
              <td>{utterances}</td>
              <td>{percent(precision)}</td>
              <td>{percent(recall)}</td>
              <td>{percent(f1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
