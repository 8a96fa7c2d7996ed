/** What staff in Slack and a customer elsewhere do together. */

import type { Person } from '../../platforms/slack/person.ts';
import { brokenLanternPhoto } from './broken-lantern-photo.ts';
import { askOnDiscord, hearsOnDiscord, pressOnDiscord } from './discord-scenes.ts';
import type { Scene, Stage } from './scene.ts';
import {
  type Card,
  card,
  cardSays,
  isToldAlone,
  pressAndConfirm,
  pressCard,
  replyByForm,
  threadSays,
} from './staff.ts';
import { ask, hasButton, hears, press } from './telegram-scenes.ts';

const raceForTheClaim: Scene = {
  title: 'Two hands for one ticket',
  about: 'Ann and Ben press Claim at the same moment. One gets the ticket, the other is told by whom, and nobody else.',
  needs: ['slack', 'telegram'],
  async play(stage) {
    const { ann, ben, support } = stage.slack;
    const ticket = await card(stage, 'Kim');
    await stage.pause();
    const { winner } = await race(stage, ticket, [ann, ben]);
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
  about: 'Kim answers with a photo, gets a new lamp, and gives five of five.',
  needs: ['slack', 'telegram'],
  async play(stage) {
    const { kim } = stage.telegram;
    const ticket = await card(stage, 'Kim');
    const file = { name: 'lamp.png', type: 'image/png', bytes: brokenLanternPhoto(), as: 'photo' as const };
    kim.sendFile({ ...file, caption: 'The paper is torn all the way down' });
    await threadSays(stage, ticket, "has Kim's photo", /torn all the way down/);
    await stage.pause();
    const holder = await holderOf(stage, ticket);
    await replyByForm(
      stage,
      holder,
      ticket,
      'Thank you! A new one leaves our warehouse today. Keep the old one for parts.',
    );
    await hears(stage, kim, 'the reply from the form', ({ text }) => text.includes('leaves our warehouse today'));
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
  about: 'Noor corrects one message and takes another back, Ben corrects his reply: each side sees what the other did.',
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
    await hearsOnDiscord(stage, noor, place, 'the corrected reply', ({ text }) => text.includes('on Tuesday'));
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
    await pressAndConfirm(stage, ben, ticket, /snooze/i, /snoozed/i);
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

const nobodyClaims: Scene = {
  title: 'Nobody takes it',
  about: '小林 waits for a person. Nobody claims the ticket, so staff are reminded, and Mara sees to it.',
  needs: ['slack', 'telegram'],
  async play(stage) {
    const { lin } = stage.telegram;
    await ask(stage, lin, '转人工', ({ text }) => text.includes('人工'));
    const ticket = await card(stage, '小林');
    await threadSays(stage, ticket, 'has the reminder', /nobody has claimed|remind/i);
    await stage.pause();
    await pressCard(stage, stage.slack.mara, ticket, /claim/i);
    await hears(stage, lin, 'word who is there', ({ text }) => text.includes('Mara'));
  },
};

const blockedBot: Scene = {
  title: 'A customer who has gone',
  about: '小林 blocks the bot. Mara is told that her reply did not arrive.',
  needs: ['slack', 'telegram'],
  async play(stage) {
    const { mara, support } = stage.slack;
    const ticket = await card(stage, '小林');
    stage.telegram.lin.block();
    await stage.pause();
    const reply = mara.writes(support, '! 您好，我是 Mara，有什么可以帮您？', { thread: ticket.ts });
    await stage.see('Mara is told on Slack that the reply did not arrive', () =>
      mara.seesThread(ticket).some(({ ts, text, reactions }) => {
        const isMarked = ts === reply.ts && Object.keys(reactions).some((name) => /x|warn|entry|fail/.test(name));
        return isMarked || (ts > reply.ts && /block|not (?:be )?(?:sent|delivered)|fail/i.test(text));
      }),
    );
  },
};

const inbox: Scene = {
  title: "An agent's own page",
  about: "Ann opens Relaydesk's home in Slack, and Ben asks for the queue with /desk; only he sees the answer.",
  needs: ['slack'],
  async play(stage) {
    const { ann, ben, support } = stage.slack;
    ann.opensHome();
    await stage.see("Ann's home on Slack", () => ann.home());
    await stage.pause();
    await stage.within('the desk takes /desk on Slack', ben.runs('/desk', 'queue', support));
    await stage.see("the queue in Ben's view on Slack", () => ben.sees(support).some(({ ephemeral }) => ephemeral));
  },
};

/** In the order of the day. */
export const staffScenes = {
  raceForTheClaim,
  photoAndSolution,
  editsAndDeletes,
  snoozeAndResolve,
  nobodyClaims,
  blockedBot,
  inbox,
};

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
