/** What happens on Telegram alone. */

import type { Person, Place } from '../../platforms/telegram/person.ts';
import type { ShownMessage } from '../../platforms/telegram/view.ts';
import type { Scene, Stage } from './scene.ts';

type Answers = (message: ShownMessage) => boolean;

/** Writes to the bot and resolves with the first answer that fits. */
export async function ask(
  stage: Stage,
  person: Person,
  text: string,
  fits: Answers = () => true,
  place: Place = {},
): Promise<ShownMessage> {
  const question = person.write(text, place);
  return stage.see(`the bot answers ${person.user.first_name}'s “${text}” on Telegram`, () =>
    person.sees(place).find((message) => message.fromBot && message.message_id > question.message_id && fits(message)),
  );
}

/** Resolves with the newest message of the bot that fits, now or later. */
export function hears(stage: Stage, person: Person, what: string, fits: Answers): Promise<ShownMessage> {
  return stage.see(`${person.user.first_name} gets ${what} on Telegram`, () =>
    person.sees().findLast((message) => message.fromBot && fits(message)),
  );
}

/** Presses a button and waits until it is taken. */
export async function press(stage: Stage, person: Person, message: ShownMessage, label: string): Promise<void> {
  const what = `the bot takes ${person.user.first_name}'s press of “${label}” on Telegram`;
  await stage.within(what, person.press(message, label));
}

/** Whether a message has a button with this label. */
export function hasButton(label: string): Answers {
  return ({ buttons }) => buttons.flat().includes(label);
}

const orderIsFound: Scene = {
  title: 'Where is my order?',
  about: 'Kim asks on Telegram. The bot knows the answer, and Kim says that it helped.',
  needs: ['telegram'],
  async play(stage) {
    const { kim } = stage.telegram;
    kim.start();
    await stage.pause();
    const answer = await ask(stage, kim, 'Hi! Where is my order 100234?', hasButton('👍'));
    await stage.pause();
    await press(stage, kim, answer, '👍');
  },
};

const deliveryInChinese: Scene = {
  title: '多久能送到？',
  about: '小林 asks in Chinese how long delivery takes, is answered in Chinese, and reacts with a 👍.',
  needs: ['telegram'],
  async play(stage) {
    const { lin } = stage.telegram;
    const answer = await ask(stage, lin, '你好，寄到上海多久能送到？', hasButton('👍'));
    await stage.pause();
    lin.react(answer, '👍');
    await stage.pause();
    await ask(stage, lin, '可以用支付宝付款吗？', hasButton('👍'));
  },
};

const groupMention: Scene = {
  title: 'A question in a group',
  about: 'The bot keeps quiet in the group until Omar mentions it.',
  needs: ['telegram', 'telegram-groups'],
  async play(stage) {
    const { kim, omar, group, platform } = stage.telegram;
    kim.write('Just hung my third paper lantern, I may have a problem', { in: group });
    await stage.pause();
    const place = { in: group };
    await ask(stage, omar, `@${platform.bot.username} do you ship to Singapore?`, ({ text }) => text !== '', place);
  },
};

const brokenLamp: Scene = {
  title: 'A lamp arrived broken',
  about:
    'The bot remembers the order, and asks Kim for what else it needs. The answer does not help, so people are called.',
  needs: ['telegram'],
  async play(stage) {
    const { kim } = stage.telegram;
    await ask(stage, kim, 'My lamp arrived broken :(', ({ text }) => text.includes('replacement'));
    await stage.pause();
    const answer = await ask(stage, kim, 'a new one, please', hasButton('👎'));
    await stage.pause();
    await press(stage, kim, answer, '👎');
    await hears(stage, kim, 'word that a person takes over', ({ text }) => text.includes('person'));
  },
};

/** In the order of the day. */
export const telegramScenes = { orderIsFound, deliveryInChinese, groupMention, brokenLamp };
