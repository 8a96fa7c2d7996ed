/** Conditions, the same in a wording (`{if …}`), of a slot (`when:`) and of an action's outcome (`when:`). */

import { isFilled, type TemplateValues } from './template-value.ts';

/** What has to hold of one value. */
export interface Condition {
  name: string;
  /** Any of these texts, in small or capital letters; undefined where it is enough that there is a value. */
  texts: string[] | undefined;
  negated: boolean;
}

const NAME = /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?$/;

/**
 * Reads `name`, `not name`, `name is text`, `name is not text`, each text one or several with ` or ` between them. Undefined
 * where it is none of these.
 */
export function parseCondition(source: string): Condition | undefined {
  const words = source.split(/\s+/).filter((word) => word !== '');
  const [first = '', second, third] = words;
  if (words.length === 1) return NAME.test(first) ? { name: first, texts: undefined, negated: false } : undefined;
  if (first === 'not') {
    return words.length === 2 && NAME.test(second ?? '')
      ? { name: second ?? '', texts: undefined, negated: true }
      : undefined;
  }
  if (second !== 'is' || !NAME.test(first)) return undefined;
  const negated = third === 'not';
  const texts = ` ${words.slice(negated ? 3 : 2).join(' ')} `.split(' or ').map((text) => text.trim());
  return texts.includes('') ? undefined : { name: first, texts, negated };
}

/** Whether a condition holds. A value that is not there is no text. */
export function conditionHolds({ name, texts, negated }: Condition, values: TemplateValues): boolean {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (texts === undefined) return isFilled(value) !== negated;
  const text = value === undefined || value.type === 'list' ? undefined : String(value.value).toLowerCase();
  return texts.some((one) => one.toLowerCase() === text) !== negated;
}

/** Whether the value is known to be there where the condition holds, or, with `holds` false, where it does not. */
export function provesValue({ texts, negated }: Condition, holds: boolean): boolean {
  return texts === undefined ? negated !== holds : holds && !negated;
}
