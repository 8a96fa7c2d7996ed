/** What people send, and what the desk hears of it. */

import { CLUB, FILE, PHOTO, SHOP, SOMEBODY, STICKER, type TelegramRows, VIDEO } from './table.ts';

const item = (title: string, text: string, more: object = {}) => ({ kind: 'item' as const, title, text, ...more });
const POINT = { latitude: 52.5, longitude: 13.25 };
const MAP = { url: 'https://www.openstreetmap.org/?mlat=52.5&mlon=13.25' };
const GIFT = { id: 'g', sticker: STICKER, star_count: 15 };
const NAMED_STICKER = { name: 'Moon', sticker: STICKER, rarity_per_mille: 5 };
const COLORS = { center_color: 0, edge_color: 0, symbol_color: 0, text_color: 0 };

export const FILES_AND_WORDS = {
  text: { sent: { text: 'Where is my order?' }, heard: { text: 'Where is my order?' } },
  rich_message: {
    sent: { rich_message: { blocks: [{ type: 'paragraph', text: ['My ', { type: 'bold', text: 'order' }] }] } },
    heard: { text: 'My order' },
  },
  photo: {
    sent: { photo: PHOTO, caption: 'my cup' },
    heard: { text: 'my cup', attachments: [{ key: 'P', name: 'photo.jpg' }] },
  },
  live_photo: {
    sent: { photo: PHOTO, live_photo: { ...VIDEO, file_id: 'L' } },
    heard: { text: '', attachments: [{ key: 'P' }, { key: 'L', mediaType: 'video/mp4' }] },
  },
  animation: {
    sent: { animation: VIDEO, document: FILE },
    heard: { text: '', attachments: [{ key: 'F', name: 'animation.mp4' }] },
  },
  audio: { sent: { audio: { ...FILE, duration: 1 } }, heard: { text: '', attachments: [{ name: 'audio.mp3' }] } },
  document: {
    sent: { document: { ...FILE, file_name: 'in\u202Efdp.exe' } },
    heard: { text: '', attachments: [{ name: 'in fdp.exe' }] },
  },
  video: { sent: { video: VIDEO, caption: 'see' }, heard: { text: 'see', attachments: [{ name: 'video.mp4' }] } },
  video_note: {
    sent: { video_note: { ...FILE, length: 4, duration: 1 } },
    heard: { text: '', attachments: [{ name: 'video.mp4' }] },
  },
  voice: { sent: { voice: { ...FILE, duration: 1 } }, heard: { text: '', attachments: [{ name: 'voice.ogg' }] } },
  sticker: {
    sent: { sticker: { ...STICKER, emoji: '😡' } },
    heard: { text: '😡', attachments: [{ name: 'sticker.webp' }] },
  },
  paid_media: {
    sent: { paid_media: { star_count: 5, paid_media: [{ type: 'photo', photo: PHOTO }] }, caption: 'my cup' },
    heard: { text: 'my cup', attachments: [{ key: 'P' }], enclosures: [item('Paid media', 'Price: 5 Stars')] },
  },
} satisfies TelegramRows<string>;

