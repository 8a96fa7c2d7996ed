import type { EntityType, Intent } from '../domain/content.ts';
import { createUnderstander } from '../understanding/understander.ts';
import type { Fold } from './folds.ts';

/** An utterance that was held out, and what it was taken for. */
export interface Judged {
  text: string;
  meant: string;
  /** Undefined where nothing was understood. */
  takenFor: string | undefined;
  /** How sure that was, from 0 to 1. */
  confidence: number;
}

/** Trains the bot on a fold and has it read what was held out: seconds of computing, in one go. */
export async function judgeFold({ content, heldOut }: Fold): Promise<Judged[]> {
  const { locale, intents } = content;
  const understander = await createUnderstander({ content: { version: 'fold', locales: { [locale]: content } } });
  const byName = new Map(intents.map((intent) => [intent.name, intent]));
  return heldOut.map(({ text, intent }) => {
    const [best] = understander.understand({ text: withValues(text, byName.get(intent)), locale }).intents;
    return { text, meant: intent, takenFor: best?.intent, confidence: best?.confidence ?? 0 };
  });
}

/** What a customer might write where an utterance has a mark. */
const VALUES: Record<Exclude<EntityType, 'choice'>, string> = {
  order_number: '100234',
  email: 'anna@example.com',
  phone: '+44 20 7946 0958',
  date: '2026-12-24',
  number: '3',
  amount: '20 €',
  url: 'https://example.com/lamp',
  text: '',
};

/** An utterance as customers write it, with values for its marks. */
export function withValues(utterance: string, intent: Intent | undefined): string {
  return utterance.replace(/\{(\w+)\}/g, (mark, name: string) => {
    const slot = intent?.slots.find((one) => one.name === name);
    if (slot?.type === 'choice') return Object.keys(slot.values)[0] ?? '';
    return Object.hasOwn(VALUES, slot?.type ?? name) ? VALUES[(slot?.type ?? name) as keyof typeof VALUES] : mark;
  });
}
