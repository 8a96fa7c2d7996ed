/** The web pages for staff. */

import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { projectRoot } from '../config/project-root.ts';
import { satisfactionReport } from '../insights/satisfaction-report.ts';
import { assetRoutes } from '../lib/asset-routes.ts';
import { protectPages, refuseOtherSites } from '../lib/page-protection.ts';
import { createSignInRoutes, requireStaff, signOut } from './auth.tsx';
import { createConfidenceRoutes } from './confidence-routes.ts';
import type { ConsoleEnv, ConsoleOptions } from './console-options.ts';
import { streamEvents } from './events.ts';
import { pageContext } from './page-context.ts';
import { renderContent } from './pages/content.tsx';
import { renderQueue } from './pages/queue.tsx';
import { refusalText, renderRefusal } from './pages/refusal.tsx';
import { PERIODS_DAYS, renderSatisfaction } from './pages/satisfaction.tsx';
import { limitSignIns, requireFormToken } from './protection.ts';
import { loadQueueGroups } from './queue-view.ts';
import { createReportRoutes } from './report-routes.ts';
import { createStaffRoutes } from './staff-routes.ts';
import { createTicketRoutes } from './ticket-routes.ts';

const MAX_BODY_BYTES = 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;
/** More different answers to surveys than anybody reads. */
const MOST_COUNTS = 1_000;
const DEFAULT_PERIOD_DAYS = 30;

/** The staff console, to be mounted at `/console`. */
export function createConsole(options: ConsoleOptions) {
  const { store, clock, content } = options;
  const routes = new Hono<ConsoleEnv>();
  routes.use(
    ...protectPages(options.secureCookies),
    refuseOtherSites(options.publicOrigin),
    bodyLimit({ maxSize: MAX_BODY_BYTES }),
  );
  routes.route('/assets', assetRoutes(join(projectRoot(), 'src/console/public')));
  routes.use('/sign-in/*', limitSignIns(options));
  routes.route('/sign-in', createSignInRoutes(options));

  routes.use(requireStaff(options), requireFormToken);
  routes.post('/sign-out', (c) => signOut(c, options));
  routes.get('/events', (c) => streamEvents(c, options));
  routes.route('/tickets', createTicketRoutes(options));
  routes.route('/staff', createStaffRoutes(options));
  routes.route('/confidence', createConfidenceRoutes(options));
  routes.route('/insights', createReportRoutes(options));

  routes.get('/', async (c) => {
    const groups = await loadQueueGroups(options, c.get('staff'));
    const { policy, forecasts } = options;
    return c.html(
      renderQueue({
        context: pageContext(c, options),
        groups,
        policy: policy(),
        expectedWait: forecasts?.expectedWait(),
      }),
    );
  });

  routes.get('/content', (c) => c.html(renderContent(pageContext(c, options), content.current(), content.problems())));

  routes.get('/satisfaction', async (c) => {
    const periodDays = PERIODS_DAYS.find((days) => String(days) === c.req.query('days')) ?? DEFAULT_PERIOD_DAYS;
    const since = clock.now() - periodDays * DAY_MS;
    const rows = await store.read.feedback.since(since);
    const surveys = await store.read.surveys.counts(since, MOST_COUNTS);
    const { minScores } = options.policy();
    const report = satisfactionReport(rows, { minScores });
    return c.html(renderSatisfaction({ context: pageContext(c, options), report, periodDays, minScores, surveys }));
  });
  return {
    routes: new Hono().route('/', routes),
    explain: (_c: Context, status: number) => refusalText(status),
    renderRefusal: (_c: Context, status: number, message: string) => renderRefusal(status, message),
  };
}
