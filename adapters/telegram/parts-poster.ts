import type { OutgoingMessage } from '../../src/domain/message.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { wait } from '../shared/wait.ts';
import { toDeliveryError, toPartialDelivery } from './delivery-failure.ts';
import type { MessageClient, Placement } from './message-client.ts';
import type { Part } from './presentation.ts';

/**
 * Posts the parts of a message one after the other, the first as the answer, the last with the buttons; resolves to their keys.
 * @throws DeliveryError
 */
export type PostParts = (parts: Part[], message: OutgoingMessage, at: Placement) => Promise<string[]>;

/** How often the rest of a message is tried whose beginning the customer has already. */
const MOST_ATTEMPTS = 5;
const FIRST_RETRY_MS = 1_000;

/** What the customer has the beginning of is not begun again: where the rest could be sent later, that is waited for. */
export function createPartSender(messageClient: MessageClient, clock: Clock): PostParts {
  const postFurther = async (part: Part, message: OutgoingMessage, at: Placement): Promise<string> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await messageClient.post(part, message, at);
      } catch (error) {
        const { failure, retryAfterMs } = toDeliveryError(error);
        if (failure !== 'unavailable' || attempt === MOST_ATTEMPTS) throw error;
        await wait(clock, retryAfterMs ?? FIRST_RETRY_MS * 2 ** attempt);
      }
    }
  };

  return async (parts, message, { to, replyTo, keyboard }) => {
    const keys: string[] = [];
    for (const [index, part] of parts.entries()) {
      const isFirst = index === 0;
      const isLast = index === parts.length - 1;
      const at = { to, replyTo: isFirst ? replyTo : undefined, keyboard: isLast ? keyboard : [] };
      try {
        keys.push(await (isFirst ? messageClient.post : postFurther)(part, message, at));
      } catch (error) {
        throw isFirst ? toDeliveryError(error) : toPartialDelivery(error, index, parts.length);
      }
    }
    return keys;
  };
}
