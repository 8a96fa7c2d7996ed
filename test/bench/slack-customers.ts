import type { Delivery } from '../platforms/slack/deliveries.ts';
import { createSlackPlatform } from '../platforms/slack/slack-platform.ts';
import { type Customers, numbered, watch } from './customers.ts';
import { createStopwatch } from './stopwatch.ts';

/** People of one workspace who write to the app directly; the acknowledgement is that of the envelope. */
export async function createSlackCustomers(): Promise<Customers> {
  const slack = await createSlackPlatform();
  const staffChannel = slack.createChannel({ name: 'support' });
  const conversation = numbered((number) => {
    const person = slack.createUser({ name: `customer-${number}` });
    return { person, channel: person.directMessage(), read: 0 };
  });
  const answers = createStopwatch<ReturnType<typeof conversation>>();
  const acknowledgements = createStopwatch<Delivery>();
  const waiting = new Set<ReturnType<typeof conversation>>();
  const unacknowledged = new Set<Delivery>();
  watch(slack, () => {
    for (const asked of waiting) {
      for (; asked.read < asked.channel.messages.length; asked.read++) {
        if (asked.channel.messages[asked.read]?.bot_id !== undefined) answers.stop(asked);
      }
      if (answers.running(asked) === 0) waiting.delete(asked);
    }
    for (const delivery of unacknowledged) {
      if (delivery.acknowledgement === undefined) continue;
      acknowledgements.stop(delivery);
      unacknowledged.delete(delivery);
    }
  });
  return {
    platform: 'slack',
    variables: {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.url,
      SLACK_STAFF_CHANNEL: staffChannel.id,
    },
    connected: () => slack.until(() => slack.sockets() > 0),
    ask(number, text) {
      const asked = conversation(number);
      const answered = answers.start(asked);
      waiting.add(asked);
      const before = slack.deliveries.length;
      asked.person.writes(asked.channel, text);
      const delivery = slack.deliveries[before];
      if (delivery !== undefined) unacknowledged.add(delivery);
      return { answered, acknowledged: delivery && acknowledgements.start(delivery) };
    },
    async close() {
      await slack.until(() => slack.sockets() === 0);
      await slack.close();
    },
  };
}
