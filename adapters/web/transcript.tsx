/** The messages of a conversation, as a page shows them and as a program reads them. */

import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { excerpt } from '../../src/domain/markdown.ts';
import type { TranscriptMessage, TranscriptPage, TranscriptPosition } from '../../src/domain/message.ts';
import { fillPlain, type Phrases } from '../../src/domain/phrases.ts';
import { formatMoment } from './dates.ts';
import { isPicture } from './file-response.ts';
import { renderMarkdown } from './markdown.ts';

/** A message as programs read it: what the page shows, and nothing of what staff or the desk know beside it. */
export function toPublicMessage(message: TranscriptMessage) {
  const {
    id,
    author,
    text,
    isCut = false,
    choices,
    source,
    asksFeedback,
    inReplyTo,
    sentAt,
    editedAt,
    deletedAt,
    score,
  } = message;
  const files = message.attachments.map(({ name, mediaType, sizeBytes }, index) => ({
    name,
    mediaType,
    sizeBytes,
    address: `/chat/files/${id}/${index}`,
  }));
  return {
    id,
    author: { kind: author.kind, name: author.name },
    text,
    isCut,
    choices,
    source,
    asksFeedback,
    files,
    asksRating: message.asksRatingOf !== undefined,
    inReplyTo,
    sentAt,
    editedAt,
    deletedAt,
    score,
  };
}

interface TranscriptProps {
  page: TranscriptPage;
  /** Which part of the conversation it is. */
  position: TranscriptPosition;
  phrases: Phrases;
  /** The locale of the page, for links to articles. */
  locale: string;
}

/** The list of messages, with the way to earlier ones before it; `data-answering` says who is there. */
export function Transcript({ page, position, phrases, locale }: TranscriptProps) {
  const { messages, hasEarlier } = page;
  const isNewest = position.before === undefined;
  const lastFromCustomer = messages.findLastIndex(({ author }) => author.kind === 'customer');
  const [first] = messages;
  const byId = new Map(messages.map((message) => [message.id, message]));
  return (
    <ol id="messages" data-answering={answeringWords(page, phrases)}>
      {hasEarlier && first !== undefined && (
        <li id="earlier" class="earlier">
          <a href={`/chat?before=${encodeURIComponent(first.id)}`}>{phrases.show_earlier}</a>
        </li>
      )}
      {messages.map((message, index) => (
        <Message
          message={message}
          phrases={phrases}
          locale={locale}
          follows={startsLike(messages[index - 1], message)}
          answered={message.answersKey === undefined ? undefined : byId.get(message.inReplyTo[0] ?? '')}
          choicesOpen={isNewest && index > lastFromCustomer}
        />
      ))}
    </ol>
  );
}

/** Who is there for the customer. */
export function answeringWords({ messages, attendedBy }: TranscriptPage, phrases: Phrases): string {
  if (attendedBy.kind === 'queue') return phrases.chat_with_queue;
  const { name } = attendedBy.kind === 'agent' ? attendedBy : (messages.findLast(isByBot)?.author ?? { name: '' });
  return name === '' ? phrases.chat_with_nobody : fillPlain(phrases.chat_with, { who: name });
}

function isByBot({ author }: TranscriptMessage): boolean {
  return author.kind === 'bot';
}

const QUOTE_LENGTH = 120;

function startsLike(before: TranscriptMessage | undefined, message: TranscriptMessage): boolean {
  return before?.author.kind === message.author.kind && before.author.id === message.author.id;
}

interface BubbleProps extends Pick<TranscriptProps, 'phrases' | 'locale'> {
  message: TranscriptMessage;
}

interface MessageProps extends BubbleProps {
  /** Whether the message before is by the same author. */
  follows: boolean;
  /** The customer's message that its writer chose to answer. */
  answered: TranscriptMessage | undefined;
  choicesOpen: boolean;
}

function Message({ message, phrases, locale, follows, answered, choicesOpen }: MessageProps) {
  const { author, deletedAt } = message;
  return (
    <li id={`message-${message.id}`} class={`message from-${author.kind}${follows ? ' follows' : ''}`}>
      <p class="byline">
        <Byline message={message} phrases={phrases} />
        <Time at={message.sentAt} locale={locale} />
        {message.editedAt !== undefined && <span class="edited">{phrases.message_edited}</span>}
      </p>
      {answered?.deletedAt === undefined && answered !== undefined && (
        <blockquote class="answered" dir="auto">
          {excerpt(answered.text, QUOTE_LENGTH)}
        </blockquote>
      )}
      {deletedAt === undefined ? (
        <Bubble message={message} phrases={phrases} locale={locale} />
      ) : (
        <div class="bubble deleted">
          <p>{phrases.message_deleted}</p>
        </div>
      )}
      {deletedAt === undefined && <Files message={message} />}
      {deletedAt === undefined && <Extras message={message} phrases={phrases} choicesOpen={choicesOpen} />}
    </li>
  );
}

function Byline({ message, phrases }: { message: TranscriptMessage; phrases: Phrases }) {
  const { kind, name } = message.author;
  if (kind === 'customer') return <span class="author">{phrases.role_you}</span>;
  return (
    <>
      {name !== '' && <bdi class="author">{name}</bdi>}
      {kind === 'agent' && <span class="role">{phrases.role_agent}</span>}
    </>
  );
}

