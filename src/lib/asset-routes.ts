import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { etag } from 'hono/etag';

/** Serves a folder's files by their names. Browsers keep them and ask each time whether they are still the same, so that an update shows at once. */
export function assetRoutes(folder: string): Hono {
  const files = serveStatic({
    root: folder,
    rewriteRequestPath: (path) => path.slice(path.lastIndexOf('/')),
    onFound: (_path, c) => c.header('Cache-Control', 'no-cache'),
  });
  return new Hono().get('/:file', etag(), files);
}
