/** The actions that staff can run on a ticket, with what is known for their inputs. */

import type { DeskContent, EntityType } from '../content.ts';
import { type ConversationMemory, latestValue } from '../conversation-memory.ts';
import type { Ticket } from '../ticket.ts';
import type { Action } from './action.ts';
import { inputsOf } from './fill-request.ts';

export interface RunnableAction {
  name: string;
  /** What it does, for staff. */
  description: string | undefined;
  /** Whether it changes something. */
  writes: boolean;
  /** Each with the likeliest value; empty where none is known. */
  inputs: { name: string; value: string }[];
}

/** Reads first, each in the order of the names. */
export function runnableActions(
  content: DeskContent,
  { locale, tried }: Pick<Ticket, 'locale' | 'tried'>,
  memory: ConversationMemory | undefined,
): RunnableAction[] {
  const intents = content.locales[locale]?.intents ?? [];
  const types = new Map<string, EntityType>(
    intents.flatMap(({ action, slots }) => (action === undefined ? [] : slots.map(({ name, type }) => [name, type]))),
  );
  const called = tried.flatMap((attempt) => attempt.called ?? []);
  const likeliest = (name: string): string => {
    const type = types.get(name);
    const remembered = memory && type && latestValue(memory, type);
    return remembered ?? called.findLast(({ inputs }) => Object.hasOwn(inputs, name))?.inputs[name] ?? '';
  };
  const toRunnable = (action: Action): RunnableAction => ({
    name: action.name,
    description: action.description,
    writes: action.kind === 'write',
    inputs: inputsOf(action).map((name) => ({ name, value: likeliest(name) })),
  });
  return Object.values(content.actions ?? {})
    .map(toRunnable)
    .sort((a, b) => Number(a.writes) - Number(b.writes) || (a.name < b.name ? -1 : 1));
}
