/** How a customer of a sample history answers what the bot asks back. */

import { PERSON_CHOICE_ID } from '../domain/choice-id.ts';
import type { ConversationState } from '../domain/conversation.ts';
import type { InboundBody } from '../domain/inbound.ts';
import type { OutgoingMessage } from '../domain/message.ts';
import type { PlannedTalk } from './planned.ts';
import type { SampleTexts } from './texts.ts';

/** What the customer says or presses; undefined where the bot waits for nothing, or people have it. */
export function answerTo(
  { slotFilling, confirmations, offer }: ConversationState,
  { customer: { locale }, intent }: PlannedTalk,
  offered: OutgoingMessage | undefined,
  { texts, messageKey }: { texts: SampleTexts; messageKey: string },
): InboundBody | undefined {
  if (slotFilling !== undefined) {
    return { kind: 'message', messageKey, text: texts.slotValue(locale, slotFilling.intent, slotFilling.slot) };
  }
  if (confirmations?.some(({ isAside }) => !isAside)) return { kind: 'message', messageKey, text: texts.yes(locale) };
  if (offer === undefined || offered === undefined) return undefined;
  const meant = offer.options.find((option) => option.intent === intent)?.choiceId;
  const isMeant = (id: string) => id === (meant ?? PERSON_CHOICE_ID);
  const choice = offered.choices.find(({ id }) => isMeant(id)) ?? offered.choices[0];
  return choice && { kind: 'choice', messageKey: offered.id, choiceId: choice.id };
}
