/** Values in Rasa's examples: `to [Paris](city)`, or `to [NYC]{"entity": "city", "role": "to"}`. */

import { z } from 'zod';

/** Words as they stand, or a value: the entity that it is of, and what the desk calls the slot. */
export type Annotation = string | { slot: string; entity: string };

const ANNOTATION = /\[([^[\]\n]{1,200})\](?:\(([^()\n]{1,200})\)|(\{[^{}\n]{1,500}\}))/g;

const detailsSchema = z.looseObject({ entity: z.string().min(1), role: z.string().min(1).optional() });

/** The text in pieces. What only looks like an annotation stays as it stands. */
export function readAnnotated(text: string): Annotation[] {
  const parts: Annotation[] = [];
  let end = 0;
  for (const { 0: whole, 2: short, 3: long, index } of text.matchAll(ANNOTATION)) {
    const value = short === undefined ? readDetails(long ?? '') : readShort(short);
    if (value === undefined) continue;
    parts.push(text.slice(end, index), value);
    end = index + whole.length;
  }
  parts.push(text.slice(end));
  return parts.filter((part) => part !== '');
}

/** Older files write the value behind a colon. */
function readShort(short: string): Annotation | undefined {
  const entity = short.split(':', 1)[0]?.trim();
  return entity ? { slot: entity, entity } : undefined;
}

function readDetails(json: string): Annotation | undefined {
  try {
    const { data } = detailsSchema.safeParse(JSON.parse(json));
    if (data === undefined) return undefined;
    const { entity, role } = data;
    return { slot: role === undefined ? entity : `${entity}_${role}`, entity };
  } catch {
    return undefined;
  }
}
