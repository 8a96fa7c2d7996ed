/** What the bot answered, by intent and by article, and what became of it. */

import { DAY_MS } from '../../domain/policy.ts';
import { wilsonInterval } from '../../domain/satisfaction.ts';
import { cutText } from '../../lib/text.ts';
import { type IntentTrial, trialsOf } from '../bandit/trial-report.ts';
import type { ReportInput } from '../create-report.ts';
import type { Turn } from '../history/history.ts';
import type { Block, Cell, Column } from '../report.ts';
import { FEW } from '../report-words.ts';

const MOST_ROWS = 60;
/** Helped less often than this, beyond what chance does, is worth looking at. */
const HELPS_AT = 0.6;

const COLUMNS: Column[] = [
  { title: 'What' },
  { title: 'Asked', unit: 'count' },
  { title: 'Answered', unit: 'share' },
  { title: 'Handed over', unit: 'share' },
  { title: 'Scored', unit: 'count' },
  { title: 'Helped', unit: 'share' },
  { title: 'from', unit: 'share' },
  { title: 'to', unit: 'share' },
  { title: 'Opened again', unit: 'count' },
  { title: 'Corrected by staff', unit: 'count' },
];

/** What became of the turns about one thing. */
export interface AnswerRow {
  name: string;
  asked: number;
  answered: number;
  handedOver: number;
  helped: number;
  notHelped: number;
  reopened: number;
  corrected: number;
}

/** Each intent or article with what became of it, the most asked first. */
export function countAnswers(turns: readonly Turn[], nameOf: (turn: Turn) => string | undefined): AnswerRow[] {
  const rows = new Map<string, AnswerRow>();
  for (const turn of turns) {
    const name = nameOf(turn);
    if (name === undefined) continue;
    const row = rows.get(name) ?? {
      name,
      asked: 0,
      answered: 0,
      handedOver: 0,
      helped: 0,
      notHelped: 0,
      reopened: 0,
      corrected: 0,
    };
    rows.set(name, row);
    row.asked += 1;
    if (turn.action === 'answered') row.answered += 1;
    const outcome = turn.outcome?.outcome;
    if (turn.action === 'handed_over' || outcome === 'handed_over') row.handedOver += 1;
    if (outcome === 'helped') row.helped += 1;
    if (outcome === 'not_helped') row.notHelped += 1;
    if (outcome === 'reopened') row.reopened += 1;
    if (turn.correction !== undefined) row.corrected += 1;
  }
  return [...rows.values()].toSorted((a, b) => b.asked - a.asked || a.name.localeCompare(b.name, 'en'));
}

/** The blocks of the report. */
export async function answers(input: ReportInput): Promise<Block[]> {
  const { history, period } = input;
  const turns = history.turns.filter(
    ({ at, rule }) => at >= period.since && at < period.until && rule !== 'with_staff',
  );
  const intents = countAnswers(turns, ({ intent }) => intent);
  const articles = countAnswers(
    turns.filter(
      ({ action, rule }) => action === 'answered' && (rule === 'article_confident' || rule === 'article_asked'),
    ),
    ({ articleId }) => articleId,
  );
  return [
    ...worstOf([...intents, ...articles]),
    ...trialBlocks(trialsOf(input.content.trials, await input.variants(input.now - TRIAL_DAYS * DAY_MS), input.now)),
    { kind: 'table', title: 'By intent', columns: COLUMNS, rows: intents.slice(0, MOST_ROWS).map(toCells) },
    {
      kind: 'table',
      title: 'By article that answered',
      columns: COLUMNS,
      rows: articles.slice(0, MOST_ROWS).map(toCells),
    },
  ];
}

/** As far back as answers are drawn by. */
const TRIAL_DAYS = 180;
const LONGEST_ANSWER = 60;

/** Answers that are tried side by side: what each is worth, which is likely the best, and what the trying has cost. */
function trialBlocks(trials: readonly IntentTrial[]): Block[] {
  return trials.flatMap(({ intent, locale, texts, fixed, report }): Block[] => {
    const title = `${intent} (${locale}): answers side by side`;
    if (report.kind === 'unknown') return [{ kind: 'unknown', what: title, reason: report.reason }];
    const nameOf = (key: string) =>
      `${key === fixed ? 'fixed: ' : ''}${cutText(texts.get(key) ?? key, LONGEST_ANSWER)}`;
    const { best, regret, answers: figures } = report;
    const verdict =
      best.kind === 'known'
        ? `Best: “${nameOf(best.answer)}”, with a chance of ${(best.chance * 100).toFixed(0)} %.`
        : best.reason;
    return [
      {
        kind: 'table',
        title: `${title}. ${verdict} The trying has cost ${regret.expected.toFixed(1)} answers that would have helped (${regret.low.toFixed(1)} to ${regret.high.toFixed(1)}).`,
        columns: [
          { title: 'Answer' },
          { title: 'Given', unit: 'count' },
          { title: 'Known', unit: 'count' },
          { title: 'Worth', unit: 'share' },
          { title: 'from', unit: 'share' },
          { title: 'to', unit: 'share' },
          { title: 'Chance to be the best', unit: 'share' },
        ],
        rows: figures.map(({ answer, drawn, known, utility, interval, chanceOfBest }): Cell[] => [
          nameOf(answer),
          drawn,
          known,
          utility,
          interval.low,
          interval.high,
          chanceOfBest,
        ]),
      },
    ];
  });
}

function toCells({ name, asked, answered, handedOver, helped, notHelped, reopened, corrected }: AnswerRow): Cell[] {
  const scored = helped + notHelped;
  const interval = scored === 0 ? undefined : wilsonInterval(helped, scored);
  return [
    ...[name, asked, answered / asked, handedOver / asked, scored],
    ...(interval === undefined ? [undefined, undefined, undefined] : [helped / scored, interval.low, interval.high]),
    ...[reopened, corrected],
  ];
}

/** What helps too rarely, also in the best case that its scores leave open. */
function worstOf(rows: readonly AnswerRow[]): Block[] {
  const scored = rows.filter(({ helped, notHelped }) => helped + notHelped > 0);
  const poor = scored.filter(({ helped, notHelped }) => wilsonInterval(helped, helped + notHelped).high < HELPS_AT);
  if (poor.length === 0) {
    const most = Math.max(0, ...scored.map(({ helped, notHelped }) => helped + notHelped));
    const reason = most < FEW ? ` The most scored of them has ${most} scores; it takes about ${FEW} to tell.` : '';
    return [{ kind: 'text', text: `No answer is known to help less often than ${HELPS_AT * 100} %.${reason}` }];
  }
  return [
    {
      kind: 'chart',
      chart: {
        kind: 'intervals',
        title: 'Answers that rarely help',
        says: `Even at the upper end of their 95 % intervals these help less often than ${HELPS_AT * 100} %: rewrite them first.`,
        axis: { label: 'helped, of those that were scored', unit: 'share' },
        rows: poor.map(({ name, helped, notHelped }) => ({
          ...{ name, value: helped / (helped + notHelped), count: helped + notHelped },
          ...wilsonInterval(helped, helped + notHelped),
        })),
        reference: { value: HELPS_AT, label: `${HELPS_AT * 100} %` },
      },
    },
  ];
}
