import { randomBytes } from 'node:crypto';

/** A file in a form. */
export interface FormFile {
  /** The field it stands in. */
  field: string;
  name: string;
  /** Left out where the platform finds it out itself; what does not look like one is not sent. */
  mediaType?: string | undefined;
  content: AsyncIterable<Uint8Array>;
}

/** A form with files, written as they are read: they are never in memory as a whole. */
export interface MultipartForm {
  /** For the header `content-type`. */
  contentType: string;
  /** To be read once; fails as the files do. */
  body: AsyncIterable<Uint8Array>;
}

const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+$/;

/** A `multipart/form-data` body (RFC 7578) with these fields and, after them, the files. */
export function createMultipartForm(fields: Record<string, string>, files: FormFile[]): MultipartForm {
  const boundary = `form-${randomBytes(24).toString('hex')}`;
  return { contentType: `multipart/form-data; boundary=${boundary}`, body: writeForm(boundary, fields, files) };
}

async function* writeForm(
  boundary: string,
  fields: Record<string, string>,
  files: FormFile[],
): AsyncGenerator<Uint8Array> {
  const disposition = (field: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${quote(field)}"`;
  for (const [field, value] of Object.entries(fields)) {
    yield Buffer.from(`${disposition(field)}\r\n\r\n${value}\r\n`);
  }
  for (const { field, name, mediaType = '', content } of files) {
    const type = MEDIA_TYPE.test(mediaType) ? mediaType : 'application/octet-stream';
    const head = `${disposition(field)}; filename="${quote(name)}"\r\nContent-Type: ${type}`;
    yield Buffer.from(`${head}\r\n\r\n`);
    yield* content;
    yield Buffer.from('\r\n');
  }
  yield Buffer.from(`--${boundary}--\r\n`);
}

/** As the WHATWG writes names in forms: nothing in one ends it. */
function quote(name: string): string {
  return name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
}
