/** Files themselves: uploaded to the address they were given, downloaded with the bot's token. */

import type { Tokens } from './web-api.ts';
import type { Workspace } from './workspace.ts';

export interface FileServer {
  upload(fileId: string, request: Request): Promise<Response>;
  download(path: string, request: Request): Response;
}

/** Serves a workspace's files. */
export function createFileServer(options: {
  workspace: Workspace;
  tokens: Tokens;
  scopes: ReadonlySet<string>;
}): FileServer {
  const { workspace, tokens, scopes } = options;
  return {
    async upload(fileId, request) {
      const stored = workspace.files.get(fileId);
      if (stored === undefined) return new Response('Not Found', { status: 404 });
      const content = await contentOf(request).catch(() => undefined);
      if (content?.length !== stored.file.size) return new Response('Bad Request', { status: 400 });
      stored.content = content;
      return new Response(`OK - ${content.length}`);
    },
    download(path, request) {
      const id = /^\/files-pri\/[^-]+-([^/]+)\//.exec(path)?.[1] ?? '';
      const stored = workspace.files.get(id);
      if (stored === undefined) return new Response('Not Found', { status: 404 });
      const authorized = request.headers.get('authorization') === `Bearer ${tokens.bot.value}`;
      if (!authorized || tokens.bot.state !== 'valid' || !scopes.has('files:read')) return signInPage();
      return new Response(new Uint8Array(stored.content), { headers: { 'Content-Type': stored.file.mimetype } });
    },
  };
}

/** Slack does not refuse: it sends whoever has no right to the sign-in page, which answers 200. */
function signInPage(): Response {
  return new Response(null, { status: 302, headers: { Location: '/signin' } });
}

async function contentOf(request: Request): Promise<Buffer> {
  if (!request.headers.get('content-type')?.startsWith('multipart/form-data'))
    return Buffer.from(await request.arrayBuffer());
  const parts = [...(await request.formData()).values()].filter((part) => typeof part !== 'string');
  return Buffer.concat(await Promise.all(parts.map(async (part) => Buffer.from(await part.arrayBuffer()))));
}
