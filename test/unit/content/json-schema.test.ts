import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import {
  actionFileJsonSchema,
  articleJsonSchema,
  intentFileJsonSchema,
  synonymFileJsonSchema,
} from '../../../src/content/json-schema.ts';
import { storyFileJsonSchema } from '../../../src/stories/story-file.ts';

test.each([
  ['intent-file', intentFileJsonSchema],
  ['action', actionFileJsonSchema],
  ['article', articleJsonSchema],
  ['synonyms', synonymFileJsonSchema],
  ['stories', storyFileJsonSchema],
])('the saved JSON Schema %s is the one generated from the code (npm run schemas mends it)', async (name, schema) => {
  const saved = await readFile(`schemas/${name}.schema.json`, 'utf8');
  expect(saved).toBe(`${JSON.stringify(schema, null, 2)}\n`);
});

test('every key that an admin can write has a text that explains it', () => {
  const intents = intentFileJsonSchema.properties?.intents;
  expect(undescribed(intentFileJsonSchema)).toEqual([]);
  expect(undescribed(actionFileJsonSchema)).toEqual([]);
  expect(undescribed(articleJsonSchema)).toEqual([]);
  expect(undescribed(synonymFileJsonSchema)).toEqual([]);
  expect(undescribed(storyFileJsonSchema)).toEqual([]);
  expect(intents).toMatchObject({
    items: { required: ['name', 'category', 'utterances'], additionalProperties: false },
  });
});

/** The keys without a description, at any depth. */
function undescribed(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, items } = schema as { properties?: Record<string, { description?: string }>; items?: unknown };
  const keys = Object.entries(properties ?? {});
  const here = keys.filter(([, value]) => !value.description).map(([key]) => key);
  return [...here, ...keys.flatMap(([, value]) => undescribed(value)), ...undescribed(items)];
}
