/**
 * What two customers and the staff go through together: Noor on Discord in English and 小林 on Telegram in Chinese ask, are not
 * helped, and are handed over to Ann and Ben in Slack, who settle both matters.
 */

import { brokenLanternPhoto } from '../demo/day/broken-lantern-photo.ts';
import { askOnDiscord, hasDiscordButton, hearsOnDiscord, pressOnDiscord } from '../demo/day/discord-scenes.ts';
import type { Stage } from '../demo/day/scene.ts';
import { type Card, card, cardSays, pressAndConfirm, pressCard, replyByForm, threadSays } from '../demo/day/staff.ts';
import { ask, hasButton, hears, press } from '../demo/day/telegram-scenes.ts';
import type { Place } from '../platforms/discord/person.ts';
import type { Person } from '../platforms/slack/person.ts';

/** The moments of the story, in order, at which something may go wrong. */
export type Moment =
  /** Both are about to ask their second question. */
  | 'asking'
  | 'asked'
  /** Both have said that the answer did not help, and know that a person will come. */
  | 'called'
  | 'claimed'
  /** 小林's holder has sent the reply form. */
  | 'replied'
  /** Noor's holder has typed a reply in the thread. */
  | 'typed'
  /** Both customers are about to answer. */
  | 'answering'
  /** Both have, 小林 with a photo. */
  | 'answered';

export interface Story {
  /** The direct messages of Noor. */
  place: Place;
  tickets: { noor: Card; lin: Card };
  holders: { noor: Person; lin: Person };
  photo: Uint8Array;
}

export const QUESTIONS = {
  noor: ['how do I return a lamp?', 'how long does delivery take?'],
  lin: ['怎么退货？', '你好，寄到上海多久能送到？'],
} as const;
export const NOOR_REPLY = 'Hello Noor, it left our warehouse this morning.';
export const LIN_REPLY = '您好，请发一张灯的照片给我们看看。';
export const NOOR_ANSWER = 'Then it will be here in time, thank you!';
export const LIN_CAPTION = '灯罩破了';
export const NOTE = 'Third one from that batch this week.';

type At = (moment: Moment) => Promise<void>;

/** Plays it from beginning to end; at each moment it waits for what the test does then. */
export async function playTwoTickets(stage: Stage, at: At): Promise<Story> {
  const { ann, ben } = stage.slack;
  const place = stage.discord.noor.openDirectMessage();
  await askOnDiscord(stage, stage.discord.noor, place, QUESTIONS.noor[0], hasDiscordButton('👎'));
  await ask(stage, stage.telegram.lin, QUESTIONS.lin[0], hasButton('👎'));
  await askAgain(stage, place, at);
  const tickets = { noor: await card(stage, 'Noor'), lin: await card(stage, '小林') };
  const holders = {
    noor: await race(stage, [ann, ben], (person) => pressCard(stage, person, tickets.noor, /^claim/i)),
    lin: await race(stage, [ben, ann], async (person) => person.reacts(tickets.lin, 'eyes')),
  };
  const story = { place, tickets, holders, photo: brokenLanternPhoto() };
  await reply(stage, story, at);
  await answer(stage, story, at);
  await settle(stage, story);
  await rate(stage, story);
  return story;
}

/** Neither is helped by the second answer: one says so by the button, the other by a reaction. */
async function askAgain(stage: Stage, place: Place, at: At): Promise<void> {
  const { noor } = stage.discord;
  const { lin } = stage.telegram;
  await at('asking');
  const question = noor.write(place, QUESTIONS.noor[1]);
  const linQuestion = lin.write(QUESTIONS.lin[1]);
  await at('asked');
  const answer = await hearsOnDiscord(
    stage,
    noor,
    place,
    'the second answer',
    (message) => message.id > question.id && hasDiscordButton('👎')(message),
  );
  const linAnswer = await hears(
    stage,
    lin,
    'the second answer',
    (message) => message.message_id > linQuestion.message_id && hasButton('👎')(message),
  );
  await pressOnDiscord(stage, noor, answer, '👎');
  lin.react(linAnswer, '👎');
  await hearsOnDiscord(stage, noor, place, 'word that a person comes', ({ text }) => /to a person/.test(text));
  await hears(stage, lin, 'word that a person comes', ({ text }) => text.includes('人工客服'));
  await at('called');
}

