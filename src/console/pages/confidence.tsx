import { ALL_LOCALES } from '../../domain/confidence/apply.ts';
import { LEAST_LABELS, type ReliabilityRow } from '../../domain/confidence/fit.ts';
import { count, languageName, percent } from '../../domain/staff-wording.ts';
import type { FitState, Learning, StoredFit } from '../../ports/confidence.ts';
import type { ConfidenceView } from '../../staff/confidence.ts';
import { Form, type PageContext, renderPage } from './layout.tsx';
import { Moment } from './moment.tsx';

/** How honest the bot's confidences are, what they were fitted to, and the way to take a fit back. */
export function renderConfidence(context: PageContext, { learning, fits, labels }: ConfidenceView) {
  return renderPage({
    context,
    section: 'confidence',
    title: 'Confidence',
    children: (
      <>
        <h1>Confidence</h1>
        <p class="lead">
          How sure the bot is of an intent or an article is fitted to what became of earlier messages: 👍 and 👎 on
          answers, what was picked of an offer, and what staff say it should have been. That says so far of{' '}
          {count(labels.intent, 'intent')} and {count(labels.article, 'article')} whether they were right; a fit needs{' '}
          {LEAST_LABELS} of a kind.
        </p>
        <LearningSwitch context={context} learning={learning} />
        {!fits.some(isInForce) && <p class="empty">No fit is in force: confidences are as they are read.</p>}
        {ofEachSubject(fits).map((fit) => (
          <Reliability context={context} fit={fit} />
        ))}
        {fits.length > 0 && <History fits={fits} />}
      </>
    ),
  });
}

function isInForce({ state }: StoredFit): boolean {
  return state === 'in_force';
}

/** Of each kind and language the fit in force, else the newest. */
function ofEachSubject(fits: readonly StoredFit[]): StoredFit[] {
  const inOrder = [...fits.filter(isInForce), ...fits];
  return inOrder.filter((fit, index) => inOrder.findIndex((other) => titleOf(other) === titleOf(fit)) === index);
}

function LearningSwitch({ context, learning: { isOn, by, at } }: { context: PageContext; learning: Learning }) {
  return (
    <section class="panel" aria-label="Learning">
      <p>
        {isOn ? 'Learning is on: fits are made by themselves.' : 'Learning is off: what is in force stays.'}{' '}
        {by !== undefined && at !== undefined && (
          <small>
            <bdi>{by.name}</bdi>, <Moment at={at} />
          </small>
        )}
      </p>
      <Form context={context} action="/console/confidence/learning">
        <input type="hidden" name="on" value={String(!isOn)} />
        <button type="submit" class={isOn ? 'button' : 'button primary'}>
          {isOn ? 'Turn learning off' : 'Turn learning on'}
        </button>
      </Form>
    </section>
  );
}

function Reliability({ context, fit }: { context: PageContext; fit: StoredFit }) {
  const title = titleOf(fit);
  return (
    <section class="panel" aria-label={title}>
      <h2>
        {title} <small>{STATE_WORDS[fit.state]}</small>
      </h2>
      <p class="facts">
        <Moment at={fit.at} />
        <span>{count(fit.labels, 'message')}</span>
        <span>
          slope {fit.scaling.slope.toFixed(2)}, intercept {fit.scaling.intercept.toFixed(2)}
        </span>
        <span>
          off by {percent(fit.before.error)} on average before, {percent(fit.after.error)} after
        </span>
      </p>
      <ReliabilityTable title={title} before={fit.before.table} after={fit.after.table} />
      {isInForce(fit) && (
        <Form context={context} action={`/console/confidence/${fit.id}/undo`} class="row">
          <button type="submit" class="button">
            Undo
          </button>
          <small>What was in force before it is then in force again, and learning is off.</small>
        </Form>
      )}
    </section>
  );
}

/** Each range of confidences before and after the fit: how sure the bot was on average, and how often it was right. */
function ReliabilityTable({
  title,
  before,
  after,
}: {
  title: string;
  before: readonly ReliabilityRow[];
  after: readonly ReliabilityRow[];
}) {
  const starts = [...new Set([...before, ...after].map(({ from }) => from))].sort((a, b) => a - b);
  return (
    <div class="scroll">
      <table>
        <caption class="visually-hidden">{title}: how sure the bot was, and how often it was right</caption>
        <thead>
          <tr>
            <th scope="col" rowspan={2}>
              Confidence
            </th>
            <th scope="colgroup" colspan={3}>
              Before
            </th>
            <th scope="colgroup" colspan={3}>
              After
            </th>
          </tr>
          <tr>
            {['before', 'after'].map(() => (
              <>
                <th scope="col">Messages</th>
                <th scope="col">Sure by</th>
                <th scope="col">Right</th>
              </>
            ))}
          </tr>
        </thead>
        <tbody>
          {starts.map((from) => (
            <tr>
              <th scope="row" class="number">
                {percent(from)} – {percent(from + 0.1)}
              </th>
              <Cells row={before.find((one) => one.from === from)} />
              <Cells row={after.find((one) => one.from === from)} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cells({ row }: { row: ReliabilityRow | undefined }) {
  if (row === undefined) return <td colspan={3} />;
  return (
    <>
      <td class="number">{row.count}</td>
      <td class="number">{percent(row.meanConfidence)}</td>
      <td class="number">{percent(row.shareRight)}</td>
    </>
  );
}

const STATE_WORDS: Record<FitState, string> = {
  in_force: 'in force',
  superseded: 'a later one is in force',
  not_better: 'no better than what was in force, and not used',
  undone: 'undone',
};

function History({ fits }: { fits: readonly StoredFit[] }) {
  return (
    <section class="panel">
      <h2>Fits</h2>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Fit</th>
              <th scope="col">Of</th>
              <th scope="col">Made</th>
              <th scope="col">Messages</th>
              <th scope="col">Slope</th>
              <th scope="col">Intercept</th>
              <th scope="col">Off by</th>
              <th scope="col">What became of it</th>
            </tr>
          </thead>
          <tbody>
            {fits.map((fit) => (
              <tr>
                <th scope="row" class="number">
                  {fit.id}
                </th>
                <td>{titleOf(fit)}</td>
                <td>
                  <Moment at={fit.at} />
                </td>
                <td class="number">{fit.labels}</td>
                <td class="number">{fit.scaling.slope.toFixed(2)}</td>
                <td class="number">{fit.scaling.intercept.toFixed(2)}</td>
                <td class="number">
                  {percent(fit.before.error)} → {percent(fit.after.error)}
                </td>
                <td>
                  {STATE_WORDS[fit.state]}
                  {fit.undone !== undefined && (
                    <>
                      {' '}
                      by <bdi>{fit.undone.by.name}</bdi>, <Moment at={fit.undone.at} />
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function titleOf({ kind, locale }: Pick<StoredFit, 'kind' | 'locale'>): string {
  const what = kind === 'intent' ? 'Intents' : 'Articles';
  return `${what}, ${locale === ALL_LOCALES ? 'all languages' : languageName(locale)}`;
}
