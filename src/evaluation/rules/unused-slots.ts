import { inputsOf } from '../../domain/actions/fill-request.ts';
import type { DeskContent, Intent } from '../../domain/content.ts';
import type { Weakness } from '../weakness.ts';

/**
 * Slots that customers are asked for though nothing uses the value. Where people take over they read it, a survey counts it,
 * and an utterance that has it means that customers say it by themselves.
 */
export function unusedSlots({ locales, actions = {} }: DeskContent): Weakness[] {
  return Object.values(locales).flatMap(({ locale, intents }) =>
    intents.flatMap((intent) => {
      if (intent.outcome.kind === 'escalate' || intent.isSurvey) return [];
      return intent.slots
        .filter(({ name, type }) => !isUsed(intent, name, actions) && !isSaid(intent, [name, type]))
        .map(({ name }): Weakness => {
          const reason = `intent ${intent.name} asks for ${name}, and nothing uses it: use {${name}} in what is said, or delete the slot`;
          const at = { intent: intent.name, slot: name };
          return { rule: 'unused_slot', locale, subject: [intent.name, name], at, reason };
        });
    }),
  );
}

function isSaid({ utterances }: Intent, marks: readonly string[]): boolean {
  return marks.some((mark) => utterances.some((utterance) => utterance.includes(`{${mark}}`)));
}

function isUsed(intent: Intent, slot: string, actions: NonNullable<DeskContent['actions']>): boolean {
  const conditions = intent.slots.some(({ when }) => when?.name === slot);
  const called = [intent.action?.name, ...intent.slots.flatMap(({ from, check }) => [from?.action, check?.action])];
  const inputs = called.flatMap((name) => {
    const action = name === undefined ? undefined : actions[name];
    return action === undefined ? [] : inputsOf(action);
  });
  return conditions || inputs.includes(slot) || textsOf(intent).some((text) => mentions(text, slot));
}

/** Everything the intent says. */
function textsOf({ outcome, action, slots, followUps = [] }: Intent): string[] {
  const later = followUps.flatMap(({ step }) => {
    if (step.kind === 'say') return [step.text];
    return step.kind === 'watch' ? [step.text, step.otherwise ?? ''] : [];
  });
  return [
    ...(outcome.kind === 'answer' ? (outcome.variants?.texts ?? [outcome.text]) : []),
    ...[action?.confirm ?? '', ...Object.values(action?.wordings ?? {})],
    ...slots.flatMap(({ ask, check }) => [ask, check?.otherwise ?? '']),
    ...later,
  ];
}

/** In a mark of its own, a condition or a list. */
function mentions(text: string, slot: string): boolean {
  return [...text.matchAll(/\{([^{}\n]*)\}/g)].some(([, mark = '']) => mark.split(/[^a-z0-9_]+/).includes(slot));
}
