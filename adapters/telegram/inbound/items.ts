/** What a message holds that is neither words nor a file. */

import type { Enclosure } from '../../../src/domain/message.ts';
import { toCleanLine } from '../../../src/lib/clean-line.ts';
import { nameOf, publicUrl } from './names.ts';
import type { TelegramContent } from './wire.ts';
import type { TelegramLocation } from './wire-content.ts';

/** Each as an enclosure, in words that staff read. */
export function readItems(content: TelegramContent): Enclosure[] {
  return [
    ...readPlace(content),
    ...readLists(content),
    ...readPayments(content),
    ...readGiveaways(content),
    ...readGifts(content),
    ...readShared(content),
  ];
}

/** An item by its kind, each of its lines that has words, and where it leads. */
export function toItem(
  title: string,
  lines: readonly (string | undefined)[],
  more: Partial<Enclosure> = {},
): Enclosure {
  const text = lines.filter((line) => line !== undefined && line !== '').join('\n');
  return { kind: 'item', title, author: undefined, text, url: undefined, ...more };
}

function readPlace({ venue, location }: TelegramContent): Enclosure[] {
  // A venue is a location as well.
  if (venue) return [toItem('Place', [venue.title, venue.address, coordinates(venue.location)], mapOf(venue.location))];
  return location ? [toItem('Place', [coordinates(location)], mapOf(location))] : [];
}

function coordinates({ latitude, longitude }: TelegramLocation): string {
  return `${latitude}, ${longitude}`;
}

function mapOf({ latitude, longitude }: TelegramLocation): Partial<Enclosure> {
  return { url: `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}` };
}

function readLists({ poll, checklist, dice, game, contact, story }: TelegramContent): Enclosure[] {
  return [
    poll && toItem('Poll', [poll.question, poll.description, ...poll.options.map(({ text }) => text)]),
    checklist &&
      toItem('Checklist', [
        checklist.title,
        ...checklist.tasks.map(({ text, completion_date: done }) => `[${done ? 'x' : ' '}] ${text}`),
      ]),
    dice && toItem('Dice', [`${dice.emoji} ${dice.value}`]),
    game && toItem('Game', [game.title, game.description, game.text]),
    contact && toItem('Contact', [nameOf({ id: 0, ...contact }), toCleanLine(contact.phone_number)]),
    story && toItem('Story', [], { author: nameOf(story.chat), url: publicUrl(story.chat, `s/${story.id}`) }),
  ].filter((item) => item !== undefined);
}

function readPayments({ invoice, successful_payment, paid_media }: TelegramContent): Enclosure[] {
  return [
    invoice && toItem('Invoice', [invoice.title, invoice.description, showPrice(invoice)]),
    successful_payment &&
      toItem('Payment', [showPrice(successful_payment), successful_payment.telegram_payment_charge_id]),
    paid_media && toItem('Paid media', [`Price: ${paid_media.star_count} Stars`]),
  ].filter((item) => item !== undefined);
}

/** Amounts come in the currency's smallest unit; Telegram's own currency has no smaller one. */
function showPrice({ currency, total_amount: amount }: { currency: string; total_amount: number }): string {
  if (currency === 'XTR') return `${amount} Stars`;
  if (!/^[A-Z]{3}$/.test(currency)) return `${amount} ${toCleanLine(currency)}`;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  return `${(amount / 10 ** digits).toFixed(digits)} ${currency}`;
}

function readGiveaways({ giveaway, giveaway_winners: results }: TelegramContent): Enclosure[] {
  return [
    giveaway &&
      toItem('Giveaway', [
        giveaway.prize_description,
        `Winners: ${giveaway.winner_count}`,
        ...giveaway.chats.map((chat) => nameOf(chat)),
      ]),
    results &&
      toItem('Giveaway results', [results.prize_description, ...results.winners.map((winner) => nameOf(winner))], {
        author: nameOf(results.chat),
        url: publicUrl(results.chat, results.giveaway_message_id),
      }),
  ].filter((item) => item !== undefined);
}

function readGifts({ gift, gift_upgrade_sent, unique_gift }: TelegramContent): Enclosure[] {
  const plain = [gift, gift_upgrade_sent].filter((one) => one !== undefined);
  return [
    ...plain.map(({ text, gift: { star_count: stars } }) =>
      toItem('Gift', [stars === undefined ? undefined : `Price: ${stars} Stars`, text]),
    ),
    ...(unique_gift
      ? [toItem('Gift', [`${unique_gift.gift.base_name} #${unique_gift.gift.number}`, unique_gift.text])]
      : []),
  ];
}

function readShared({ users_shared, chat_shared, web_app_data, passport_data }: TelegramContent): Enclosure[] {
  return [
    users_shared &&
      toItem(
        'Shared contacts',
        users_shared.users.map(({ user_id: id, ...names }) => nameOf({ id, ...names })),
      ),
    chat_shared && toItem('Shared chat', [nameOf({ id: chat_shared.chat_id, ...chat_shared })]),
    web_app_data && toItem('Web app data', [web_app_data.button_text, web_app_data.data]),
    passport_data &&
      toItem(
        'Telegram Passport',
        passport_data.data.map(({ type }) => type),
      ),
  ].filter((item) => item !== undefined);
}
