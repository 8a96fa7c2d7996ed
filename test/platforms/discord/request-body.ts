/** The body of a request: JSON, or a form with `payload_json` and files. */

import type { UploadedFile } from './attachments.ts';

/** What came; `malformed` is text that is not JSON where JSON was announced. */
export type ReadBody = { kind: 'read'; value: unknown; files: UploadedFile[] } | { kind: 'malformed'; value: string };

/** Reads the whole body. */
export async function readBody(request: Request): Promise<ReadBody> {
  if (request.method === 'GET' || request.method === 'HEAD') return { kind: 'read', value: undefined, files: [] };
  const type = request.headers.get('content-type') ?? '';
  return type.startsWith('multipart/form-data') ? readForm(await request.formData()) : readJson(await request.text());
}

function readJson(text: string): ReadBody {
  if (text === '') return { kind: 'read', value: undefined, files: [] };
  try {
    return { kind: 'read', value: JSON.parse(text), files: [] };
  } catch {
    return { kind: 'malformed', value: text };
  }
}

async function readForm(form: FormData): Promise<ReadBody> {
  const payload = form.get('payload_json');
  const fields = [...form.entries()].filter(([, value]) => typeof value === 'string');
  const json =
    typeof payload === 'string'
      ? readJson(payload)
      : { kind: 'read' as const, value: Object.fromEntries(fields), files: [] };
  if (json.kind === 'malformed') return json;
  const files: UploadedFile[] = [];
  for (const [key, value] of form.entries()) {
    if (typeof value === 'string') continue;
    const index = /^files?\[(\d+)\]$/.exec(key)?.[1] ?? String(files.length);
    files.push({ index, name: value.name, contentType: value.type, bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  return { ...json, files };
}
