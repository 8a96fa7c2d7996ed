/** The chat, the help pages and the console as one application, and what becomes of a request that is refused. */

import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Logger } from 'pino';
import { projectRoot } from '../config/project-root.ts';
import { assetRoutes } from '../lib/asset-routes.ts';
import { protectPages } from '../lib/page-protection.ts';

/** A part of the application with a look and a language of its own. */
export interface Site {
  routes: Hono;
  /** Why a request with this status was refused, and what to do, where nobody said it more precisely. */
  explain(c: Context, status: number): string;
  /** The same as a page. */
  renderRefusal(c: Context, status: number, message: string): Parameters<Context['html']>[0];
}

export interface HttpAppOptions {
  /** Mounted at the root. */
  web: Site;
  /** Mounted at /console. */
  console: Site;
  /** What answers the requests that platforms send, by path. */
  webhooks?: readonly { path: string; handleRequest(request: Request): Promise<Response> }[];
  /** What `/healthz` says; that it is ready where nothing is given. */
  health?: () => Promise<object>;
  logger: Logger;
}

const METHODS = ['GET', 'HEAD', 'POST'];

/**
 * Everything that is reached over HTTP. Whatever refuses a request says why in plain text; who asked for a page gets that as a
 * page, and who asked for JSON as `{ error: { code, message } }`.
 */
export function createHttpApp({ web, console, webhooks, health, logger }: HttpAppOptions): Hono {
  const app = new Hono();
  const siteOf = (c: Context): Site => (/^\/console(\/|$)/.test(c.req.path) ? console : web);

  app.use(async (c, next) => {
    await next();
    const { status, headers } = c.res;
    if (status < 400 || !headers.get('Content-Type')?.startsWith('text/plain')) return;
    const asPage = accepts(c, 'text/html');
    const asJson = accepts(c, 'application/json') || (c.req.header('Content-Type')?.includes('json') ?? false);
    if (!asPage && !asJson) return;
    const message = await c.res.text();
    const answer = asPage
      ? await c.html(siteOf(c).renderRefusal(c, status, message))
      : c.json({ error: { code: String(status), message } });
    c.res = new Response(answer.body, { status, headers: answer.headers });
  });
  app.use('/assets/*', ...protectPages(false));
  app.route('/assets', assetRoutes(join(projectRoot(), 'src/http/public')));
  app.get('/healthz', async (c) => c.json((await health?.()) ?? { status: 'ready' }));
  for (const { path, handleRequest } of webhooks ?? []) app.post(path, (c) => handleRequest(c.req.raw));
  app.route('/console', console.routes);
  app.route('/', web.routes);

  app.notFound((c) => {
    if (METHODS.includes(c.req.method)) return c.text(siteOf(c).explain(c, 404), 404);
    return c.text(siteOf(c).explain(c, 405), 405, { Allow: METHODS.join(', ') });
  });
  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status < 500) {
      return c.text(error.message || siteOf(c).explain(c, error.status), error.status);
    }
    logger.error(
      { err: error, path: c.req.path.replace(/^\/console\/sign-in\/.*/, '/console/sign-in/…') },
      'a request failed',
    );
    return c.text(siteOf(c).explain(c, 500), 500);
  });
  return app;
}

function accepts(c: Context, mediaType: string): boolean {
  return c.req.header('Accept')?.includes(mediaType) ?? false;
}
