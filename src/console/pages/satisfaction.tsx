import type { SatisfactionSummary } from '../../domain/satisfaction.ts';
import { percent } from '../../domain/staff-wording.ts';
import {
  type SatisfactionBySubject,
  type SatisfactionReport,
  SUBJECT_KINDS,
  type SubjectKind,
  type SubjectSatisfaction,
} from '../../insights/satisfaction-report.ts';
import type { FeedbackKind } from '../../ports/store.ts';
import type { SurveyCount } from '../../ports/surveys.ts';
import { type PageContext, renderPage } from './layout.tsx';
import { SatisfactionPlot } from './satisfaction-plot.tsx';
import { Surveys } from './surveys.tsx';

/** The periods that can be looked at, in days. */
export const PERIODS_DAYS = [7, 30, 90, 365] as const;

interface SatisfactionProps {
  context: PageContext;
  report: SatisfactionReport;
  periodDays: number;
  minScores: number;
  surveys: readonly SurveyCount[];
}

/** How satisfied customers are, drawn and in numbers. */
export function renderSatisfaction({ context, report, periodDays, minScores, surveys }: SatisfactionProps) {
  return renderPage({
    context,
    section: 'satisfaction',
    title: 'Satisfaction',
    children: (
      <>
        <h1>Satisfaction</h1>
        <Periods current={periodDays} />
        <Scores
          kind="answer"
          title="Answers"
          note="whether an answer helped, 1 or 0"
          report={report.answer}
          minScores={minScores}
        />
        <Scores
          kind="rating"
          title="Tickets"
          note="1 to 5 after a ticket was resolved; 4 and 5 count as satisfied"
          report={report.rating}
          minScores={minScores}
        />
        <p class="lead">
          The line through each point is the 95 % Wilson interval: with few scores it is long, and says so. The weighted
          mean counts important matters more (Σwr/Σw).
        </p>
        <Surveys counts={surveys} />
      </>
    ),
  });
}

function Periods({ current }: { current: number }) {
  return (
    <nav class="periods" aria-label="Period">
      {PERIODS_DAYS.map((days) => (
        <a class="tab" href={`/console/satisfaction?days=${days}`} aria-current={days === current ? 'true' : undefined}>
          {days === 365 ? '1 year' : `${days} days`}
        </a>
      ))}
    </nav>
  );
}

const SUBJECT_TITLES: Record<SubjectKind, string> = {
  bot: 'Bot',
  agent: 'Agents',
  intent: 'Intents',
  article: 'Articles',
  channel: 'Channels',
};

interface ScoresProps {
  kind: FeedbackKind;
  title: string;
  note: string;
  report: SatisfactionBySubject;
  minScores: number;
}

function Scores({ kind, title, note, report, minScores }: ScoresProps) {
  const groups = SUBJECT_KINDS.map((subject) => ({ title: SUBJECT_TITLES[subject], subjects: report[subject] })).filter(
    ({ subjects }) => subjects.length > 0,
  );
  return (
    <section class="panel" id={kind}>
      <h2>
        {title} <small>{note}</small>
      </h2>
      {groups.length === 0 && <p class="empty">Nobody was asked in this period.</p>}
      {groups.length > 0 && <SatisfactionPlot title={title} groups={groups} />}
      {groups.length > 0 && <Table kind={kind} title={title} groups={groups} minScores={minScores} />}
    </section>
  );
}

interface TableProps {
  kind: FeedbackKind;
  title: string;
  groups: { title: string; subjects: SubjectSatisfaction[] }[];
  minScores: number;
}

function Table({ kind, title, groups, minScores }: TableProps) {
  return (
    <div class="scroll">
      <table>
        <caption class="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">About</th>
            <th scope="col">Satisfied</th>
            <th scope="col">95 % interval</th>
            <th scope="col">Mean</th>
            <th scope="col">Weighted mean</th>
            <th scope="col">Scores</th>
            <th scope="col">Response rate</th>
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody>
            <tr>
              <th scope="rowgroup" colspan={7} class="rowgroup">
                {group.title}
              </th>
            </tr>
            {group.subjects.map((subject) => (
              <Row subject={subject} kind={kind} minScores={minScores} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Row({ subject, kind, minScores }: { subject: SubjectSatisfaction; kind: FeedbackKind; minScores: number }) {
  const { name, summary } = subject;
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi>
      </th>
      <Figures summary={summary} digits={kind === 'answer' ? 2 : 1} minScores={minScores} />
      <td class="number">
        {summary.scored} of {summary.asked}
      </td>
      <td class="number">{summary.responseRate === undefined ? '' : percent(summary.responseRate)}</td>
    </tr>
  );
}

function Figures({ summary, digits, minScores }: { summary: SatisfactionSummary; digits: number; minScores: number }) {
  const { satisfiedShare, satisfiedInterval, mean, weightedMean } = summary;
  if (satisfiedShare === undefined || satisfiedInterval === undefined) {
    return (
      <td colspan={4} class="empty">
        too few answers yet ({minScores} make a score)
      </td>
    );
  }
  return (
    <>
      <td class="number">{percent(satisfiedShare)}</td>
      <td class="number">
        {percent(satisfiedInterval.low)} – {percent(satisfiedInterval.high)}
      </td>
      <td class="number">{mean?.toFixed(digits)}</td>
      <td class="number">{weightedMean?.toFixed(digits)}</td>
    </>
  );
}
