/** How long what others write may be: stated here once, for every way into the desk. Lengths in UTF-16 units. */

import { toCleanFileName, toCleanLine } from '../lib/clean-line.ts';
import { cutText, firstUnits } from '../lib/text.ts';
import type { InboundBody, InboundEvent, MessageContent } from './inbound.ts';
import type { Enclosure } from './message.ts';

/** A customer's message, with the arguments of a command. */
export const MAX_MESSAGE_LENGTH = 100_000;
/** A staff member's reply or note. */
const MAX_REPLY_LENGTH = 10_000;
/** The name of a person or a file. */
const MAX_NAME_LENGTH = 200;
/** An emoji, or the id of a choice. */
const MAX_TOKEN_LENGTH = 200;
const MAX_DETAIL_LENGTH = 1_000;
const MAX_FILES = 100;
const MAX_ENCLOSURES = 20;
/** The words of something enclosed. */
const MAX_ENCLOSED_LENGTH = 10_000;
const MAX_URL_LENGTH = 2_000;

/**
 * The event with nothing in it longer than the desk takes, and with names that show what they are. A platform has taken what it
 * hands in, so that nobody is left to refuse it to: what is too long is cut, and marked where it was.
 */
export function admitEvent(event: InboundEvent): InboundEvent {
  const { customer, body } = event;
  return { ...event, customer: { ...customer, name: cleanName(customer.name) ?? '' }, body: capBody(body) };
}

/** Undefined for a name that shows nothing. */
function cleanName(name: string | undefined): string | undefined {
  return cutText(toCleanLine(name ?? ''), MAX_NAME_LENGTH) || undefined;
}

/** What a file opens by stays, however long its name is. */
function cleanFileName(given: string): string {
  const name = toCleanFileName(given);
  if (name.length <= MAX_NAME_LENGTH) return name;
  const ending = /\.\w{1,10}$/.exec(name)?.[0] ?? '';
  return `${firstUnits(name, MAX_NAME_LENGTH - ending.length - 1)}…${ending}`;
}

/** Says that a reply or a note is longer than it may be; undefined where it is not. */
export function tellTooLong(text: string): string | undefined {
  if (text.length <= MAX_REPLY_LENGTH) return undefined;
  return `${text.length} characters are too many: at most ${MAX_REPLY_LENGTH}.`;
}

function capContent({ text, attachments, enclosures }: MessageContent): MessageContent {
  const files = attachments?.slice(0, MAX_FILES).map((file) => ({ ...file, name: cleanFileName(file.name) }));
  const enclosed = enclosures?.slice(0, MAX_ENCLOSURES).map(capEnclosure);
  return {
    text: cutText(text, MAX_MESSAGE_LENGTH),
    ...(files && { attachments: files }),
    ...(enclosed && { enclosures: enclosed }),
  };
}

function capEnclosure({ title, author, text, url, ...rest }: Enclosure): Enclosure {
  return {
    ...rest,
    title: cleanName(title),
    author: cleanName(author),
    text: cutText(text, MAX_ENCLOSED_LENGTH),
    url: url && url.length > MAX_URL_LENGTH ? undefined : url,
  };
}

function capBody(body: InboundBody): InboundBody {
  switch (body.kind) {
    case 'message':
    case 'edit':
      return { ...body, ...capContent(body) };
    case 'command':
      return { ...body, argument: cutText(body.argument, MAX_MESSAGE_LENGTH) };
    case 'choice':
      return { ...body, choiceId: cutText(body.choiceId, MAX_TOKEN_LENGTH) };
    case 'reaction':
      return { ...body, emoji: cutText(body.emoji, MAX_TOKEN_LENGTH) };
    case 'reachability':
      return { ...body, detail: cutText(body.detail, MAX_DETAIL_LENGTH) };
    case 'delete':
    case 'feedback':
    case 'rating':
      return body;
  }
}
