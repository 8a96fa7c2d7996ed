/**
 * Reads multipart/form-data as leniently as Telegram does: grammY writes `form-data;name="a";filename=b.png`, which the parser
 * of Node's own `Request.formData()` refuses.
 */

import type { UploadedFile } from './query.ts';
import { badRequest } from './telegram-error.ts';

const LINE_END = '\r\n';

/** The fields and files of a form, in order. @throws TelegramError */
export function readMultipart(contentType: string, body: Buffer): [string, string | UploadedFile][] {
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw badRequest('boundary not found in multipart/form-data');
  const parts: [string, string | UploadedFile][] = [];
  const delimiter = `--${boundary}`;
  let start = body.indexOf(delimiter);
  for (;;) {
    const begin = start + delimiter.length;
    if (start < 0) throw badRequest('boundary not found in multipart/form-data');
    if (body.toString('latin1', begin, begin + 2) === '--') return parts;
    const end = body.indexOf(`${LINE_END}${delimiter}`, begin);
    if (end < 0) throw badRequest('unexpected end of multipart/form-data');
    parts.push(readPart(body.subarray(begin + LINE_END.length, end)));
    start = end + LINE_END.length;
  }
}

function readPart(part: Buffer): [string, string | UploadedFile] {
  const headEnd = part.indexOf(LINE_END + LINE_END);
  const head = part.toString('utf8', 0, headEnd);
  const content = part.subarray(headEnd + 2 * LINE_END.length);
  const name = parameter(head, 'name');
  if (headEnd < 0 || name === undefined) throw badRequest("can't parse headers of multipart/form-data");
  const fileName = parameter(head, 'filename');
  if (fileName === undefined) return [name, content.toString('utf8')];
  const type = /^content-type:\s*(.+?)\s*$/im.exec(head)?.[1] ?? '';
  return [name, { name: fileName, type, bytes: content }];
}

function parameter(head: string, name: string): string | undefined {
  const [, quoted, bare] = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;\\r\\n]*))`, 'i').exec(head) ?? [];
  return quoted ?? bare;
}
