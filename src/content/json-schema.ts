/** The file formats as JSON Schemas, with which an editor completes and checks a file while it is written. */

import { z } from 'zod';
import { actionFileSchema } from './action-file.ts';
import { frontMatterSchema } from './article-file.ts';
import { intentFileSchema } from './intent-file.ts';
import { synonymFileSchema } from './synonym-file.ts';

/** The JSON Schema (draft 7, which every editor reads) of an intent file. */
export const intentFileJsonSchema = toJsonSchema(intentFileSchema, 'Relaydesk intent file');

/** The JSON Schema (draft 7, which every editor reads) of an article's front matter. */
export const articleJsonSchema = toJsonSchema(frontMatterSchema, 'Relaydesk article front matter');

/** The JSON Schema (draft 7, which every editor reads) of an action file. */
export const actionFileJsonSchema = toJsonSchema(actionFileSchema, 'Relaydesk action file');

/** The JSON Schema (draft 7, which every editor reads) of a file of synonyms. */
export const synonymFileJsonSchema = toJsonSchema(synonymFileSchema, 'Relaydesk synonyms');

/** The JSON Schema (draft 7) of what a zod schema takes in. */
export function toJsonSchema(schema: z.ZodType, title: string) {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return { $schema, title, ...rest };
}
