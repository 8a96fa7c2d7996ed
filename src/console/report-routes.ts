/** The reports on how the desk is doing. */

import { Hono } from 'hono';
import { DEFAULT_PERIOD_DAYS, PERIODS_DAYS } from '../insights/create-report.ts';
import { REPORT_NAMES } from '../insights/report.ts';
import type { ConsoleEnv, ConsoleOptions } from './console-options.ts';
import { pageContext } from './page-context.ts';
import { renderReport, reportPath } from './pages/report.tsx';

/** The pages under `/console/insights`. */
export function createReportRoutes(options: ConsoleOptions): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>();

  routes.get('/', (c) => c.redirect(reportPath('overview', DEFAULT_PERIOD_DAYS), 303));

  routes.get('/:name', async (c) => {
    const name = REPORT_NAMES.find((known) => known === c.req.param('name'));
    if (name === undefined) return c.notFound();
    const periodDays = PERIODS_DAYS.find((days) => String(days) === c.req.query('days')) ?? DEFAULT_PERIOD_DAYS;
    const { id, role } = c.get('staff');
    const viewer = role === 'admin' ? undefined : id;
    const made = await options.report({ name, periodDays, viewer }).catch((error: Error) => ({ error: error.message }));
    return c.html(
      renderReport({ context: pageContext(c, options), name, periodDays, made }),
      'error' in made ? 503 : 200,
    );
  });
  return routes;
}
