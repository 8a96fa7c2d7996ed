/** Slots that are needed only under a condition. */

import { parseCondition } from '../domain/templates/condition.ts';
import { didYouMean } from '../lib/nearest.ts';
import { type Diagnostic, errorAt } from './diagnostics.ts';
import type { IntentDraft } from './read-intent-file.ts';
import type { ExpectedValue } from './template-scope.ts';

/** A condition has to be about a slot above, which is asked for first. */
export function checkSlotConditions({ name, slots }: IntentDraft): Diagnostic[] {
  return slots.flatMap(({ text: slot, when }, index) => {
    const condition = when && parseCondition(when.text);
    if (when === undefined || condition === undefined) return [];
    const above = slots.slice(0, index).map(({ text }) => text);
    if (above.includes(condition.name)) return [];
    const hint = didYouMean(condition.name, above, '"') || ` Above it there are: ${above.join(', ') || 'none'}.`;
    const reason = `${condition.name}, by which slot ${slot} of intent ${name.text} is asked for, is no slot above it.${hint}`;
    return errorAt(when.lineAt(0), reason);
  });
}

/** The slots as values of a wording; one under a condition may be missing. */
export function scopeOfSlots({ slots }: IntentDraft): Map<string, ExpectedValue> {
  return new Map(
    slots.map(({ text, type, when }) => [
      text,
      { type: type === 'url' || type === 'date' ? type : 'text', isOptional: when !== undefined },
    ]),
  );
}
