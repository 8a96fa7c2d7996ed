import { createDiscordPlatform } from '../platforms/discord/platform.ts';
import { type Customers, numbered, watchAccepted } from './customers.ts';
import { createStopwatch } from './stopwatch.ts';

/** People of one server who write to the bot directly; the gateway knows no acknowledgement of an event. */
export async function createDiscordCustomers(): Promise<Customers> {
  const discord = await createDiscordPlatform();
  const guild = discord.createGuild();
  const conversation = numbered((number) => {
    const person = discord.createUser({ name: `customer-${number}`, in: [guild] });
    return { person, channel: person.openDirectMessage() };
  });
  const answers = createStopwatch<string>();
  watchAccepted(discord, 'POST /channels/:channel/messages', ({ path }) => {
    answers.stop(/channels\/(\d+)/.exec(path)?.[1] ?? '');
  });
  return {
    platform: 'discord',
    variables: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url },
    connected: () => discord.until(() => discord.gateway.connected() > 0),
    ask(number, text) {
      const { person, channel } = conversation(number);
      const answered = answers.start(channel.id);
      person.write(channel, text);
      return { answered, acknowledged: undefined };
    },
    close: () => discord.close(),
  };
}
