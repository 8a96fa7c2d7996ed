import { backoffMs } from '../../src/lib/backoff.ts';
import type { DeliveryError } from '../../src/ports/channel.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { wait } from './wait.ts';

/** How often the rest of a message is tried whose beginning the customer has already. */
const MOST_ATTEMPTS = 5;

/**
 * Sends a part that follows one that is there already. What the customer has the beginning of is not begun again: where the rest
 * could be sent later, that is waited for, about half a minute in all. Fails with what the last attempt failed with.
 */
export async function sendFurther<Sent>(
  clock: Clock,
  toDeliveryError: (error: unknown) => DeliveryError,
  send: () => Promise<Sent>,
): Promise<Sent> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      const { failure, retryAfterMs } = toDeliveryError(error);
      if (failure !== 'unavailable' || attempt === MOST_ATTEMPTS) throw error;
      await wait(clock, retryAfterMs ?? backoffMs(attempt + 1));
    }
  }
}