/** The page's script puts the time into the reader's own time zone. */
function Time({ at, locale }: { at: number; locale: string }) {
  return <time datetime={new Date(at).toISOString()}>{formatMoment(at, locale)}</time>;
}

/** What a message says: a customer's as it was written, ours as CommonMark. */
export function Bubble({ message, phrases, locale }: BubbleProps) {
  if (message.text === '' && message.attachments.length > 0) return null;
  const fromCustomer = message.author.kind === 'customer';
  const context = { locale: message.source?.locale ?? locale, lineBreaks: message.author.kind === 'agent' };
  return (
    <div class={fromCustomer ? 'bubble plain' : 'bubble'} dir="auto">
      {fromCustomer ? message.text : raw(renderMarkdown(message.text, context))}
      {message.isCut && (
        <>
          {fromCustomer && '… '}
          <a class="show-all" href={`/chat/messages/${encodeURIComponent(message.id)}`}>
            {phrases.show_all}
          </a>
        </>
      )}
    </div>
  );
}

function Files({ message }: { message: TranscriptMessage }) {
  if (message.attachments.length === 0) return null;
  return (
    <ul class="files">
      {message.attachments.map((attachment, index) => {
        const address = `/chat/files/${encodeURIComponent(message.id)}/${index}`;
        return (
          <li>
            <a href={address} target="_blank" rel="noopener">
              {isPicture(attachment) ? (
                <img src={address} alt={attachment.name} loading="lazy" />
              ) : (
                <bdi>{attachment.name}</bdi>
              )}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

function Extras({
  message,
  phrases,
  choicesOpen,
}: {
  message: TranscriptMessage;
  phrases: Phrases;
  choicesOpen: boolean;
}) {
  return (
    <>
      {message.source !== undefined && (
        <p class="source">
          {phrases.answer_source}{' '}
          <a
            href={`/help/${encodeURIComponent(message.source.locale)}/${encodeURIComponent(message.source.articleId)}`}
          >
            <bdi>{message.source.title}</bdi>
          </a>
        </p>
      )}
      {message.choices.length > 0 && <Choices message={message} phrases={phrases} open={choicesOpen} />}
      {message.asksFeedback && <Feedback message={message} phrases={phrases} />}
      {message.asksRatingOf !== undefined && <Rating message={message} phrases={phrases} />}
    </>
  );
}

function Choices({ message, phrases, open }: { message: TranscriptMessage; phrases: Phrases; open: boolean }) {
  return (
    <form class="choices" method="post" action="/chat/choices" aria-label={phrases.choose_one}>
      <input type="hidden" name="messageId" value={message.id} />
      {message.choices.map((choice) => (
        <button type="submit" name="choiceId" value={choice.id} disabled={!open}>
          <bdi>{choice.label}</bdi>
        </button>
      ))}
    </form>
  );
}

function Feedback({ message, phrases }: { message: TranscriptMessage; phrases: Phrases }) {
  const thumbs = [
    { score: 1, label: phrases.helped },
    { score: 0, label: phrases.did_not_help },
  ];
  return (
    <form class="feedback" method="post" action="/chat/feedback" aria-label={phrases.did_it_help}>
      <input type="hidden" name="messageId" value={message.id} />
      <span aria-hidden="true">{message.score === undefined ? phrases.did_it_help : phrases.thank_you}</span>
      {thumbs.map(({ score, label }) => (
        <ScoreButton score={score} pressed={message.score === score} lit={message.score === score} label={label}>
          <Thumb down={score === 0} />
        </ScoreButton>
      ))}
    </form>
  );
}

function Thumb({ down }: { down: boolean }) {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" class={down ? 'thumb down' : 'thumb'}>
      <path d="M4 11h3.2v9H4zM7.2 11.2 11 4.2c1.6.1 2.5 1.3 2.2 2.8L12.6 10h5.2a2 2 0 0 1 2 2.4l-1.2 6a2 2 0 0 1-2 1.6H7.2" />
    </svg>
  );
}

function Rating({ message, phrases }: { message: TranscriptMessage; phrases: Phrases }) {
  return (
    <form class="rating" method="post" action="/chat/ratings" aria-label={phrases.rating_label}>
      <input type="hidden" name="messageId" value={message.id} />
      {[1, 2, 3, 4, 5].map((count) => (
        <ScoreButton
          score={count}
          pressed={message.score === count}
          lit={message.score !== undefined && message.score >= count}
          label={fillPlain(phrases.rating_stars, { count })}
        >
          <span aria-hidden="true">★</span>
        </ScoreButton>
      ))}
    </form>
  );
}

interface ScoreButtonProps {
  score: number;
  pressed: boolean;
  lit: boolean;
  label: string;
  children?: Child;
}

/** Pressing the score that stands takes it back. */
function ScoreButton({ score, pressed, lit, label, children }: ScoreButtonProps) {
  return (
    <button
      type="submit"
      name="score"
      value={pressed ? '' : String(score)}
      data-score={score}
      class={lit ? 'lit' : undefined}
      aria-pressed={pressed}
      aria-label={label}
      title={label}
    >
      {children}
    </button>
  );
}
