/** What everybody has seen once the story of the two tickets is over, and what there should have been to see. */

import { expect } from 'vitest';
import { createSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Stage } from '../demo/day/scene.ts';
import type { Card } from '../demo/day/staff.ts';
import type { Person } from '../platforms/slack/person.ts';
import { LIN_CAPTION, LIN_REPLY, NOOR_ANSWER, NOOR_REPLY, NOTE, QUESTIONS, type Story } from './two-tickets.ts';

/** Who said what in Noor's direct messages. */
export function noorHears({ holders: { noor } }: Story): [string, string][] {
  return [
    ['Noor', QUESTIONS.noor[0]],
    ['Relaydesk', expect.stringContaining('Open Your account → Returns')],
    ['Noor', QUESTIONS.noor[1]],
    ['Relaydesk', expect.stringContaining('Standard delivery takes 3-5 working days')],
    [
      'Relaydesk',
      expect.stringMatching(
        /^I am sorry that did not help\. I am handing you over to a person, who will answer you right here\. (You are next|There is one person before you)\.$/,
      ),
    ],
    ['Relaydesk', `${noor.name} is with you now.`],
    ['Relaydesk', `${noor.name}\n${NOOR_REPLY}`],
    ['Noor', NOOR_ANSWER],
    ['Relaydesk', 'Your request was marked as resolved. How satisfied are you with how it was handled?'],
    ['Relaydesk', 'Thank you for your rating.'],
  ];
}

/** Who said what in 小林's chat. */
export function linHears({ holders: { lin } }: Story): [string, string][] {
  return [
    ['小林', QUESTIONS.lin[0]],
    ['Relaydesk', expect.stringContaining('打开 我的账户 → 退货')],
    ['小林', QUESTIONS.lin[1]],
    ['Relaydesk', expect.stringContaining('欧洲境内标准配送要 3–5 个工作日')],
    [
      'Relaydesk',
      expect.stringMatching(
        /^抱歉没能帮到您。正在为您转接人工客服，客服会直接在这里回复您。(下一位就是您|您前面还有 1 人)。$/,
      ),
    ],
    ['Relaydesk', `${lin.name} 正在为您服务。`],
    ['Relaydesk', `${lin.name}\n${LIN_REPLY}`],
    ['小林', LIN_CAPTION],
    ['Relaydesk', '您的问题已标记为解决。您对这次服务满意吗？'],
    ['Relaydesk', '感谢您的评价。'],
  ];
}

/** The thread of Noor's card, but for troubles told of: who wrote what, with which marks. */
export const noorThread = {
  seen: ({ slack }: Stage, { tickets }: Story) =>
    slack.ann
      .seesThread(tickets.noor)
      .slice(1)
      .map(({ author, text, reactions }) => [author, text, ...Object.keys(reactions)]),
  expected: ({ holders: { noor } }: Story) => [
    ['Relaydesk', expect.stringContaining(`What was said before\nNoor: ${QUESTIONS.noor[0]}`)],
    ['Relaydesk', `🙋 ${noor.name} claimed it`],
    [noor.name, `! ${NOOR_REPLY}`, 'white_check_mark'],
    ['Relaydesk', `Noor → @${noor.name}\n${NOOR_ANSWER}`],
    [noor.name, NOTE],
    ['Relaydesk', `✅ ${noor.name} resolved it`],
    ['Relaydesk', '⭐ Noor rated it: 5 of 5'],
  ],
};

/** The thread of 小林's card, but for troubles told of: texts with the names of their files. */
export const linThread = {
  seen: ({ slack }: Stage, { tickets }: Story) =>
    slack.ann
      .seesThread(tickets.lin)
      .slice(1)
      .map(({ text, files }) => [text, ...files]),
  expected: ({ holders: { lin } }: Story, stateOfReply: string) => [
    [expect.stringContaining(`What was said before\n小林: ${QUESTIONS.lin[0]}`)],
    [`🙋 ${lin.name} claimed it`],
    [expect.stringContaining(`💬 ${lin.name} → 小林\n${LIN_REPLY}\n${stateOfReply}`)],
    [`小林 → @${lin.name}\n${LIN_CAPTION}\n📎 photo.jpg (6 kB)`],
    ['', 'photo.jpg'],
    [`✅ ${lin.name} resolved it`],
    ['⭐ 小林 rated it: 2 of 5'],
  ],
};

const TROUBLE = /a delivery failure|not known whether this arrived/;

/** What staff were told of messages that may not have arrived. */
export function troublesTold({ slack }: Stage, { tickets }: Story): string[] {
  const seen = [tickets.noor, tickets.lin].flatMap((ticket) => slack.ann.seesThread(ticket));
  return seen.flatMap(({ text }) => (TROUBLE.test(text) ? [text] : []));
}

/** What this person alone has been told in the staff channel. */
export function toldAlone({ slack }: Stage, person: Person): string[] {
  return person.sees(slack.support).flatMap(({ ephemeral, text }) => (ephemeral ? [text] : []));
}

/** The bytes of the files in a card's thread. */
export async function filesSeen({ slack: { platform, support } }: Stage, { ts }: Card): Promise<Buffer[]> {
  const files = platform
    .messages(support)
    .flatMap((message) => (message.thread_ts === ts ? (message.files ?? []) : []));
  const headers = { authorization: `Bearer ${platform.botToken}` };
  const responses = await Promise.all(files.map(({ url_private }) => fetch(url_private, { headers })));
  return Promise.all(responses.map(async (response) => Buffer.from(await response.arrayBuffer())));
}

/** A score that a customer gave. */
interface GivenScore {
  channel: string;
  /** Who is scored. */
  of: string;
  article: string | undefined;
  score: number;
}

/** The scores in the store of a desk that has stopped, of each channel in the order in which they were asked for. */
export async function readScores(storeFile: string): Promise<GivenScore[]> {
  const store = await createSqliteStore({ file: storeFile });
  try {
    const scores = (await store.read.feedback.since(0)).flatMap(({ channel, author, articleId, score }) =>
      score === undefined ? [] : [{ channel, of: author.name, article: articleId, score }],
    );
    return scores.sort((one, other) => one.channel.localeCompare(other.channel));
  } finally {
    await store.close();
  }
}
