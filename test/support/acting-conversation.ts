/** A conversation with a desk that asks other systems and has them do things. */

import type { Action } from '../../src/domain/actions/action.ts';
import type { Intent, Slot } from '../../src/domain/content.ts';
import { CONTENT, TestConversation } from './conversation.ts';

function action(name: string, kind: Action['kind'], input: string): Action {
  const request = {
    method: 'GET' as const,
    url: `https://shop.example/{${input}}`,
    query: {},
    headers: {},
    body: undefined,
  };
  return { name, kind, description: undefined, request, environment: [], timeoutMs: 1, outcomes: [], examples: [] };
}

export const ORDER_NUMBER: Slot = {
  name: 'order_number',
  type: 'order_number',
  ask: 'Which order?',
  values: {},
  pattern: undefined,
};

/** An intent about an order. */
export function intentOf(name: string, parts: Partial<Intent>): Intent {
  const slots = [ORDER_NUMBER];
  const outcome = { kind: 'answer' as const, text: `See your account for {order_number}.` };
  return { name, locale: 'en', category: 'orders', importance: 2, utterances: [name], slots, outcome, ...parts };
}

const WORDINGS = { found: '{order_number} is {state}.', not_found: 'No order {order_number}.' };
/** What an intent says that has an order cancelled. */
export const CANCEL = {
  name: 'cancel_order',
  confirm: 'I will cancel {order_number}. Shall I?',
  wordings: { cancelled: '{order_number} is cancelled.' },
};
const INTENTS = [
  intentOf('track_order', { action: { name: 'order_status', confirm: undefined, wordings: WORDINGS } }),
  intentOf('lost_parcel', {
    outcome: { kind: 'escalate' },
    action: { name: 'order_status', confirm: undefined, wordings: WORDINGS },
  }),
  intentOf('cancel_order', { action: CANCEL }),
  intentOf('stop_order', { action: CANCEL, outcome: { kind: 'escalate' } }),
];
const ACTIONS = [action('order_status', 'read', 'order_number'), action('cancel_order', 'write', 'order_number')];

/** Its intents `track_order` and `lost_parcel` read, and `cancel_order` and `stop_order` write; of each pair the second hands over where that fails. */
export function actingConversation(): TestConversation {
  const talk = new TestConversation();
  const { en, zh } = CONTENT.locales;
  if (en === undefined || zh === undefined) throw new Error('the desk of these tests speaks English and Chinese');
  const others = en.intents.filter(({ name }) => name !== 'track_order');
  talk.content = {
    ...CONTENT,
    locales: { en: { ...en, intents: [...INTENTS, ...others] }, zh },
    actions: Object.fromEntries(ACTIONS.map((one) => [one.name, one])),
  };
  return talk;
}
