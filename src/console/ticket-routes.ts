/** The ticket page and the commands its forms give. */

import { type Context, Hono } from 'hono';
import { tellTooLong } from '../domain/length-limits.ts';
import { unwrapLines } from '../domain/markdown.ts';
import type { TranscriptMessage } from '../domain/message.ts';
import type { CommandOutcome } from '../domain/staff.ts';
import type { StoredTicket } from '../ports/tickets.ts';
import { parseCommandForm } from './commands.ts';
import type { ConsoleEnv, ConsoleOptions } from './console-options.ts';
import { offeredActions } from './offered-actions.ts';
import { leaveMessage, pageContext, UNREADABLE } from './page-context.ts';
import { renderClocks } from './pages/clocks.tsx';
import { NOTHING_UNSENT, type UnsentText } from './pages/composer.tsx';
import { renderDecision } from './pages/decision.tsx';
import { renderMessage, renderTicket, type TicketView } from './pages/ticket.tsx';
import { renderTicketList } from './pages/ticket-list.tsx';
import type { RenderText } from './pages/timeline.tsx';
import { loadTicketList } from './ticket-list.ts';
import { parseListQuery } from './ticket-list-query.ts';
import { loadClocksView, loadDecisionView, loadTicketView } from './ticket-view.ts';

/** A ticket's number in an address. */
const NUMBER = ':number{[0-9]{1,9}}';
const NO_TICKET = 'There is no such ticket.';

/** The pages under `/console/tickets`. */
export function createTicketRoutes(options: ConsoleOptions): Hono<ConsoleEnv> {
  const { engine, store } = options;
  const routes = new Hono<ConsoleEnv>();
  addCommands(routes, options);
  addExplanations(routes, options);

  routes.get('/', async (c) => {
    const view = await loadTicketList(options, parseListQuery(c.req.query()));
    return c.html(renderTicketList({ context: pageContext(c, options), view, policy: options.policy() }));
  });

  routes.get(`/${NUMBER}`, async (c) => {
    const view = await loadTicketView(options, c.get('staff'), Number(c.req.param('number')), c.req.query('before'));
    if (view === undefined) return c.text(NO_TICKET, 404);
    return c.html(renderTicket(pageContext(c, options), view, unsentFromChoice(view, c.req.query())));
  });

  routes.get(`/${NUMBER}/messages/:messageId`, async (c) => {
    const found = await findMessage(c, options);
    if (found === undefined) return c.text('There is no such message.', 404);
    const { locale } = found.stored.ticket;
    const render: RenderText = (text, by) => options.renderMarkdown(text, { locale, lineBreaks: by === 'agent' });
    return c.html(renderMessage(pageContext(c, options), { ...found, render }));
  });

  routes.get(`/${NUMBER}/files/:messageId/:index{[0-9]{1,3}}`, async (c) => {
    const found = await findMessage(c, options);
    const attachment = found?.message.attachments[Number(c.req.param('index'))];
    return attachment === undefined ? c.text('There is no such file.', 404) : options.fileResponse(attachment);
  });

  routes.post(`/${NUMBER}/typing`, async (c) => {
    const stored = await store.read.tickets.findByNumber(Number(c.req.param('number')));
    const staff = c.get('staff');
    if (stored?.ticket.assignee?.id === staff.id) engine.showTyping(stored.ticket.conversationId, staff);
    return c.body(null, 204);
  });
  return routes;
}

/** What staff do with a ticket. */
function addCommands(routes: Hono<ConsoleEnv>, options: ConsoleOptions): void {
  const { engine, store, clock } = options;

  routes.post(`/${NUMBER}/commands/:kind`, async (c) => {
    const number = Number(c.req.param('number'));
    const stored = await store.read.tickets.findByNumber(number);
    if (stored === undefined) return c.text(NO_TICKET, 404);
    const fields = await c.req.parseBody();
    const colleagues = await store.read.staff.all();
    const form = parseCommandForm(c.req.param('kind'), fields, { colleagues, now: clock.now() });
    if (form === undefined) return c.text(UNREADABLE, 400);
    const { command } = form;
    const tooLong = 'text' in command ? tellTooLong(command.text) : undefined;
    if (tooLong !== undefined)
      return showRefusal(c, options, number, { outcome: { ok: false, code: 'invalid', message: tooLong }, fields });
    const staff = c.get('staff');
    const key = `${staff.id}/${form.key}`;
    const outcome = await engine.command({ key, ticketId: stored.ticket.id, staff, command });
    if (!outcome.ok) return showRefusal(c, options, number, { outcome, fields });
    const { message, takenBack } = outcome;
    if (takenBack) return showTakenBack(c, options, number, { message, takenBack });
    leaveMessage(c, options, message);
    const decisionId = command.kind === 'correct_decision' ? Number(fields.decisionId) : Number.NaN;
    const page = Number.isSafeInteger(decisionId) ? `/decisions/${decisionId}` : '';
    return c.redirect(`/console/tickets/${number}${page}`, 303);
  });
}

