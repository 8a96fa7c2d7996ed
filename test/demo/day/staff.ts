/** What staff do in Slack, by what they can see there: cards by the customer's name, buttons by their labels. */

import { z } from 'zod';
import type { MessageRef, Person } from '../../platforms/slack/person.ts';
import type { ShownMessage } from '../../platforms/slack/shown.ts';
import type { Stage } from './scene.ts';

/** A ticket's card; its thread is the ticket's room. */
export type Card = MessageRef;

/** Resolves with the newest card of a customer, now or later. */
export async function card(stage: Stage, customer: string): Promise<Card> {
  const { ann, support } = stage.slack;
  const { ts } = await stage.see(`a card for ${customer} in #support on Slack`, () =>
    ann.sees(support).findLast(({ text, buttons }) => buttons.length > 0 && text.includes(customer)),
  );
  return { channel: support.id, ts };
}

/** Resolves once the card, whichever way it changed, reads so. */
export async function cardSays(stage: Stage, of: Card, what: string, pattern: RegExp): Promise<void> {
  await stage.see(`the card on Slack ${what}`, () => pattern.test(shown(stage, of)?.text ?? ''));
}

/** Resolves once somebody's thread of the card has a message that reads so. */
export function threadSays(stage: Stage, of: Card, what: string, pattern: RegExp): Promise<ShownMessage> {
  return stage.see(`the ticket's thread on Slack ${what}`, () =>
    stage.slack.ann.seesThread(of).findLast(({ text, files }) => pattern.test([text, ...files].join('\n'))),
  );
}

/** Presses the card's button with such a label. */
export async function pressCard(stage: Stage, person: Person, of: Card, label: RegExp): Promise<void> {
  const { actionId } = await stage.see(`a button like ${label} on the card on Slack`, () =>
    shown(stage, of)?.buttons.find(({ text }) => label.test(text)),
  );
  await stage.within(`the desk takes ${person.name}'s press like ${label} on Slack`, person.presses(of, actionId));
}

/** Resolves once this person alone is told something about the card. */
export function isToldAlone(stage: Stage, person: Person, of: Card): boolean {
  const seen = [...person.sees(stage.slack.support), ...person.seesThread(of)];
  return seen.some(({ ephemeral, ts }) => ephemeral && ts > of.ts);
}

/** Opens the reply form, writes into it and sends it. */
export async function replyByForm(stage: Stage, person: Person, of: Card, text: string): Promise<void> {
  await pressCard(stage, person, of, /reply/i);
  await stage.see(`a form for ${person.name} on Slack`, () => person.modal());
  await stage.pause();
  await submit(stage, person, { [textField(stage)]: text });
}

/** Presses the card's button, sends the form where one is shown, and waits until the card reads so. */
export async function pressAndConfirm(
  stage: Stage,
  person: Person,
  of: Card,
  label: RegExp,
  pattern: RegExp,
): Promise<void> {
  await pressCard(stage, person, of, label);
  const isDone = () => pattern.test(shown(stage, of)?.text ?? '');
  const what = `the card on Slack reads ${pattern}, or a form asks ${person.name} for more`;
  await stage.see(what, () => isDone() || person.modal() !== undefined);
  if (!isDone()) await submit(stage, person, {});
  await stage.see(`the card on Slack reads ${pattern}`, isDone);
}

async function submit(stage: Stage, person: Person, values: Record<string, string>): Promise<void> {
  const outcome = await stage.within(`the desk takes ${person.name}'s form on Slack`, person.submits(values));
  if (!outcome.ok) throw new Error(`The form was refused: ${JSON.stringify(outcome)}`);
}

const viewSchema = z.object({
  blocks: z.array(
    z.object({ type: z.string(), block_id: z.string().optional(), element: z.object({ type: z.string() }).optional() }),
  ),
});

/** The block in which the text goes, in the form opened last. */
function textField({ slack }: Stage): string {
  const { body } = slack.platform.requests.of('views.open').at(-1) ?? {};
  const { view } = z.object({ view: z.unknown() }).parse(body);
  const { blocks } = viewSchema.parse(typeof view === 'string' ? JSON.parse(view) : view);
  const found = blocks.find(({ element }) => element?.type.endsWith('_text_input'))?.block_id;
  if (found === undefined) throw new Error('The form has no field for text');
  return found;
}

function shown({ slack }: Stage, of: Card): ShownMessage | undefined {
  return slack.ann.sees(slack.support).find(({ ts }) => ts === of.ts);
}
