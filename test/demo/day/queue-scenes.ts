/** What happens around a ticket: who waits, who is reminded, whose histories are one, and who has gone. */

import { askOnDiscord, hasDiscordButton, hearsOnDiscord, pressOnDiscord } from './discord-scenes.ts';
import type { Scene } from './scene.ts';
import { card, pressAndConfirm, pressCard, threadSays } from './staff.ts';
import { ask, hasButton, hears, press } from './telegram-scenes.ts';

const whoWaits: Scene = {
  title: 'Who waits',
  about:
    '小林 asks for a person, then with /status for the place in the queue. Ann looks into her inbox, Ben asks /desk.',
  needs: ['slack', 'telegram'],
  async play(stage) {
    const { ann, ben, support } = stage.slack;
    const { lin } = stage.telegram;
    await ask(stage, lin, '转人工', ({ text }) => text.includes('人工'));
    await card(stage, '小林');
    await ask(stage, lin, '/status', ({ text }) => text.includes('号问题'));
    await stage.pause();
    ann.opensHome();
    await stage.see("小林 in Ann's home on Slack", () => ann.home()?.text.includes('小林'));
    await stage.pauseAt(`home ${ann.id}`);
    await stage.within('the desk takes /desk on Slack', ben.runs('/desk', 'queue', support));
    await stage.see("the queue in Ben's view on Slack", () =>
      ben.sees(support).some(({ ephemeral, text }) => ephemeral && text.includes('小林')),
    );
  },
};

const nobodyClaims: Scene = {
  title: 'Nobody takes it',
  about: 'Nobody claims the ticket of 小林, so staff are reminded, and Mara sees to it.',
  needs: ['slack', 'telegram'],
  async play(stage) {
    const ticket = await card(stage, '小林');
    await threadSays(stage, ticket, 'has the reminder', /nobody has claimed|remind/i);
    await stage.pause();
    await pressCard(stage, stage.slack.mara, ticket, /claim/i);
    await hears(stage, stage.telegram.lin, 'word who is there', ({ text }) => text.includes('Mara'));
  },
};

const blockedBot: Scene = {
  title: 'A customer who has gone',
  about: '小林 blocks the bot. The card says so, and Mara sees that her reply did not arrive.',
  needs: ['slack', 'telegram'],
  async play(stage) {
    const { mara, support } = stage.slack;
    const ticket = await card(stage, '小林');
    stage.telegram.lin.block();
    await stage.pause();
    mara.writes(support, '! 您好，我是 Mara，有什么可以帮您？', { thread: ticket.ts });
    await threadSays(stage, ticket, 'says that the reply did not arrive', /not delivered/i);
  },
};

const twoChannels: Scene = {
  title: 'One customer, two channels',
  about: 'Kim is on Discord too. A code of /link joins the two histories once both sides know of each other and agree.',
  needs: ['slack', 'discord', 'telegram'],
  async play(stage) {
    const { kim } = stage.telegram;
    const { kim: kimOnDiscord } = stage.discord;
    const place = kimOnDiscord.openDirectMessage();
    await askOnDiscord(stage, kimOnDiscord, place, 'Hello, it is me again');
    const { text } = await ask(stage, kim, '/link', ({ text }) => CODE.test(text));
    const code = CODE.exec(text)?.[0] ?? '';
    await stage.pause();
    kimOnDiscord.runCommand(place, 'link', { code });
    const whose = await hearsOnDiscord(stage, kimOnDiscord, place, 'whose code it is', hasDiscordButton(AGREE));
    await stage.pause();
    await pressOnDiscord(stage, kimOnDiscord, whose, AGREE);
    const who = await hears(stage, kim, 'who wants to be joined', hasButton(AGREE));
    await stage.pause();
    await press(stage, kim, who, AGREE);
    await hears(stage, kim, 'that the histories are joined', (message) => message.text.includes('are joined'));
  },
};

const AGREE = 'Yes, that is me';

/** A code as the desk makes them. */
const CODE = /\b[A-HJKMNP-Z2-9]{10}\b/;

const articleInOneClick: Scene = {
  title: 'An article in one click',
  about: 'Kim asks for a person on Discord. The card knows what was on Telegram; Ann sends an article that may help.',
  needs: ['slack', 'discord', 'telegram'],
  async play(stage) {
    const { ann } = stage.slack;
    const { kim } = stage.discord;
    const place = kim.openDirectMessage();
    await askOnDiscord(stage, kim, place, 'I would like to talk to a person about the warranty, please', ({ text }) =>
      text.includes('person'),
    );
    const ticket = await card(stage, 'Kim on Discord');
    await threadSays(stage, ticket, 'has what was said', /warranty/);
    await stage.pause();
    await pressCard(stage, ann, ticket, /^send$/i);
    await hearsOnDiscord(stage, kim, place, 'the article', ({ text }) => text.includes('Ann'));
    await stage.pause();
    await pressAndConfirm(stage, ann, ticket, /resolve/i, /resolved/i);
    const request = await hearsOnDiscord(stage, kim, place, 'a question for a rating', ({ buttons }) =>
      buttons.some(({ label }) => label === '5'),
    );
    await pressOnDiscord(stage, kim, request, '5');
  },
};

/** In the order of the day. */
export const queueScenes = { whoWaits, nobodyClaims, blockedBot, twoChannels, articleInOneClick };
