import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { deskFileJsonSchema } from '../config/desk-file.ts';
import {
  actionFileJsonSchema,
  articleJsonSchema,
  intentFileJsonSchema,
  synonymFileJsonSchema,
} from '../content/json-schema.ts';
import { storyFileJsonSchema } from '../stories/story-file.ts';

const SCHEMAS = {
  'intent-file.schema.json': intentFileJsonSchema,
  'action.schema.json': actionFileJsonSchema,
  'article.schema.json': articleJsonSchema,
  'synonyms.schema.json': synonymFileJsonSchema,
  'stories.schema.json': storyFileJsonSchema,
  'desk.schema.json': deskFileJsonSchema(),
};

/** `relaydesk schemas`: tells whether the saved JSON Schemas are those of this version; with `--write`, saves them. */
export function schemasCommand(): Command {
  return new Command('schemas')
    .description('check or write the JSON Schemas with which editors complete and check content files and desk.yaml')
    .option('--write', 'write the files')
    .option('--root <folder>', 'the folder that holds schemas/', '.')
    .action(async ({ write, root }: { write?: true; root: string }) => {
      const folder = join(root, 'schemas');
      for (const [name, schema] of Object.entries(SCHEMAS)) {
        const path = join(folder, name);
        const text = `${JSON.stringify(schema, null, 2)}\n`;
        if (write) await mkdir(folder, { recursive: true }).then(() => writeFile(path, text));
        const isCurrent = text === (await readFile(path, 'utf8').catch(() => undefined));
        process.stdout.write(
          `${path} ${isCurrent ? 'is up to date' : 'is out of date: run relaydesk schemas --write'}\n`,
        );
        if (!isCurrent) process.exitCode = 1;
      }
    });
}
