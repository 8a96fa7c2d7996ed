/** What admins see and say of confidences. */

import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { CommandOutcome } from '../domain/staff.ts';
import { requireAdmin } from './auth.tsx';
import type { ConsoleEnv, ConsoleOptions } from './console-options.ts';
import { leaveMessage, pageContext, UNREADABLE } from './page-context.ts';
import { renderConfidence } from './pages/confidence.tsx';

const FIT_ID = z.coerce.number().int().positive();
const LEARNING = z.object({ on: z.enum(['true', 'false']) });

/** The pages under `/console/confidence`. */
export function createConfidenceRoutes(options: ConsoleOptions): Hono<ConsoleEnv> {
  const { confidence } = options;
  const routes = new Hono<ConsoleEnv>();
  routes.use(requireAdmin);

  const show = async (c: Context<ConsoleEnv>, refused?: CommandOutcome) => {
    const page = renderConfidence(pageContext(c, options, refused), await confidence.view());
    return c.html(page, refused === undefined ? 200 : 409);
  };
  const finish = (c: Context<ConsoleEnv>, outcome: CommandOutcome) => {
    if (!outcome.ok) return show(c, outcome);
    leaveMessage(c, options, outcome.message);
    return c.redirect('/console/confidence', 303);
  };

  routes.get('/', (c) => show(c));

  routes.post('/learning', async (c) => {
    const form = LEARNING.safeParse(await c.req.parseBody());
    if (!form.success) return c.text(UNREADABLE, 400);
    return finish(c, await confidence.setLearning(form.data.on === 'true', c.get('staff')));
  });

  routes.post('/:id/undo', async (c) => {
    const id = FIT_ID.safeParse(c.req.param('id'));
    if (!id.success) return c.text(UNREADABLE, 400);
    return finish(c, await confidence.undo(id.data, c.get('staff')));
  });
  return routes;
}
