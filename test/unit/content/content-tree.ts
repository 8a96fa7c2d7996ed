/** A content root on disk for one test. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Files by their path below the root. */
export type Tree = Record<string, string | Uint8Array>;

/** A new folder with `intents/` and `knowledge/` and the given files; it is deleted when the test has finished. */
export async function createTree(files: Tree): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'content-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await Promise.all(['intents', 'knowledge'].map((folder) => mkdir(join(root, folder))));
  for (const [file, text] of Object.entries(files)) await write(root, file, text);
  return root;
}

/** Writes a file below the root, with the folders it needs. */
export async function write(root: string, file: string, text: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}

/** An intent file with one intent and no mistakes; `more` is added to the intent, indented by four spaces. */
export function intentFile(name: string, more = '    answer: Look in your account.'): string {
  const utterances = [1, 2, 3, 4, 5].map((number) => `      - ${name} said in way ${number}`);
  return ['intents:', `  - name: ${name}`, '    category: orders', '    utterances:', ...utterances, more, ''].join(
    '\n',
  );
}

/** An article without mistakes. */
export function articleFile(body = 'Within 30 days.'): string {
  return `---\ntitle: How long can I return it?\nupdated: 2026-03-01\n---\n\n${body}\n`;
}
