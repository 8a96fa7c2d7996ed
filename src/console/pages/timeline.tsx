import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { StoredDecision } from '../../domain/decision-record.ts';
import { explainDecision } from '../../domain/explain-decision.ts';
import { excerpt } from '../../domain/markdown.ts';
import type { AuthorKind, Enclosure, TranscriptMessage } from '../../domain/message.ts';
import { isFollowedByCustomer } from '../../domain/message.ts';
import { deliveryWords, enclosureWords } from '../../domain/staff-wording.ts';
import type { TicketEvent } from '../../domain/ticket.ts';
import { commandAction } from './command-action.ts';
import { Form, type PageContext } from './layout.tsx';
import { Moment } from './moment.tsx';

/** CommonMark by an author as HTML that is safe to show. */
export type RenderText = (text: string, by: AuthorKind) => string;

/** A part of what was said, oldest first. */
export interface TimelinePart {
  messages: TranscriptMessage[];
  /** The staff's notes of the same time. */
  notes: TicketEvent[];
  /** Why the bot said what it said, by the decision's id. */
  decisions: ReadonlyMap<number, StoredDecision>;
  /** Whether something was said before. */
  hasEarlier: boolean;
  /** Whether it ends with what was said last. */
  isNewest: boolean;
}

interface TimelineProps {
  context: PageContext;
  ticketNumber: number;
  part: TimelinePart;
  render: RenderText;
}

/** What customer, bot and staff said, with the staff's notes in between, oldest first. */
export function Timeline({ context, ticketNumber, part, render }: TimelineProps) {
  const { messages, notes, decisions, hasEarlier, isNewest } = part;
  const [first] = messages;
  const byId = new Map(messages.map((message) => [message.id, message]));
  const entries = [
    ...messages.map((message) => ({
      at: message.sentAt,
      shown: (
        <Said
          ticketNumber={ticketNumber}
          message={message}
          answered={message.answersKey === undefined ? undefined : byId.get(message.inReplyTo[0] ?? '')}
          render={render}
          decision={message.author.kind === 'customer' ? undefined : decisions.get(message.decisionId ?? 0)}
          undo={<Undo context={context} ticketNumber={ticketNumber} message={message} messages={messages} />}
        />
      ),
    })),
    ...notes.map((note) => ({ at: note.at, shown: <Note event={note} /> })),
  ].sort((a, b) => a.at - b.at);
  return (
    <section class="timeline" aria-label="Transcript" data-part="timeline" tabindex={0}>
      <ol>
        {hasEarlier && first !== undefined && (
          <li class="turn-page">
            <a href={`/console/tickets/${ticketNumber}?before=${encodeURIComponent(first.id)}`}>
              Show earlier messages
            </a>
          </li>
        )}
        {entries.map(({ shown }) => shown)}
        {!isNewest && (
          <li class="turn-page">
            <a href={`/console/tickets/${ticketNumber}`}>Back to the newest messages</a>
          </li>
        )}
      </ol>
    </section>
  );
}

interface SaidProps {
  ticketNumber: number;
  message: TranscriptMessage;
  /** The customer's message that it was written in answer to, where its writer chose one. */
  answered?: TranscriptMessage | undefined;
  render: RenderText;
  /** Why the bot said it, to be shown beside it. */
  decision?: StoredDecision | undefined;
  /** How to take it back while it can be. */
  undo?: Child;
}

/** One message, with who wrote it, when, and what became of it. */
export function Said({ ticketNumber, message, answered, render, decision, undo }: SaidProps) {
  const { author, text, isCut, sentAt, deletedAt, editedAt, source, delivery, enclosures = [] } = message;
  const quotes = enclosures.filter(({ kind }) => kind === 'quote');
  const others = enclosures.filter(({ kind }) => kind !== 'quote');
  const hasMore = enclosures.length > 0 || message.attachments.length > 0;
  return (
    <li class={`entry from-${author.kind}`}>
      <p class="byline">
        <bdi class="author">{author.kind === 'system' ? 'Relaydesk' : author.name}</bdi>
        {author.kind !== 'customer' && author.kind !== 'system' && <span>{author.kind}</span>}
        <Moment at={sentAt} />
        {editedAt !== undefined && <span>edited</span>}
        <Delivery message={message} />
      </p>
      {answered !== undefined && <Enclosed enclosure={quoteOf(answered)} />}
      {deletedAt === undefined && quotes.map((enclosure) => <Enclosed enclosure={enclosure} />)}
      {deletedAt !== undefined ? (
        <div class="bubble deleted">{delivery === 'withdrawn' ? 'Taken back' : 'Deleted by its author'}</div>
      ) : author.kind === 'customer' ? (
        (text !== '' || !hasMore) && (
          <div class="bubble plain" dir="auto">
            {isCut ? `${text}…` : text}
          </div>
        )
      ) : (
        <div class="bubble" dir="auto">
          {raw(render(text, author.kind))}
        </div>
      )}
      {isCut && (
        <p class="under">
          <a href={`/console/tickets/${ticketNumber}/messages/${encodeURIComponent(message.id)}`}>
            Show the whole message
          </a>
        </p>
      )}
      {deletedAt === undefined && others.map((enclosure) => <Enclosed enclosure={enclosure} />)}
      {deletedAt === undefined && <Files ticketNumber={ticketNumber} message={message} />}
      {source !== undefined && (
        <p class="under">
          From the article <bdi>{source.title}</bdi>
        </p>
      )}
      <Score message={message} />
      {undo}
      {decision !== undefined && <Why ticketNumber={ticketNumber} messageId={message.id} decision={decision} />}
    </li>
  );
}

