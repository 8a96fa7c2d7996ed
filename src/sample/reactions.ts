/** How a customer of a sample history answers what the bot asks back. */

import { PERSON_CHOICE_ID } from '../domain/choice-id.ts';
import type { ConversationState } from '../domain/conversation.ts';
import type { InboundBody } from '../domain/inbound.ts';
import type { PlayedTalk } from './known-customers.ts';
import type { SampleTexts } from './texts.ts';

/** What the customer says or presses; undefined where the bot waits for nothing. */
export function answerTo(
  { slotFilling, confirmations, offer }: ConversationState,
  { talk, hasAskedForPerson, offer: offered }: PlayedTalk,
  { texts, messageKey }: { texts: SampleTexts; messageKey: string },
): InboundBody | undefined {
  const { locale } = talk.customer;
  if (slotFilling !== undefined) {
    return { kind: 'message', messageKey, text: texts.slotValue(locale, slotFilling.intent, slotFilling.slot) };
  }
  if (confirmations?.some(({ isAside }) => !isAside)) return { kind: 'message', messageKey, text: texts.yes(locale) };
  if (offer === undefined || offered === undefined) return undefined;
  const meant = hasAskedForPerson ? undefined : offer.options.find(({ intent }) => intent === talk.intent)?.choiceId;
  const choice = offered.choices.find(({ id }) => id === (meant ?? PERSON_CHOICE_ID)) ?? offered.choices[0];
  return choice && { kind: 'choice', messageKey: offered.id, choiceId: choice.id };
}
