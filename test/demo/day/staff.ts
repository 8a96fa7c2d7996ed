/** What staff do in Slack, by what they can see there: cards by the customer's name, buttons by their labels. */

import { z } from 'zod';
import type { MessageRef, Person } from '../../platforms/slack/person.ts';
import type { ShownMessage } from '../../platforms/slack/shown.ts';
import type { Stage } from './scene.ts';

/** A ticket's card; its thread is the ticket's thread. */
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

/** Chooses what has such a label in the menu of a card or of a post below it. */
export async function chooseMore(stage: Stage, person: Person, of: MessageRef, label: RegExp): Promise<void> {
  const { actionId, value } = await stage.see(`a choice like ${label} in a menu on Slack`, () =>
    choiceIn(blocksOf(stage, of), label),
  );
  const chosen = person.chooses(of, actionId, value);
  await stage.within(`the desk takes ${person.name}'s choice of ${label} on Slack`, chosen);
}

/** Resolves once this person alone is told something about the card. */
export function isToldAlone(stage: Stage, person: Person, of: Card): boolean {
  const seen = [...person.sees(stage.slack.support), ...person.seesThread(of)];
  return seen.some(({ ephemeral, ts }) => ephemeral && ts > of.ts);
}

/** Opens the reply form, writes into it and sends it. */
export async function replyByForm(stage: Stage, person: Person, of: Card, text: string): Promise<void> {
  await pressCard(stage, person, of, /reply/i);
  await sendForm(stage, person, text);
}

/** Opens the reply form, puts in what is kept under this title, looks at the preview and sends it. */
export async function replyBySavedReply(stage: Stage, person: Person, of: Card, title: RegExp): Promise<void> {
  await pressCard(stage, person, of, /reply/i);
  await stage.see(`a form for ${person.name} on Slack`, () => person.modal());
  await stage.pause();
  const { actionId, value } = await stage.see(`a saved reply like ${title} in the form on Slack`, () =>
    choiceIn(latestForm(stage).blocks, title),
  );
  await stage.within(`the desk takes ${person.name}'s saved reply on Slack`, person.choosesInModal(actionId, value));
  await stage.see('a preview in the form on Slack', () => person.modal()?.text.includes('will see'));
  await stage.pause();
  await submit(stage, person, {});
}

/** Sends the form that the desk has just opened for this person, as it is or with a text in its field. */
export async function sendForm(stage: Stage, person: Person, text?: string): Promise<void> {
  await stage.see(`a form for ${person.name} on Slack`, () => person.modal());
  await stage.pause();
  await submit(stage, person, text === undefined ? {} : { [textField(stage)]: text });
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

const choiceSchema = z.object({ text: z.object({ text: z.string() }), value: z.string() });
const elementSchema = z.object({
  type: z.string(),
  action_id: z.string().default(''),
  options: z.array(choiceSchema).default([]),
  option_groups: z.array(z.object({ options: z.array(choiceSchema) })).default([]),
});
const blocksSchema = z.array(
  z.object({
    block_id: z.string().default(''),
    element: elementSchema.optional(),
    accessory: elementSchema.optional(),
    elements: z.array(z.union([elementSchema, z.unknown().transform(() => undefined)])).default([]),
  }),
);
type Blocks = z.infer<typeof blocksSchema>;

/** What a menu among these blocks offers under such a label. */
function choiceIn(blocks: Blocks, label: RegExp): { actionId: string; value: string } | undefined {
  const menus = blocks.flatMap(({ element, accessory, elements }) => [element, accessory, ...elements]);
  const choices = menus.flatMap((menu) => {
    const offered = [...(menu?.options ?? []), ...(menu?.option_groups ?? []).flatMap(({ options }) => options)];
    return offered.map((choice) => ({ ...choice, actionId: menu?.action_id ?? '' }));
  });
  return choices.find(({ text }) => label.test(text.text));
}

/** The block in which the text goes, in the form shown last. */
function textField(stage: Stage): string {
  const { blocks } = latestForm(stage);
  const found = blocks.find(({ element }) => element?.type.endsWith('_text_input'))?.block_id;
  if (found === undefined) throw new Error('The form has no field for text');
  return found;
}

/** The form as the desk opened or changed it last. */
function latestForm({ slack }: Stage): { blocks: Blocks } {
  const isForm = ({ method }: { method: string }) => method === 'views.open' || method === 'views.update';
  const { body } = slack.platform.requests.all().findLast(isForm) ?? {};
  const { view } = z.object({ view: z.unknown() }).parse(body);
  return z.object({ blocks: blocksSchema }).parse(typeof view === 'string' ? JSON.parse(view) : view);
}

function blocksOf({ slack }: Stage, { ts }: MessageRef): Blocks {
  const message = slack.platform.messages(slack.support).find((other) => other.ts === ts);
  return blocksSchema.parse(message?.blocks ?? []);
}

function shown({ slack }: Stage, of: Card): ShownMessage | undefined {
  return slack.ann.sees(slack.support).find(({ ts }) => ts === of.ts);
}