/** Both claim at once; resolves to who has the ticket, once the other alone was told by whom. */
async function race(
  stage: Stage,
  people: readonly [Person, Person],
  claim: (person: Person) => Promise<void>,
): Promise<Person> {
  const [first, second] = people;
  const toldAlone = (person: Person) => person.sees(stage.slack.support).filter(({ ephemeral }) => ephemeral).length;
  const before = people.map(toldAlone);
  await Promise.all(people.map(claim));
  return stage.see('of two who claim at once one is told on Slack that the other came first', () => {
    const [firstIsTold, secondIsTold] = people.map((person, index) => toldAlone(person) > (before[index] ?? 0));
    return (secondIsTold && first) || (firstIsTold && second);
  });
}

/** Each customer is replied to once they know who is there: one from the form, the other from the thread. */
async function reply(stage: Stage, { place, tickets, holders }: Story, at: At): Promise<void> {
  const { ann, support } = stage.slack;
  const { noor } = stage.discord;
  const { lin } = stage.telegram;
  await hearsOnDiscord(stage, noor, place, 'word who is there', ({ text }) => text.includes(holders.noor.name));
  await hears(stage, lin, 'word who is there', ({ text }) => text.includes(holders.lin.name));
  await at('claimed');
  await replyByForm(stage, holders.lin, tickets.lin, LIN_REPLY);
  await at('replied');
  const typed = holders.noor.writes(support, `! ${NOOR_REPLY}`, { thread: tickets.noor.ts });
  await at('typed');
  await hearsOnDiscord(stage, noor, place, 'the reply', ({ text }) => text.includes(NOOR_REPLY));
  await hears(stage, lin, 'the reply', ({ text }) => text.includes(LIN_REPLY));
  await stage.see('the reply typed in the thread is marked as delivered on Slack', () =>
    ann.seesThread(tickets.noor).some(({ ts, reactions }) => ts === typed.ts && 'white_check_mark' in reactions),
  );
}

async function answer(stage: Stage, { place, tickets, photo }: Story, at: At): Promise<void> {
  await at('answering');
  stage.discord.noor.write(place, NOOR_ANSWER);
  const file = { name: 'lamp.png', type: 'image/png', bytes: photo, as: 'photo' as const };
  stage.telegram.lin.sendFile({ ...file, caption: LIN_CAPTION });
  await at('answered');
  await threadSays(stage, tickets.noor, "has Noor's answer", new RegExp(NOOR_ANSWER));
  await threadSays(stage, tickets.lin, "has 小林's photo", /\.(?:jpe?g|png)$/);
}

/** One ticket is noted on and resolved with a ✅, the other by the button. */
async function settle(stage: Stage, { tickets, holders }: Story): Promise<void> {
  holders.noor.writes(stage.slack.support, NOTE, { thread: tickets.noor.ts });
  holders.noor.reacts(tickets.noor, 'white_check_mark');
  await cardSays(stage, tickets.noor, 'is resolved', /Resolved/);
  await pressAndConfirm(stage, holders.lin, tickets.lin, /^resolve/i, /Resolved/);
}

async function rate(stage: Stage, { place, tickets }: Story): Promise<void> {
  const { noor } = stage.discord;
  const { lin } = stage.telegram;
  const request = await hearsOnDiscord(stage, noor, place, 'a question for a rating', hasDiscordButton('5'));
  const linRequest = await hears(stage, lin, 'a question for a rating', hasButton('2'));
  await pressOnDiscord(stage, noor, request, '5');
  await press(stage, lin, linRequest, '2');
  await threadSays(stage, tickets.noor, 'has the rating', /5 of 5/);
  await threadSays(stage, tickets.lin, 'has the rating', /2 of 5/);
  await hearsOnDiscord(stage, noor, place, 'thanks for it', ({ text }) => text.includes('Thank you for your rating'));
  await hears(stage, lin, 'thanks for it', ({ text }) => text.includes('感谢您的评价'));
}