/** What a message quotes, passes on or carries. */
function Enclosed({ enclosure }: { enclosure: Enclosure }) {
  const { text, url } = enclosure;
  return (
    <blockquote class="enclosed">
      <p class="byline">
        <bdi>{enclosureWords(enclosure)}</bdi>
      </p>
      {text !== '' && (
        <p class="plain" dir="auto">
          {text}
        </p>
      )}
      {url !== undefined && (
        <p>
          <a href={url} target="_blank" rel="noopener noreferrer">
            <bdi>{url}</bdi>
          </a>
        </p>
      )}
    </blockquote>
  );
}

const QUOTE_LENGTH = 200;

function quoteOf({ author, text }: TranscriptMessage): Enclosure {
  return { kind: 'quote', author: author.name, text: excerpt(text, QUOTE_LENGTH) };
}

interface WhyProps {
  ticketNumber: number;
  messageId: string;
  decision: StoredDecision;
}

/** The reasons for what the bot said, and the way to all that was read. */
function Why({ ticketNumber, messageId, decision }: WhyProps) {
  return (
    <details class="why" id={`why-${messageId}`}>
      <summary>Why?</summary>
      <WhyLines decision={decision} />
      <p>
        <a href={`/console/tickets/${ticketNumber}/decisions/${decision.id}`}>
          What was read, and what it should have been
        </a>
      </p>
    </details>
  );
}

/** The reasons, a line each. */
export function WhyLines({ decision }: { decision: StoredDecision }) {
  return (
    <ul class="why-lines">
      {explainDecision(decision).map((line) => (
        <li dir="auto">{line}</li>
      ))}
    </ul>
  );
}

function Files({ ticketNumber, message }: Omit<SaidProps, 'render'>) {
  return message.attachments.map(({ name }, index) => (
    <p class="under">
      <a
        href={`/console/tickets/${ticketNumber}/files/${encodeURIComponent(message.id)}/${index}`}
        target="_blank"
        rel="noopener"
      >
        <bdi>{name}</bdi>
      </a>
    </p>
  ));
}

interface UndoProps {
  context: PageContext;
  ticketNumber: number;
  message: TranscriptMessage;
  messages: readonly TranscriptMessage[];
}

/** Takes a reply back that has not left yet, for those who may. */
function Undo({ context, ticketNumber, message, messages }: UndoProps) {
  const { staff } = context;
  if (message.leavesAt === undefined || (message.author.id !== staff.id && staff.role === 'agent')) return null;
  return (
    <Form context={context} action={commandAction(ticketNumber, 'undo_reply')} class="undo" label="Undo the reply">
      <input type="hidden" name="messageId" value={message.id} />
      <button type="submit" class="button" id={`undo-${message.id}`}>
        Undo
      </button>
      {isFollowedByCustomer(message, messages) && <span>The customer has written meanwhile.</span>}
    </Form>
  );
}

/** Only what did not go as it goes most of the time. */
function Delivery({ message }: { message: TranscriptMessage }) {
  const { delivery } = message;
  if (delivery === undefined || delivery === 'sent') return null;
  return <span class={`delivery ${delivery}`}>{deliveryWords(message)?.toLowerCase()}</span>;
}

function Score({ message }: { message: TranscriptMessage }) {
  const { score, asksRatingOf } = message;
  if (score === undefined) return null;
  if (asksRatingOf !== undefined) return <p class="under">Rated {score} of 5</p>;
  return <p class="under">{score === 1 ? 'Scored: this helped' : 'Scored: this did not help'}</p>;
}

function Note({ event }: { event: TicketEvent }) {
  return (
    <li class="entry note">
      <p class="byline">
        <bdi class="author">{event.by.name}</bdi>
        <span>{event.kind === 'note' ? 'note, staff only' : 'action, staff only'}</span>
        <Moment at={event.at} />
      </p>
      <div class="bubble plain" dir="auto">
        {event.detail}
      </div>
    </li>
  );
}