/** The page again, with what was written still in its field. */
async function showRefusal(
  c: Context<ConsoleEnv>,
  options: ConsoleOptions,
  number: number,
  { outcome, fields }: { outcome: CommandOutcome; fields: Record<string, unknown> },
) {
  const view = await loadTicketView(options, c.get('staff'), number);
  if (view === undefined) return c.text(NO_TICKET, 404);
  const unsent = unsentAsWritten(c.req.param('kind'), String(fields.text));
  return c.html(renderTicket(pageContext(c, options, outcome), view, unsent), 409);
}

/** The page with the words of a reply that never left, for its writer to go on with; whoever cannot reply is told them. */
async function showTakenBack(
  c: Context<ConsoleEnv>,
  options: ConsoleOptions,
  number: number,
  { message, takenBack }: { message: string; takenBack: string },
) {
  const view = await loadTicketView(options, c.get('staff'), number);
  if (view === undefined) return c.text(NO_TICKET, 404);
  const mayReply = offeredActions(view.stored.ticket, c.get('staff')).has('reply');
  const outcome: CommandOutcome = mayReply
    ? { ok: true, message, takenBack }
    : { ok: true, message: `${message} It said: ${takenBack}` };
  return c.html(renderTicket(pageContext(c, options, outcome), view, unsentAsWritten('reply', takenBack)));
}

/** Why the bot did what it did, and why a ticket is due when it is. */
function addExplanations(routes: Hono<ConsoleEnv>, options: ConsoleOptions): void {
  routes.get(`/${NUMBER}/decisions/:decisionId{[0-9]{1,15}}`, async (c) => {
    const { number, decisionId } = c.req.param();
    const view = await loadDecisionView(options, Number(number), Number(decisionId));
    if (view === undefined) return c.text('Why that was decided is not kept, or no longer.', 404);
    return c.html(renderDecision(pageContext(c, options), view));
  });

  routes.get(`/${NUMBER}/clocks`, async (c) => {
    const view = await loadClocksView(options, Number(c.req.param('number')));
    if (view === undefined) return c.text('There is no such ticket, or nothing is promised for it.', 404);
    return c.html(renderClocks(pageContext(c, options), view));
  });
}

/** The message an address names, if it is one of the ticket's conversation. */
async function findMessage(
  c: Context<ConsoleEnv>,
  { store }: ConsoleOptions,
): Promise<{ stored: StoredTicket; message: TranscriptMessage } | undefined> {
  const stored = await store.read.tickets.findByNumber(Number(c.req.param('number')));
  const message = await store.read.messages.get(c.req.param('messageId') ?? '');
  if (stored === undefined || message?.conversationId !== stored.ticket.conversationId) return undefined;
  return { stored, message };
}

function unsentAsWritten(kind: string | undefined, text: string): UnsentText {
  if (kind === 'reply') return { ...NOTHING_UNSENT, show: 'reply', reply: text };
  if (kind === 'note') return { ...NOTHING_UNSENT, note: text };
  return NOTHING_UNSENT;
}

/** A reply that begins with the article or the saved reply somebody chose. */
function unsentFromChoice(view: TicketView, { article, saved }: { article?: string; saved?: string }): UnsentText {
  const passage = view.articles.find(({ articleId, forStaff }) => articleId === article && !forStaff)?.passage;
  const reply = passage === undefined ? view.savedReplies.find(({ id }) => id === saved)?.text : unwrapLines(passage);
  return reply === undefined ? NOTHING_UNSENT : { ...NOTHING_UNSENT, reply, show: 'reply' };
}