export const ITEMS = {
  contact: {
    sent: { contact: { first_name: 'Lu', last_name: 'Wu', phone_number: '+49 1' } },
    heard: { text: '', enclosures: [item('Contact', 'Lu Wu\n+49 1')] },
  },
  dice: { sent: { dice: { emoji: '🎲', value: 4 } }, heard: { text: '', enclosures: [item('Dice', '🎲 4')] } },
  game: {
    sent: {
      game: {
        title: 'Lamps',
        description: 'Light them all',
        text: 'Best: 12',
        photo: PHOTO,
        text_entities: [],
        animation: VIDEO,
      },
    },
    heard: { text: '', enclosures: [item('Game', 'Lamps\nLight them all\nBest: 12')] },
  },
  poll: {
    sent: {
      poll: {
        id: 'p',
        question: 'Tea?',
        options: ['Yes', 'No'].map((text) => ({ persistent_id: text, text, voter_count: 0 })),
        media: { photo: PHOTO },
        total_voter_count: 0,
        is_closed: false,
        is_anonymous: true,
        type: 'regular',
        allows_multiple_answers: false,
        allows_revoting: false,
        members_only: false,
      },
    },
    heard: { text: '', attachments: [{ key: 'P' }], enclosures: [item('Poll', 'Tea?\nYes\nNo')] },
  },
  venue: {
    sent: { location: POINT, venue: { title: 'Shop', address: 'Road 1', location: POINT } },
    heard: { text: '', enclosures: [item('Place', 'Shop\nRoad 1\n52.5, 13.25', MAP)] },
  },
  location: { sent: { location: POINT }, heard: { text: '', enclosures: [item('Place', '52.5, 13.25', MAP)] } },
  checklist: {
    sent: {
      checklist: {
        title: 'To do',
        tasks: [
          { id: 1, text: 'Open', completion_date: 1_700_000_000 },
          { id: 2, text: 'Lamp' },
        ],
      },
    },
    heard: { text: '', enclosures: [item('Checklist', 'To do\n[x] Open\n[ ] Lamp')] },
  },
  story: {
    sent: { story: { chat: SHOP, id: 9 } },
    heard: { text: '', enclosures: [item('Story', '', { author: 'Shop news', url: 'https://t.me/shop_news/s/9' })] },
  },
  invoice: {
    sent: {
      invoice: { title: 'Lamp', description: 'Blue', start_parameter: 'x', currency: 'EUR', total_amount: 1250 },
    },
    heard: { text: '', enclosures: [item('Invoice', 'Lamp\nBlue\n12.50 EUR')] },
  },
  successful_payment: {
    sent: {
      successful_payment: {
        currency: 'XTR',
        total_amount: 30,
        invoice_payload: 'x',
        telegram_payment_charge_id: 'charge-1',
        provider_payment_charge_id: 'y',
      },
    },
    heard: { text: '', enclosures: [item('Payment', '30 Stars\ncharge-1')] },
  },
  giveaway: {
    sent: {
      giveaway: { chats: [SHOP], winners_selection_date: 1, winner_count: 3, prize_description: 'A lamp' },
    },
    heard: { text: '', enclosures: [item('Giveaway', 'A lamp\nWinners: 3\nShop news')] },
  },
  giveaway_winners: {
    sent: {
      giveaway_winners: {
        chat: SHOP,
        giveaway_message_id: 4,
        winners_selection_date: 1,
        winner_count: 1,
        winners: [SOMEBODY],
      },
    },
    heard: { text: '', enclosures: [item('Giveaway results', 'Lu Wu', { url: 'https://t.me/shop_news/4' })] },
  },
  gift: {
    sent: { gift: { gift: GIFT, text: 'Thanks' } },
    heard: { text: '', enclosures: [item('Gift', 'Price: 15 Stars\nThanks')] },
  },
  gift_upgrade_sent: {
    sent: { gift_upgrade_sent: { gift: GIFT } },
    heard: { text: '', enclosures: [item('Gift', 'Price: 15 Stars')] },
  },
  unique_gift: {
    sent: {
      unique_gift: {
        gift: {
          gift_id: 'g',
          base_name: 'Lamp',
          name: 'Lamp-7',
          number: 7,
          model: NAMED_STICKER,
          symbol: NAMED_STICKER,
          backdrop: { name: 'Black', colors: COLORS, rarity_per_mille: 5 },
        },
        origin: 'transfer',
      },
    },
    heard: { text: '', enclosures: [item('Gift', 'Lamp #7')] },
  },
  users_shared: {
    sent: { users_shared: { request_id: 1, users: [{ user_id: 77, first_name: 'Lu' }, { user_id: 78 }] } },
    heard: { text: '', enclosures: [item('Shared contacts', 'Lu\n78')] },
  },
  chat_shared: {
    sent: { chat_shared: { request_id: 1, chat_id: CLUB.id, title: CLUB.title } },
    heard: { text: '', enclosures: [item('Shared chat', 'Lamp club')] },
  },
  web_app_data: {
    sent: { web_app_data: { data: 'size: 4', button_text: 'Choose' } },
    heard: { text: '', enclosures: [item('Web app data', 'Choose\nsize: 4')] },
  },
  passport_data: {
    sent: {
      passport_data: {
        data: [{ type: 'passport', hash: 'x' }],
        credentials: { data: 'x', hash: 'x', secret: 'x' },
      },
    },
    heard: { text: '', enclosures: [item('Telegram Passport', 'passport')] },
  },
} satisfies TelegramRows<string>;
