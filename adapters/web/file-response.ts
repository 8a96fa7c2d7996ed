import type { Attachment } from '../../src/domain/message.ts';
import { DeliveryError, type OpenAttachmentAnywhere } from '../../src/ports/channel.ts';

/** What a browser may show by itself, as it cannot run anything in it; everything else is only saved. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Whether a page may show this file as a picture. */
export function isPicture({ mediaType }: Attachment): boolean {
  return mediaType !== undefined && SHOWN.has(mediaType);
}

/** The file, streamed from where it is kept; where it cannot be had, a sentence that says why. */
export async function fileResponse(open: OpenAttachmentAnywhere, attachment: Attachment): Promise<Response> {
  try {
    const { content, sizeBytes } = await open(attachment);
    const headers = new Headers({
      'Content-Type': isPicture(attachment) ? (attachment.mediaType ?? '') : 'application/octet-stream',
      'Content-Disposition': `${isPicture(attachment) ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeName(attachment.name)}`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    });
    if (sizeBytes !== undefined) headers.set('Content-Length', String(sizeBytes));
    return new Response(toStream(content), { headers });
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return new Response(error.message, { status: error.failure === 'refused' ? 404 : 503 });
  }
}

/** RFC 8187: percent-encoded, with the few more characters that encodeURIComponent leaves alone. */
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
}

function toStream(content: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const parts = content[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await parts.return?.();
    },
  });
}
