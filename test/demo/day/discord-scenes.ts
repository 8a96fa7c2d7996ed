/** What happens on Discord alone. */

import type { DiscordPerson, Place } from '../../platforms/discord/person.ts';
import type { SeenMessage } from '../../platforms/discord/view.ts';
import type { Scene, Stage } from './scene.ts';

type Answers = (message: SeenMessage) => boolean;

/** Writes, and resolves with the first answer of the bot that fits, in the place itself or in a thread on the question. */
export async function askOnDiscord(
  stage: Stage,
  person: DiscordPerson,
  place: Place,
  text: string,
  fits: Answers = () => true,
): Promise<SeenMessage> {
  const { id } = person.write(place, text);
  return stage.see(`the bot answers ${person.name}'s “${text}” on Discord`, () => {
    const messages = person.sees(place);
    const index = messages.findIndex((message) => message.id === id);
    const { threadId } = messages[index] ?? {};
    const inThread = threadId === undefined ? [] : person.sees({ id: threadId });
    return [...messages.slice(index + 1), ...inThread].find((message) => message.isBot && fits(message));
  });
}

/** Resolves with the newest message of the bot in a place that fits, now or later. */
export function hearsOnDiscord(
  stage: Stage,
  person: DiscordPerson,
  place: Place,
  what: string,
  fits: Answers,
): Promise<SeenMessage> {
  return stage.see(`${person.name} gets ${what} on Discord`, () =>
    person.sees(place).findLast((message) => message.isBot && fits(message)),
  );
}

/** Presses a button and waits until it is taken. */
export async function pressOnDiscord(
  stage: Stage,
  person: DiscordPerson,
  message: SeenMessage,
  label: string,
): Promise<void> {
  const outcome = person.press(message, label);
  await stage.see(`the bot takes ${person.name}'s press of “${label}” on Discord`, () => outcome.state !== 'waiting');
}

/** Whether a message has a button with this label. */
export function hasDiscordButton(label: string): Answers {
  return ({ buttons }) => buttons.some((button) => button.label === label);
}

const returnInDirectMessage: Scene = {
  title: 'How do I return a lamp?',
  about: 'Noor asks in a direct message on Discord and presses 👍.',
  needs: ['discord'],
  async play(stage) {
    const { noor } = stage.discord;
    const place = noor.openDirectMessage();
    const answer = await askOnDiscord(stage, noor, place, 'how do I return a lamp?', hasDiscordButton('👍'));
    await stage.pause();
    await pressOnDiscord(stage, noor, answer, '👍');
  },
};

const helpChannel: Scene = {
  title: 'A question in the help channel',
  about: '阿俊 asks in #help in Chinese and is answered in a thread, so that the channel stays readable.',
  needs: ['discord'],
  async play(stage) {
    const { jun, help } = stage.discord;
    const answer = await askOnDiscord(stage, jun, help, '怎么退货？', hasDiscordButton('👍'));
    await stage.pause();
    jun.react(answer, '👍');
  },
};

const mention: Scene = {
  title: 'A mention among friends',
  about: 'Eva mentions the bot in #general; what the others say there is none of its business.',
  needs: ['discord'],
  async play(stage) {
    const { eva, noor, general, platform } = stage.discord;
    noor.write(general, 'Has anybody tried the new star lantern?');
    await stage.pause();
    await askOnDiscord(stage, eva, general, `<@${platform.bot.id}> how long is the warranty?`);
  },
};

/** In the order of the day. */
export const discordScenes = { returnInDirectMessage, helpChannel, mention };
