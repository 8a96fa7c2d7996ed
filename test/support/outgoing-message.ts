import type { OutgoingMessage } from '../../src/domain/message.ts';

let messages = 0;

/** A message of the bot's, each with an id of its own; everything that is not given is unremarkable. */
export function toMessage(text: string, parts: Partial<OutgoingMessage> = {}): OutgoingMessage {
  messages += 1;
  return {
    id: `message-${messages}`,
    author: { kind: 'bot', id: 'bot', name: 'Bot' },
    text,
    locale: 'en',
    choices: [],
    source: undefined,
    asksFeedback: false,
    asksRatingOf: undefined,
    inReplyTo: [],
    replyToKey: undefined,
    attachments: [],
    staffPost: undefined,
    intent: undefined,
    ...parts,
  };
}
