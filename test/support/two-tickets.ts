/**
 * What two customers and the staff go through together: Noor on Discord in English and 小林 on Telegram in Chinese ask, are not
 * helped, and are handed over to Ann and Ben in Slack, who settle both matters.
 */

import { brokenLanternPhoto } from '../demo/day/broken-lantern-photo.ts';
import { askOnDiscord, hasDiscordButton, hearsOnDiscord, pressOnDiscord } from '../demo/day/discord-scenes.ts';
import type { Stage } from '../demo/day/scene.ts';
import {
  type Card,
  card,
  cardSays,
  pressAndConfirm,
  pressCard,
  replyByForm,
  threadSays,
} from '../demo/day/staff.ts';
import { ask, hasButton, hears, press } from '../demo/day/telegram-scenes.ts';
import type { Place } from '../platforms/discord/person.ts';
import type { Person } from '../platforms/slack/person.ts';
import type { SlackMessage } from '../platforms/slack/types.ts';

/** The moments of the story, in order, at which something may go wrong. */
export type Moment =
  /** Both have asked their second question. */
  | 'asked'
  /** Both have said that the answer did not help. */
  | 'called'
  | 'claimed'
  /** Both replies are on their way, that to Noor typed in the thread and that to 小林 in the form. */
  | 'replied'
  /** Both are about to answer. */
  | 'answering'
  /** Both have answered, 小林 with a photo. */
  | 'answered'
  | 'noted'
  | 'resolved'
  | 'rated';

export interface Story {
  /** The direct messages of Noor. */
  place: Place;
  tickets: { noor: Card; lin: Card };
  holders: { noor: Person; lin: Person };
  /** What Noor's holder typed in the thread to reach her. */
  typedReply: SlackMessage;
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

/** Plays it from beginning to end; at each moment it waits for what the test does then. */
export async function playTwoTickets(stage: Stage, at: (moment: Moment) => Promise<void>): Promise<Story> {
  const { ann, ben, support } = stage.slack;
  const { noor } = stage.discord;
  const { lin } = stage.telegram;
  const place = noor.openDirectMessage();
  const photo = brokenLanternPhoto();

  await askOnDiscord(stage, noor, place, QUESTIONS.noor[0], hasDiscordButton('👎'));
  await ask(stage, lin, QUESTIONS.lin[0], hasButton('👎'));
  await askAgain(stage, place, at);

  const tickets = { noor: await card(stage, 'Noor'), lin: await card(stage, '小林') };
  const holders = {
    noor: await race(stage, [ann, ben], (person) => pressCard(stage, person, tickets.noor, /^claim/i)),
    lin: await race(stage, [ben, ann], async (person) => person.reacts(tickets.lin, 'eyes')),
  };
  await hearsOnDiscord(stage, noor, place, 'word who is there', ({ text }) => text.includes(holders.noor.name));
  await hears(stage, lin, 'word who is there', ({ text }) => text.includes(holders.lin.name));
  await at('claimed');

  await replyByForm(stage, holders.lin, tickets.lin, LIN_REPLY);
  const typedReply = holders.noor.writes(support, `! ${NOOR_REPLY}`, { thread: tickets.noor.ts });
  await at('replied');
  await hearsOnDiscord(stage, noor, place, 'the reply', ({ text }) => text.includes(NOOR_REPLY));
  await hears(stage, lin, 'the reply', ({ text }) => text.includes(LIN_REPLY));

  await at('answering');
  noor.write(place, NOOR_ANSWER);
  lin.sendFile({ name: 'lamp.png', type: 'image/png', bytes: photo, as: 'photo', caption: LIN_CAPTION });
  await at('answered');
  await threadSays(stage, tickets.noor, "has Noor's answer", new RegExp(NOOR_ANSWER));
  await threadSays(stage, tickets.lin, "has 小林's photo", /\.(?:jpe?g|png)$/);

  holders.noor.writes(support, NOTE, { thread: tickets.noor.ts });
  await at('noted');
  holders.noor.reacts(tickets.noor, 'white_check_mark');
  await cardSays(stage, tickets.noor, 'is resolved', /Resolved/);
  await pressAndConfirm(stage, holders.lin, tickets.lin, /^resolve/i, /Resolved/);
  await at('resolved');
  await rate(stage, place);
  await at('rated');
  await threadSays(stage, tickets.noor, 'has the rating', /5 of 5/);
  await threadSays(stage, tickets.lin, 'has the rating', /2 of 5/);
  await hearsOnDiscord(stage, noor, place, 'thanks for the rating', ({ text }) => /thank you for your rating/i.test(text));
  await hears(stage, lin, 'thanks for the rating', ({ text }) => text.includes('感谢您的评价'));
  return { place, tickets, holders, typedReply, photo };
}

/** Neither is helped by the second answer: one says so by the button, the other by a reaction. */
async function askAgain(stage: Stage, place: Place, at: (moment: Moment) => Promise<void>): Promise<void> {
  const { noor } = stage.discord;
  const { lin } = stage.telegram;
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
  await at('called');
  await hearsOnDiscord(stage, noor, place, 'word that a person comes', ({ text }) => /to a person/.test(text));
  await hears(stage, lin, 'word that a person comes', ({ text }) => text.includes('人工客服'));
}

/** Both claim at once; resolves to who has the ticket, once the other alone was told by whom. */
async function race(
  stage: Stage,
  people: readonly [Person, Person],
  claim: (person: Person) => Promise<void>,
): Promise<Person> {
  const [first, second] = people;
  const before = people.map((person) => toldAlone(stage, person).length);
  await Promise.all(people.map(claim));
  return stage.see('of two who claim at once one is told on Slack that the other came first', () => {
    const [firstTold, secondTold] = people.map((person, index) => toldAlone(stage, person).slice(before[index]).join());
    if (secondTold?.includes(`${first.name} holds this ticket`)) return first;
    return firstTold?.includes(`${second.name} holds this ticket`) && second;
  });
}

/** What this person alone has been told in the staff channel. */
export function toldAlone({ slack }: Stage, person: Person): string[] {
  return person.sees(slack.support).flatMap(({ ephemeral, text }) => (ephemeral ? [text] : []));
}

async function rate(stage: Stage, place: Place): Promise<void> {
  const { noor } = stage.discord;
  const { lin } = stage.telegram;
  const request = await hearsOnDiscord(stage, noor, place, 'a question for a rating', hasDiscordButton('5'));
  const linRequest = await hears(stage, lin, 'a question for a rating', hasButton('2'));
  await pressOnDiscord(stage, noor, request, '5');
  await press(stage, lin, linRequest, '2');
}
