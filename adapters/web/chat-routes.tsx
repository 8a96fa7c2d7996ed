/** The chat over HTTP: the page, what it posts, what it reads and what it is told. */

import { type Context, Hono } from 'hono';
import { accepts } from 'hono/accepts';
import { bodyLimit } from 'hono/body-limit';
import { etag } from 'hono/etag';
import type { InboundEvent } from '../../src/domain/inbound.ts';
import { MAX_MESSAGE_LENGTH } from '../../src/domain/length-limits.ts';
import type { TranscriptPosition } from '../../src/domain/message.ts';
import { fillPlain, type Phrases } from '../../src/domain/phrases.ts';
import { MINUTE_MS } from '../../src/domain/policy.ts';
import { refuseOtherSites } from '../../src/lib/page-protection.ts';
import type { Accept } from '../../src/ports/channel.ts';
import type { Admission } from './admission.ts';
import { renderChatPage, renderMessagePage } from './chat-page.tsx';
import { type ChatRequest, parseRequest, REQUEST_KINDS, type RequestProblem } from './chat-requests.ts';
import { type CustomerSession, openSession } from './customer-session.ts';
import type { EventStreams } from './event-stream.ts';
import { fileResponse } from './file-response.ts';
import { chooseLocale, inWords } from './language.ts';
import { pageContext } from './page.tsx';
import { Transcript, toPublicMessage } from './transcript.tsx';
import type { WebChannelOptions } from './web-channel.ts';
import type { WebGate } from './web-gate.ts';

const MAX_BODY_BYTES = 1024 * 1024;
/** How soon to try again where it is not known when there is room: what is under way takes seconds. */
const SOON_MS = 5_000;

/** What the routes share with the channel. */
export interface ChatParts {
  admission: Admission;
  gate: WebGate;
  streams: EventStreams;
  /** Undefined while the channel takes nothing in. */
  accept(): Accept | undefined;
}

type Problem = RequestProblem | 'unavailable';

const PROBLEM_STATUS = { malformed: 400, empty: 400, too_long: 413, unavailable: 503 } as const;

/** The routes under `/chat`. */
export function createChatRoutes(options: WebChannelOptions, parts: ChatParts): Hono {
  const pages = chatPages(options);
  return new Hono()
    .use(refuseOtherSites(options.publicOrigin))
    .route('/', readingRoutes(options, pages))
    .route('/', postingRoutes(options, parts, pages))
    .get('/events', (c) => openEvents(c, options, parts));
}

type ChatPages = ReturnType<typeof chatPages>;

/** What the routes end in; refused, it says why, to a program as JSON. */
function chatPages(options: WebChannelOptions) {
  const sessionOf = (c: Context) => openSession(c, options.secureCookies);
  const localeOf = (c: Context) => chooseLocale(c, options.locales(), options.secureCookies);
  const contextOf = (c: Context) => pageContext(options, localeOf(c));

  async function showPage(c: Context, problem?: string, typed?: string) {
    const position = problem === undefined ? positionIn(c) : {};
    const page = await options.conversations.transcript(sessionOf(c).address, position);
    return c.html(renderChatPage(contextOf(c), { page, position, problem, typed }));
  }

  function refuse(c: Context, problem: Problem) {
    c.status(PROBLEM_STATUS[problem]);
    const message = explain(problem, options.phrasesIn(localeOf(c)));
    return wantsJson(c) ? c.json({ error: { code: problem, message } }) : showPage(c, message);
  }

  /** Says when to try again; a page without a script gets back what was typed. */
  function refuseFor(c: Context, waitMs: number, { body }: ChatRequest) {
    const seconds = Math.ceil(waitMs / 1000);
    c.header('Retry-After', String(seconds));
    c.status(429);
    const locale = localeOf(c);
    const message = fillPlain(options.phrasesIn(locale).error_too_many, { wait: inWords(seconds, locale) });
    if (wantsJson(c)) return c.json({ error: { code: 'too_many', message } });
    return showPage(c, message, body.kind === 'message' ? body.text : undefined);
  }

  return { sessionOf, localeOf, contextOf, showPage, refuse, refuseFor };
}

