/** What staff in Slack and a customer elsewhere do together. */

import type { Person } from '../../platforms/slack/person.ts';
import { brokenLanternPhoto } from './broken-lantern-photo.ts';
import { askOnDiscord, hearsOnDiscord, pressOnDiscord } from './discord-scenes.ts';
import type { Scene, Stage } from './scene.ts';
import {
  type Card,
  card,
  cardSays,
  chooseMore,
  isToldAlone,
  pressAndConfirm,
  pressCard,
  replyBySavedReply,
  sendForm,
  threadSays,
} from './staff.ts';
import { hasButton, hears, press } from './telegram-scenes.ts';

const raceForTheClaim: Scene = {
  title: 'Two hands for one ticket',
  about: 'Ann and Ben press Claim at the same moment. One gets the ticket, the other is told by whom, and nobody else.',
  needs: ['slack', 'telegram'],
  async play(stage) {
    const { ann, ben, support } = stage.slack;
    const ticket = await card(stage, 'Kim');
    await stage.pauseAt(support.id);
    const { winner } = await race(stage, ticket, [ann, ben]);
    await stage.pauseAt(support.id);
    await hears(stage, stage.telegram.kim, 'word who is there', ({ text }) => text.includes(winner.name));
    await stage.pause();
    winner.writes(support, 'Third one from that batch this week. Packing?', { thread: ticket.ts });
    await stage.pause();
    const reply = "Hello Kim, I'm sorry about that! Could you send us a photo of the lamp?";
    winner.writes(support, `! ${reply}`, { thread: ticket.ts });
    await hears(stage, stage.telegram.kim, 'the reply', ({ text }) => text.includes('send us a photo'));
  },
};

const photoAndSolution: Scene = {
  title: 'A photo, and all is well',
  about:
    'Kim sends a photo, which appears in the thread. A saved reply and a file go back, and Kim gives five of five.',
  needs: ['slack', 'telegram'],
  async play(stage) {
    const { kim } = stage.telegram;
    const ticket = await card(stage, 'Kim');
    const file = { name: 'lamp.png', type: 'image/png', bytes: brokenLanternPhoto(), as: 'photo' as const };
    kim.sendFile({ ...file, caption: 'The paper is torn all the way down' });
    await threadSays(stage, ticket, "has Kim's photo", /torn all the way down/);
    await stage.pause();
    const holder = await holderOf(stage, ticket);
    await replyBySavedReply(stage, holder, ticket, /replacement/i);
    await hears(stage, kim, 'the reply from the form', ({ text }) => text.includes('leaves our warehouse today'));
    await stage.pause();
    const files = [{ name: 'how-to-hang-it.txt', content: 'Hook it where you like to read.', type: 'text/plain' }];
    holder.writes(stage.slack.support, '! This is how to hang it:', { thread: ticket.ts, files });
    await hears(stage, kim, 'the file', ({ file }) => file !== undefined);
    await stage.pause();
    kim.write('You are wonderful, thank you!');
    await threadSays(stage, ticket, 'has what Kim wrote', /You are wonderful/);
    await stage.pause();
    await pressAndConfirm(stage, holder, ticket, /resolve/i, /resolved/i);
    const request = await hears(stage, kim, 'a question for a rating', hasButton('5'));
    await stage.pause();
    await press(stage, kim, request, '5');
    await threadSays(stage, ticket, 'has the rating', /5 of 5/);
  },
};

