import { expect, test } from 'vitest';
import { createMultipartForm } from '../../../adapters/shared/multipart.ts';

test('a form is read as it was written: its fields in order, then its files', async () => {
  const bytes = Uint8Array.from([13, 10, 45, 45, 0, 255]);
  const file = async function* () {
    yield bytes.subarray(0, 3);
    yield bytes.subarray(3);
  };
  const form = createMultipartForm({ text: 'a\r\n--b', more: '你好' }, [
    { field: 'one', name: 'a "quoted"\r\nname.png', content: file() },
    { field: 'two', name: '请看.pdf', content: file() },
  ]);
  const chunks: Uint8Array[] = [];
  for await (const chunk of form.body) chunks.push(chunk);
  const headers = { 'content-type': form.contentType };
  const read = [...(await new Response(Buffer.concat(chunks), { headers }).formData())];
  expect(read.slice(0, 2)).toEqual([
    ['text', 'a\r\n--b'],
    ['more', '你好'],
  ]);
  const files = read.flatMap(([, value]) => (typeof value === 'string' ? [] : [value]));
  expect(files.map(({ name }) => name)).toEqual(['a "quoted"\r\nname.png', '请看.pdf']);
  expect(new Uint8Array((await files[0]?.arrayBuffer()) ?? [])).toEqual(bytes);
});
