/** Slack as staff see it: their channel, the thread of each message in it, and each one's App Home and form. */

import type { Person } from '../../platforms/slack/person.ts';
import type { ShownView } from '../../platforms/slack/shown.ts';
import type { SlackChannel } from '../../platforms/slack/types.ts';
import { excerptOf, type Place, type ShowPlaces } from './place.ts';
import { createSlackLines, type SlackCast, threadId } from './slack-lines.ts';

const THREAD_NAME_LENGTH = 28;

/** Looks at these channels as these people do, what only one of them sees included. */
export function showSlack(cast: SlackCast): ShowPlaces {
  const { platform, people, channels } = cast;
  const lines = createSlackLines(cast);

  const channelPlace = (channel: SlackChannel): Place => ({
    id: channel.id,
    name: `#${channel.name}`,
    kind: 'channel',
    lines: lines
      .of(channel, (person) => person.sees(channel))
      .map((line) => ({ ...line, answers: threadOf(channel, line.id) })),
    isBotTyping: false,
  });

  /** Where a message of a thread is shown in the channel too, Slack says in which thread it is. */
  const threadOf = (channel: SlackChannel, lineId: string): string | undefined => {
    const messages = platform.messages(channel);
    const { ts, thread_ts } = messages.find((message) => threadId(channel, message.ts) === lineId) ?? {};
    const root = thread_ts === ts ? undefined : people[0]?.sees(channel).find((message) => message.ts === thread_ts);
    return root && `In the thread of ${nameOfThread(root.text)}`;
  };

  const threadPlaces = (channel: SlackChannel): Place[] => {
    const roots = (people[0]?.sees(channel) ?? []).filter(({ replies }) => replies > 0);
    return roots.map(({ ts, text }) => {
      const root = { channel: channel.id, ts };
      return {
        id: threadId(channel, ts),
        name: `⤷ ${nameOfThread(text)}`,
        kind: 'thread',
        lines: lines.of(channel, (person) => person.seesThread(root)).map((line) => ({ ...line, thread: undefined })),
        isBotTyping: people.some((person) => Boolean(person.seesStatus(root))),
      };
    });
  };

  const viewPlace = (kind: 'form' | 'home', person: Person, view: ShownView | undefined): Place => {
    const id = `${kind} ${person.id}`;
    const shown = view === undefined ? [] : [lines.ofView(kind, id, view)];
    return { id, name: `${person.name}'s ${kind}`, kind, lines: shown, isBotTyping: false };
  };

  return () => [
    ...channels.flatMap((channel) => [channelPlace(channel), ...threadPlaces(channel)]),
    ...people.flatMap((person) => [
      viewPlace('form', person, person.modal()),
      viewPlace('home', person, person.home()),
    ]),
  ];
}

function nameOfThread(text: string): string {
  return excerptOf(text.split('\n')[0] ?? '', THREAD_NAME_LENGTH);
}