const editsAndDeletes: Scene = {
  title: 'Second thoughts',
  about:
    'Noor corrects a message and deletes another, Ben does so with his replies. Each side sees it; a 🎉 is a score.',
  needs: ['slack', 'discord'],
  async play(stage) {
    const { ben, support } = stage.slack;
    const { noor } = stage.discord;
    const place = noor.openDirectMessage();
    await askOnDiscord(stage, noor, place, 'I would like to talk to a person, please', ({ text }) =>
      /person/.test(text),
    );
    const ticket = await card(stage, 'Noor');
    const order = noor.write(place, 'It is about order 100253');
    await threadSays(stage, ticket, 'has the order', /100253/);
    ben.reacts(ticket, 'eyes');
    await cardSays(stage, ticket, 'names Ben, who took it by 👀', /Ben/);
    const slip = noor.write(place, 'my card number is 4000 1234');
    await threadSays(stage, ticket, 'has what Noor should not have sent', /4000/);
    await stage.pause();
    noor.edit(order, 'It is about order 100235');
    noor.delete(slip);
    await threadSays(stage, ticket, 'has the corrected order', /100235/);
    await stage.pause();
    const reply = ben.writes(support, '! Hello Noor, your refund leaves us on Monday.', { thread: ticket.ts });
    await hearsOnDiscord(stage, noor, place, 'the reply', ({ text }) => text.includes('on Monday'));
    await stage.pause();
    ben.edits(reply, '! Hello Noor, your refund leaves us on Tuesday.');
    const corrected = await hearsOnDiscord(stage, noor, place, 'the corrected reply', ({ text }) =>
      text.includes('on Tuesday'),
    );
    const stray = ben.writes(support, '! Lunch at one?', { thread: ticket.ts });
    const lunch = await hearsOnDiscord(stage, noor, place, 'what Ben should not have sent', ({ text }) =>
      text.includes('Lunch'),
    );
    await stage.pause();
    ben.deletes(stray);
    await stage.see("Ben's slip is gone from Discord", () => !noor.sees(place).some(({ id }) => id === lunch.id));
    noor.react(corrected, '🎉');
    await threadSays(stage, ticket, "has Noor's reaction", /🎉/);
  },
};

const snoozeAndResolve: Scene = {
  title: 'Later, and then done',
  about: 'Ben puts the ticket off; Noor writes, which brings it back; Ben resolves it with a ✅, and Noor rates it.',
  needs: ['slack', 'discord'],
  async play(stage) {
    const { ben, support } = stage.slack;
    const { noor } = stage.discord;
    const place = noor.openDirectMessage();
    const ticket = await card(stage, 'Noor');
    await chooseMore(stage, ben, ticket, /snooze/i);
    await sendForm(stage, ben);
    await cardSays(stage, ticket, 'says that it is snoozed', /snoozed/i);
    await stage.pause();
    noor.write(place, 'It has arrived already!');
    await threadSays(stage, ticket, 'has what Noor wrote', /arrived already/);
    await stage.pause();
    ben.writes(support, '! Splendid. I am closing this then.', { thread: ticket.ts });
    await hearsOnDiscord(stage, noor, place, 'the last reply', ({ text }) => text.includes('Splendid'));
    ben.reacts(ticket, 'white_check_mark');
    const request = await hearsOnDiscord(stage, noor, place, 'a question for a rating', ({ buttons }) =>
      buttons.some(({ label }) => label === '4'),
    );
    await stage.pause();
    await pressOnDiscord(stage, noor, request, '4');
  },
};

/** In the order of the day. */
export const staffScenes = { raceForTheClaim, photoAndSolution, editsAndDeletes, snoozeAndResolve };

/** Both press Claim at once; resolves when one has the ticket and the other knows. */
async function race(stage: Stage, ticket: Card, [first, second]: [Person, Person]): Promise<{ winner: Person }> {
  await Promise.all([pressCard(stage, first, ticket, /^claim/i), pressCard(stage, second, ticket, /^claim/i)]);
  return stage.see('the one who came second to the claim is told on Slack', () => {
    if (isToldAlone(stage, second, ticket)) return { winner: first };
    return isToldAlone(stage, first, ticket) && { winner: second };
  });
}

/** Who holds the ticket, by its card. */
function holderOf(stage: Stage, ticket: Card): Promise<Person> {
  const { ann, ben, support } = stage.slack;
  return stage.see('the card on Slack names who holds the ticket', () => {
    const text = ann.sees(support).find(({ ts }) => ts === ticket.ts)?.text ?? '';
    return [ann, ben].find(({ name }) => text.includes(name));
  });
}
