import type { Slot } from '../domain/content.ts';
import { type LinearPattern, PatternError, parseLinearPattern } from '../lib/linear-pattern.ts';
import { toSimplifiedChinese } from '../lib/simplified-chinese.ts';
import { findOfType } from './entities.ts';

const LONGEST_TEXT_VALUE = 500;

/** The values that a text gives for an intent's slots, found without their having been asked for. */
export function findSlotValues(slots: readonly Slot[], text: string, now: number): Record<string, string> {
  const values: Record<string, string> = {};
  for (const slot of slots) {
    const value = slot.type === 'text' ? undefined : findValue(slot, text, now);
    if (value !== undefined) values[slot.name] = value;
  }
  return values;
}

/** The value that an answer gives for the slot that was asked for; for a slot of type `text`, the whole answer. */
export function findExpectedValue(slot: Slot, text: string, now: number): string | undefined {
  const whole = text.trim();
  if (slot.type === 'text') {
    const value = whole.slice(0, LONGEST_TEXT_VALUE);
    return value !== '' && matchesPattern(slot, value) ? value : undefined;
  }
  const value = findValue(slot, text, now);
  if (value !== undefined || slot.pattern === undefined || slot.type === 'choice') return value;
  return whole.split(/\s+/).find((word) => word !== '' && matchesPattern(slot, word));
}

function findValue(slot: Slot, text: string, now: number): string | undefined {
  if (slot.type === 'choice') return findChoice(slot, text);
  for (const entity of findOfType(slot.type, text, now)) {
    if (matchesPattern(slot, entity.value)) return entity.value;
    if (matchesPattern(slot, entity.text)) return entity.text;
  }
  return undefined;
}

/** The value whose name, or other way of writing it, stands in the text; the longest where several do. */
function findChoice(slot: Slot, text: string): string | undefined {
  const spaced = spaceOut(text);
  const names = Object.entries(slot.values).flatMap(([value, others]) =>
    [value, ...others].map((name) => ({ value, name: spaceOut(name) })),
  );
  return names
    .filter(({ name }) => name.trim() !== '' && spaced.includes(name))
    .sort((a, b) => b.name.length - a.name.length)[0]?.value;
}

/** Lower case and simplified, with a space around every word and every Chinese character, so that only whole words are found. */
function spaceOut(text: string): string {
  const words = toSimplifiedChinese(text)
    .toLowerCase()
    .replace(/\p{Script=Han}/gu, ' $& ')
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  return ` ${(words ?? []).join(' ')} `;
}

/** Patterns are compiled when they are first needed, and kept as long as their slots. */
const compiled = new WeakMap<Slot, LinearPattern>();

function matchesPattern(slot: Slot, value: string): boolean {
  if (slot.pattern === undefined) return true;
  const pattern = compiled.get(slot) ?? compile(slot.pattern);
  compiled.set(slot, pattern);
  return pattern.matches(value);
}

function compile(source: string): LinearPattern {
  try {
    return parseLinearPattern(source);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    // The last good content may be of an earlier version, which took more; the files' check tells the admin.
    return { matches: () => true };
  }
}
