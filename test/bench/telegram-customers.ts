import { z } from 'zod';
import { createTelegramPlatform, type TelegramPlatform } from '../platforms/telegram/telegram-platform.ts';
import { type Customers, numbered, watch, watchAccepted } from './customers.ts';
import { createStopwatch } from './stopwatch.ts';

const sentMessage = z.looseObject({ chat_id: z.coerce.number() });

/** People who write to the bot in private. */
export async function createTelegramCustomers(by: 'polling' | 'webhook'): Promise<Customers> {
  const telegram = await createTelegramPlatform();
  const customer = numbered((number) => telegram.createPerson({ first_name: `Customer ${number}` }));
  const answers = createStopwatch<number>();
  watchAccepted(telegram, 'sendMessage', ({ body }) => answers.stop(sentMessage.parse(body).chat_id));
  const isWebhookSet = () => telegram.requests.of('setWebhook').some(({ status }) => status === 200);
  const acknowledgement = by === 'polling' ? watchConfirmations(telegram) : () => undefined;
  return {
    platform: 'telegram',
    variables: {
      TELEGRAM_TOKEN: telegram.token(),
      TELEGRAM_API_ROOT: telegram.url,
      ...(by === 'webhook' && { TELEGRAM_WEBHOOK_SECRET: 'the_secret_of_the_bench' }),
    },
    connected: () => telegram.until(by === 'webhook' ? isWebhookSet : telegram.updates.isListening),
    ask(number, text) {
      const person = customer(number);
      const answered = answers.start(person.user.id);
      person.write(text);
      return { answered, acknowledged: acknowledgement() };
    },
    close: () => telegram.close(),
  };
}

/** Called when an update has been added: how long until a poll confirms it. Polls confirm updates in order. */
function watchConfirmations(telegram: TelegramPlatform): () => Promise<number> {
  const confirmations = createStopwatch<'update'>();
  watch(telegram, () => {
    if (confirmations.running('update') === 0) return;
    const pending = telegram.updates.pending();
    while (confirmations.running('update') > pending) confirmations.stop('update');
  });
  return () => confirmations.start('update');
}
