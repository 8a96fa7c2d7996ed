/** The desk with all its web pages, on a real store in a folder of its own, with an analyzer that knows a few sentences. */

import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { serve } from '@hono/node-server';
import { pino } from 'pino';
import { fileResponse } from '../../adapters/web/file-response.ts';
import { renderMarkdown } from '../../adapters/web/markdown.ts';
import { createWebChannel } from '../../adapters/web/web-channel.ts';
import { parseDeskFile } from '../../src/config/desk-file.ts';
import { projectRoot } from '../../src/config/project-root.ts';
import { createConsole } from '../../src/console/console.tsx';
import type { ContentDiagnostic, DeskContent } from '../../src/domain/content.ts';
import { DEFAULT_LIMITS, type Limits } from '../../src/domain/limits.ts';
import type { Attachment } from '../../src/domain/message.ts';
import { DEFAULT_POLICY, type Policy } from '../../src/domain/policy.ts';
import type { SavedReply } from '../../src/domain/saved-reply.ts';
import type { ServiceLevels } from '../../src/domain/sla/service-levels.ts';
import type { StaffRole } from '../../src/domain/staff.ts';
import type { EngineContext } from '../../src/engine/context.ts';
import { createCustomerView } from '../../src/engine/customer-view.ts';
import { startEngine } from '../../src/engine/start-engine.ts';
import { systemClock } from '../../src/engine/timers/system-clock.ts';
import { createHttpApp } from '../../src/http/http-app.ts';
import { createReport } from '../../src/insights/create-report.ts';
import { reportContentOf } from '../../src/insights/report-content.ts';
import { createMemoryJobs } from '../../src/jobs/memory-jobs.ts';
import type { ActionCaller } from '../../src/ports/actions.ts';
import type { Analyzer } from '../../src/ports/analyzer.ts';
import { DeliveryError, type OpenAttachment } from '../../src/ports/channel.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Forecasts } from '../../src/ports/forecasts.ts';
import { createLocalPubSub } from '../../src/pubsub/local-pubsub.ts';
import { createConfidenceService } from '../../src/staff/confidence.ts';
import { createRoster } from '../../src/staff/roster.ts';
import { createSignInLink } from '../../src/staff/sign-in-link.ts';
import { createSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { analysis, CONTENT } from './conversation.ts';
import { shippedPhrasesIn } from './shipped-phrases.ts';

const SETTLING_ROUNDS = 20;

/** A place that keeps one file, under the key `photo`. */
async function openAttachment({ key, name }: Attachment): Promise<OpenAttachment> {
  if (key !== 'photo') throw new DeliveryError('refused', `${name} is gone`);
  const parts = [Buffer.from('first '), Buffer.from('second')];
  return { content: Readable.from(parts), sizeBytes: 12, mediaType: 'image/png' };
}

export type WebDesk = Awaited<ReturnType<typeof startWebDesk>>;

export interface WebDeskOptions {
  /** What the desk promises; nothing by default. */
  serviceLevels?: ServiceLevels;
  /** What is known of what is to come; nothing by default. */
  forecasts?: Forecasts;
  policy?: Partial<Policy>;
  /** What it knows; the small content of the tests by default. */
  content?: DeskContent;
  /** What calls other systems; nothing by default. */
  actions?: ActionCaller;
  problems?: ContentDiagnostic[];
  savedReplies?: SavedReply[];
  publicOrigin?: string;
  /** Told of each article that is read on its page. */
  onArticleRead?(article: { id: string; locale: string }): void;
  deskName?: string;
  limits?: Partial<Limits>;
  /** The time that limits go by. */
  clock?: Clock;
}

/** Starts it, with who sends a request in its header `Test-Client`; `stop` takes everything down and removes the folder. */
export async function startWebDesk(options: WebDeskOptions = {}) {
  const content = options.content ?? CONTENT;
  const folder = mkdtempSync(join(tmpdir(), 'relaydesk-web-'));
  const store = await createSqliteStore({ file: join(folder, 'relaydesk.db') });
  const pubsub = createLocalPubSub();
  const errors: unknown[] = [];
  const jobs = createMemoryJobs({ clock: systemClock, concurrency: 8, onError: (_key, error) => errors.push(error) });
  const web = createWebChannel({
    onArticleRead: options.onArticleRead ?? (() => {}),
    conversations: createCustomerView({ store, pubsub }),
    articles: () => Object.values(content.locales).flatMap(({ articles }) => articles),
    deskName: () => options.deskName ?? 'Teapot & Co.',
    openAttachment,
    locales: () => ['en', 'zh'],
    phrasesIn: shippedPhrasesIn,
    secureCookies: false,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    clientOf: (c) => c.req.header('Test-Client'),
    clock: options.clock ?? systemClock,
    publicOrigin: options.publicOrigin,
    publicFolder: join(projectRoot(), 'adapters/web/public'),
    reportError: (error) => errors.push(error),
  });
  const policy = { ...DEFAULT_POLICY, burstWindowMs: 0, replyUndoMs: 0, minScores: 2, ...options.policy };
  const serviceLevels = options.serviceLevels ?? { policies: [], calendars: {}, openingHours: undefined };
  const context: EngineContext = {
    store,
    jobs,
    clock: systemClock,
    holder: 'the one process',
    pubsub: pubsub,
    policy,
    serviceLevels,
    logger: pino({ level: 'silent' }),
    channels: new Map([[web.channel.name, web.channel]]),
    trained: () => ({ content, analyzer: ANALYZER }),
    ...(options.actions === undefined ? {} : { actions: options.actions }),
  };
  const engine = await startEngine(context);
  await web.channel.start(engine.accept);
  const console = createConsole({
    engine,
    roster: createRoster(context),
    confidence: createConfidenceService(context),
    store,
    pubsub,
    clock: systemClock,
    report: (request) =>
      createReport(
        store.read,
        { ...request, now: systemClock.now() },
        {
          timeZone: 'UTC',
          levels: serviceLevels,
          goals: {},
          staffing: parseDeskFile('').staffing,
          content: reportContentOf(content),
          costs: undefined,
        },
      ),
    forecasts: options.forecasts,
    policy: () => policy,
    serviceLevels: () => serviceLevels,
    content: { current: () => content, problems: () => options.problems ?? [] },
    savedReplies: () => options.savedReplies ?? [],
    channels: () => ['web'],
    search: ANALYZER.search,
    renderMarkdown,
    fileResponse: (attachment) => fileResponse(openAttachment, attachment),
    clientOf: (c) => c.req.header('Test-Client'),
    secureCookies: false,
    publicOrigin: options.publicOrigin,
  });
  let server: Server | undefined;
  const logged: string[] = [];
  const logger = pino({ level: 'error' }, { write: (line) => void logged.push(line) });
  const app = createHttpApp({ web: web.site, console, logger });
  return {
    app,
    store,
    pubsub,
    web,
    desk: engine,
    errors,
    /** What the pages have logged as errors. */
    logged,
    /** Adds or changes a staff member; resolves to the path of a link that signs them in. */
    async invite(name: string, role: StaffRole = 'agent'): Promise<string> {
      const id = name.toLowerCase();
      await store.transaction((tx) => tx.staff.save({ id, name, role }, systemClock.now()));
      return (await createSignInLink({ store, clock: systemClock }, id))?.path ?? '';
    },
    /** Serves the pages on a free port; resolves to their address. */
    async listen(): Promise<string> {
      server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }) as Server;
      await once(server, 'listening');
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    /** Resolves when nothing is left to be done now. */
    async settle(): Promise<void> {
      for (let round = 0; round < SETTLING_ROUNDS; round++) {
        await jobs.idle();
        await new Promise(setImmediate);
      }
    },
    async stop() {
      server?.closeAllConnections();
      server?.close();
      await web.channel.stop();
      await engine.stop();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Knows "gift card", "return", "thanks" and "person", is in two minds about "something", and knows nothing else. */
const ANALYZER: Analyzer = {
  async analyze({ text }) {
    const said = text.toLowerCase();
    if (said.includes('something'))
      return analysis([
        ['gift_card', 0.4],
        ['return_item', 0.35],
      ]);
    if (said.includes('gift card')) return analysis([['gift_card', 0.95]]);
    if (said.includes('return')) return analysis([['return_item', 0.95]], { answers: [['returns', 0.9]] });
    if (said.includes('thanks')) return analysis([['thanks', 0.95]]);
    return analysis([], { wantsPerson: said.includes('person'), readable: said.trim() !== '' });
  },
  async search(_query, locale) {
    const [article] = CONTENT.locales.en?.articles ?? [];
    if (article === undefined) return [];
    return [{ articleId: article.id, locale, title: article.title, passage: article.body, score: 1, confidence: 0.8 }];
  },
};
