import { articleChoiceId, intentChoiceId } from '../../domain/choice-id.ts';
import type { Article, Intent } from '../../domain/content.ts';
import type { AnalysisSummary, StoredDecision } from '../../domain/decision-record.ts';
import { describeAnalysis } from '../../domain/explain-decision.ts';
import type { TranscriptMessage } from '../../domain/message.ts';
import type { StoredTicket } from '../../ports/tickets.ts';
import { commandAction } from './command-action.ts';
import { Form, type PageContext, renderPage } from './layout.tsx';
import { Moment } from './moment.tsx';
import { type RenderText, Said, WhyLines } from './timeline.tsx';

/** Everything the page of a decision shows. */
export interface DecisionView {
  stored: StoredTicket;
  decision: StoredDecision;
  /** Those it is about and those it sent, as far as they are shown. */
  messages: TranscriptMessage[];
  /** What it could have been about. */
  intents: Intent[];
  articles: Article[];
  render: RenderText;
}

/** Why the bot did what it did, with all that was read, and a form to say what it should have been. */
export function renderDecision(context: PageContext, view: DecisionView) {
  const { stored, decision, messages, render } = view;
  const { number } = stored;
  const [message] = [...decision.answerIds, ...decision.messageIds];
  return renderPage({
    context,
    section: 'queue',
    title: `Why? #${number}`,
    children: (
      <div class="decision">
        <p class="crumbs">
          <a href="/console">Queue</a> <a href={`/console/tickets/${number}`}>#{number}</a>
        </p>
        <h1>Why?</h1>
        <p class="facts">
          <Moment at={decision.at} />
          <span>
            Rule <code>{decision.rule}</code>
          </span>
          <span title="A digest of the intents, articles and phrases that were in force">
            Content <code>{decision.contentVersion.slice(0, 12)}</code>
          </span>
        </p>
        <section class="panel" aria-label="Reasons">
          <WhyLines decision={decision} />
        </section>
        <section class="panel" aria-label="Messages">
          <ol>
            {messages.map((said) => (
              <Said ticketNumber={number} message={said} render={render} />
            ))}
          </ol>
        </section>
        {decision.analysis !== undefined && <WhatWasRead decision={decision} analysis={decision.analysis} />}
        {message !== undefined && <Correction context={context} view={view} messageId={message} />}
      </div>
    ),
  });
}

function WhatWasRead({ decision, analysis }: { decision: StoredDecision; analysis: AnalysisSummary }) {
  const { answerIntentAt, answerArticleAt } = decision.thresholds;
  return (
    <section class="panel">
      <h2>What was read</h2>
      {describeAnalysis(analysis).map((line) => (
        <p dir="auto">{line}</p>
      ))}
      <Candidates
        what="Intent"
        found={analysis.intents.map(({ intent, confidence }) => [intent, confidence])}
        needed={answerIntentAt}
      />
      <Candidates
        what="Article"
        found={analysis.articles.map(({ articleId, confidence }) => [articleId, confidence])}
        needed={answerArticleAt}
      />
    </section>
  );
}

function Candidates({ what, found, needed }: { what: string; found: [string, number][]; needed: number }) {
  if (found.length === 0) return <p class="empty">{what === 'Intent' ? 'No intent' : 'No article'} was likely.</p>;
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{what}</th>
            <th scope="col">Probability</th>
            <th scope="col">
              <small>{needed} is needed</small>
            </th>
          </tr>
        </thead>
        <tbody>
          {found.map(([name, confidence]) => (
            <tr>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td class="number">{confidence.toFixed(2)}</td>
              <td>
                <meter aria-hidden="true" min={0} max={1} low={needed} optimum={1} value={confidence}>
                  {confidence.toFixed(2)}
                </meter>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CorrectionProps {
  context: PageContext;
  view: DecisionView;
  messageId: string;
}

/** What staff say here is what the bot is measured by. */
function Correction({ context, view, messageId }: CorrectionProps) {
  const { stored, decision, intents, articles } = view;
  const { correction } = decision;
  const chosen = correction ?? decision;
  return (
    <section class="panel">
      <h2>It should have been</h2>
      <p class="empty">
        {correction === undefined ? (
          'Say what the customer wanted: it counts when the bot is measured, and changes nothing for the customer.'
        ) : (
          <>
            <bdi>{correction.by.name}</bdi> said so, <Moment at={correction.at} />
          </>
        )}
      </p>
      <Form context={context} action={commandAction(stored.number, 'correct_decision')} class="action correction">
        <input type="hidden" name="messageId" value={messageId} />
        <input type="hidden" name="decisionId" value={decision.id} />
        <label for="meant">It was about</label>
        <select id="meant" name="meant" dir="auto">
          <option value="none">Nothing the desk knows of</option>
          <optgroup label="Intents">
            {intents.map(({ name }) => (
              <option value={intentChoiceId(name)} selected={name === chosen.intent}>
                {name}
              </option>
            ))}
          </optgroup>
          <optgroup label="Articles">
            {articles.map(({ id, title }) => (
              <option value={articleChoiceId(id)} selected={chosen.intent === undefined && id === chosen.articleId}>
                {title}
              </option>
            ))}
          </optgroup>
        </select>
        <button type="submit" class="button">
          Save
        </button>
      </Form>
    </section>
  );
}