function readingRoutes(
  { conversations, openAttachment, phrasesIn }: WebChannelOptions,
  { sessionOf, localeOf, contextOf, showPage }: ChatPages,
): Hono {
  const routes = new Hono();

  routes.get('/', (c) => showPage(c));

  routes.get('/transcript', etag(), async (c) => {
    const position = positionIn(c);
    const page = await conversations.transcript(sessionOf(c).address, position);
    if (wantsJson(c)) return c.json({ messages: page.messages.map(toPublicMessage), hasEarlier: page.hasEarlier });
    const locale = localeOf(c);
    return c.html(<Transcript page={page} position={position} phrases={phrasesIn(locale)} locale={locale} />);
  });

  routes.get('/messages/:id', async (c) => {
    const message = await conversations.message(sessionOf(c).address, c.req.param('id'));
    if (message === undefined) return c.notFound();
    if (wantsJson(c)) return c.json(toPublicMessage(message));
    return c.html(renderMessagePage(contextOf(c), message));
  });

  routes.get('/files/:messageId/:index{[0-9]{1,3}}', async (c) => {
    const message = await conversations.message(sessionOf(c).address, c.req.param('messageId'));
    const attachment =
      message?.deletedAt === undefined ? message?.attachments[Number(c.req.param('index'))] : undefined;
    return attachment === undefined ? c.notFound() : fileResponse(openAttachment, attachment);
  });
  return routes;
}

function postingRoutes(options: WebChannelOptions, parts: ChatParts, pages: ChatPages): Hono {
  const { conversations, clock } = options;
  const { refuse, refuseFor } = pages;
  const routes = new Hono();
  for (const kind of REQUEST_KINDS) {
    const limit = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => refuse(c, 'too_long') });
    routes.post(`/${kind}`, limit, async (c) => {
      const request = await parseRequest(c, kind);
      return typeof request === 'string' ? refuse(c, request) : take(c, request);
    });
  }

  async function take(c: Context, request: ChatRequest) {
    const session = pages.sessionOf(c);
    const locale = pages.localeOf(c);
    const countUnhandled = () => conversations.countUnhandled(session.address);
    const accept = parts.accept();
    if (accept === undefined) return refuse(c, 'unavailable');
    try {
      const waitMs = parts.gate.admit(
        {
          client: options.clientOf(c),
          bytes: Buffer.byteLength(JSON.stringify(request.body)),
          begins: !(await conversations.hasBegun(session.address)),
        },
        clock.now(),
      );
      if (waitMs > 0) return refuseFor(c, waitMs, request);
      const result = await parts.admission.admit(session.address.conversationKey, countUnhandled, () =>
        accept(toEvent(session, { locale, phrases: options.phrasesIn(locale) }, request)),
      );
      if (result === undefined) return refuseFor(c, SOON_MS, request);
      if (result === 'refused') return refuseFor(c, MINUTE_MS, request);
      return wantsJson(c) ? c.json({ status: result, key: request.key }, 202) : c.redirect('/chat', 303);
    } catch (error) {
      options.reportError(error);
      return refuse(c, 'unavailable');
    }
  }
  return routes;
}

function openEvents(
  c: Context,
  options: WebChannelOptions,
  { gate, streams }: ChatParts,
): Response | Promise<Response> {
  if (c.req.method === 'HEAD') return c.body(null);
  const closePage = gate.openPage(options.clientOf(c));
  if (closePage === undefined) return c.body(null, 429, { 'Retry-After': String(SOON_MS / 1000) });
  const { address } = openSession(c, options.secureCookies);
  return streams.open(c, (listener) => {
    const unsubscribe = options.conversations.subscribe(address, listener);
    return () => {
      unsubscribe();
      closePage();
    };
  });
}

function positionIn(c: Context): TranscriptPosition {
  return { after: c.req.query('after'), before: c.req.query('before') };
}

/** The event keys of one customer cannot meet those of another: each begins with the conversation's own. */
function toEvent(
  session: CustomerSession,
  { locale, phrases }: { locale: string; phrases: Phrases },
  request: ChatRequest,
): InboundEvent {
  return {
    ...session.address,
    eventKey: `${session.address.conversationKey}/${request.key}`,
    occurredAt: Date.now(),
    customer: { key: session.customerKey, name: fillPlain(phrases.guest_name, { name: session.shortName }), locale },
    body: request.body,
  };
}

function explain(problem: Problem, phrases: Phrases): string {
  const words = {
    malformed: phrases.error_malformed,
    empty: phrases.error_empty,
    too_long: fillPlain(phrases.error_too_long, { max: MAX_MESSAGE_LENGTH.toLocaleString('en') }),
    unavailable: phrases.error_unavailable,
  };
  return words[problem];
}

/** Whether the answer goes to a program or script, and not to a browser that shows it. */
function wantsJson(c: Context): boolean {
  const answer = accepts(c, { header: 'Accept', supports: ['text/html', 'application/json'], default: 'text/html' });
  return answer === 'application/json' || (c.req.header('content-type')?.includes('json') ?? false);
}
