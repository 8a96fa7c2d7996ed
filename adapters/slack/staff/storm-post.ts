import { count } from '../../../src/domain/staff-wording.ts';
import type { Storm } from '../../../src/domain/storm.ts';
import { bold, line, link, notification, type Post, richText, words } from './blocks.ts';

/** The notice of a storm of tickets, with where they all stand. */
export function stormPost({ waiting }: Storm, consoleUrl: string | undefined): Post {
  if (waiting === 0) {
    const over = 'The storm of tickets is over: every ticket that still waits has its card here.';
    return { text: notification(over), blocks: [richText(line(words(`🌤️ ${over}`)))] };
  }
  const title = `Many new tickets at once: ${count(waiting, 'more ticket')} without a card here`;
  const rest = [
    ...words('\nAll of them stand in the queue, in '),
    ...(consoleUrl === undefined ? [] : [link(consoleUrl, 'the console'), ...words(' and in ')]),
    ...words('the app’s Home; cards follow bit by bit, at once for those that somebody claims.'),
  ];
  return { text: notification(`🌩️ ${title}`), blocks: [richText(line(words('🌩️ '), bold(title), rest))] };
}
