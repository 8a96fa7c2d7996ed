import type { TranscriptMessage, TranscriptPage, TranscriptPosition } from '../../src/domain/message.ts';
import type { Phrases } from '../../src/domain/phrases.ts';
import { type PageContext, renderPage } from './page.tsx';
import { answeringWords, Bubble, Transcript } from './transcript.tsx';

/** Why what was sent was not taken in, and what the customer had typed. */
export interface NotTaken {
  problem?: string | undefined;
  typed?: string | undefined;
}

interface ChatPageProps extends NotTaken {
  page: TranscriptPage;
  position: TranscriptPosition;
}

/**
 * The page customers chat on. Its forms work without a script; with one it is live and keeps what was not sent. Earlier parts of
 * the conversation are for reading only, and have no script: that loads them into the page.
 */
export function renderChatPage(context: PageContext, { page, position, problem, typed }: ChatPageProps) {
  const { phrases, locale } = context;
  const isNewest = position.before === undefined;
  return renderPage({
    context,
    title: context.deskName,
    subtitle: <Answering words={answeringWords(page, phrases)} />,
    hrefIn: (other) => `/chat?lang=${encodeURIComponent(other)}`,
    links: <a href={`/help/${encodeURIComponent(locale)}`}>{phrases.help_link}</a>,
    script: isNewest,
    children: (
      <main class="chat">
        <div id="log" role="log" aria-live="polite" aria-label={phrases.chat_conversation} tabindex={0}>
          <div class="column">
            {!page.hasEarlier && <Welcome phrases={phrases} />}
            <Transcript page={page} position={position} phrases={phrases} locale={locale} />
            <ol id="unsent" />
          </div>
        </div>
        {isNewest ? <Writing phrases={phrases} problem={problem} typed={typed} /> : <WayToNewest phrases={phrases} />}
        <UnsentTemplate phrases={phrases} />
      </main>
    ),
  });
}

/** A message of which the conversation shows only the beginning. */
export function renderMessagePage(context: PageContext, message: TranscriptMessage) {
  const { phrases, locale, deskName } = context;
  return renderPage({
    context,
    title: deskName,
    hrefIn: (other) => `/chat?lang=${encodeURIComponent(other)}`,
    links: <a href="/chat">{phrases.back_to_chat}</a>,
    children: (
      <main class="help">
        <div class={`column whole from-${message.author.kind}`}>
          <Bubble message={message} phrases={phrases} locale={locale} />
        </div>
      </main>
    ),
  });
}

function Welcome({ phrases }: { phrases: Phrases }) {
  return (
    <div class="welcome">
      <h1>{phrases.chat_welcome}</h1>
      <p>{phrases.chat_welcome_hint}</p>
    </div>
  );
}

function Writing({ phrases, problem, typed }: NotTaken & { phrases: Phrases }) {
  return (
    <footer class="composer">
      <div class="column">
        <p id="typing" class="typing" role="status" data-text={phrases.chat_typing} />
        <p id="problem" class="problem" role="alert">
          {problem}
        </p>
        <p id="connection" class="problem" role="status" data-text={phrases.chat_reconnecting} />
        <Composer phrases={phrases} typed={typed} />
      </div>
    </footer>
  );
}

function WayToNewest({ phrases }: { phrases: Phrases }) {
  return (
    <footer class="composer">
      <p class="column">
        <a href="/chat">{phrases.show_newest}</a>
      </p>
    </footer>
  );
}

function Answering({ words }: { words: string }) {
  return (
    <p id="answering" class="answering">
      {words}
    </p>
  );
}

function Composer({ phrases, typed }: { phrases: Phrases; typed: string | undefined }) {
  return (
    <form id="composer" method="post" action="/chat/messages">
      <label class="visually-hidden" for="text">
        {phrases.chat_your_message}
      </label>
      <textarea
        id="text"
        name="text"
        rows={1}
        dir="auto"
        placeholder={phrases.chat_placeholder}
        enterkeyhint="send"
        autocomplete="off"
      >
        {typed}
      </textarea>
      <button type="submit" class="send" aria-label={phrases.chat_send} title={phrases.chat_send}>
        <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
          <path d="M12 19V5M5 12l7-7 7 7" />
        </svg>
      </button>
    </form>
  );
}

/** A message that is not in the desk yet, as the script shows it. */
function UnsentTemplate({ phrases }: { phrases: Phrases }) {
  return (
    <template id="unsent-template" data-sending={phrases.chat_sending} data-not-sent={phrases.chat_not_sent}>
      <li class="message from-customer unsent">
        <div class="bubble plain" dir="auto" />
        <p class="state">
          <span class="words" />
          <button type="button" class="retry">
            {phrases.chat_try_again}
          </button>
          <button type="button" class="discard">
            {phrases.chat_discard}
          </button>
        </p>
      </li>
    </template>
  );
}
