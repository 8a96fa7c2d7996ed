/** What Telegram tells in the form of a message and nobody wrote, and what is only part of messages. */

import type { Message } from '@grammyjs/types';
import { CLUB, PHOTO, SOMEBODY, type TelegramRows } from './table.ts';

const MEMBERS = 'it is about who is in the group';
const GROUP = 'it is about how the group looks or where it is';
const TOPIC = 'a topic that is opened or closed asks for nothing; its name comes with what is written in it';
const CALL = 'a call is nothing that the desk takes part in';
const POST = 'it is about posts for a channel, which the desk does not make';
const MONEY = 'it is about prices and prizes of a chat, and nobody wrote it';
const LIST = 'a list or poll that changes is no new message';
const LINKED = 'it is about what an app or a website may do';

const POLL_OPTION = { option_persistent_id: 'o1', option_text: 'Yes' };
const PRICE = { currency: 'XTR', amount: 5 } as const;

export const SERVICE = {
  new_chat_members: { sent: { new_chat_members: [SOMEBODY] }, unheard: MEMBERS },
  left_chat_member: { sent: { left_chat_member: SOMEBODY }, unheard: MEMBERS },
  chat_owner_left: { sent: { chat_owner_left: {} }, unheard: MEMBERS },
  chat_owner_changed: { sent: { chat_owner_changed: { new_owner: SOMEBODY } }, unheard: MEMBERS },
  community_chat_added: { sent: { community_chat_added: { community: { id: 1, name: 'Lamps' } } }, unheard: MEMBERS },
  community_chat_joined: { sent: { community_chat_joined: { community: { id: 1, name: 'Lamps' } } }, unheard: MEMBERS },
  community_chat_removed: {
    sent: { community_chat_removed: { community: { id: 1, name: 'Lamps' } } },
    unheard: MEMBERS,
  },
  new_chat_title: { sent: { new_chat_title: 'Lamps' }, unheard: GROUP },
  new_chat_photo: { sent: { new_chat_photo: PHOTO }, unheard: GROUP },
  delete_chat_photo: { sent: { delete_chat_photo: true }, unheard: GROUP },
  group_chat_created: { sent: { group_chat_created: true }, unheard: GROUP },
  supergroup_chat_created: { sent: { supergroup_chat_created: true }, unheard: GROUP },
  channel_chat_created: { sent: { channel_chat_created: true }, unheard: GROUP },
  migrate_to_chat_id: { sent: { migrate_to_chat_id: CLUB.id }, unheard: GROUP },
  migrate_from_chat_id: { sent: { migrate_from_chat_id: -66 }, unheard: GROUP },
  chat_background_set: {
    sent: { chat_background_set: { type: { type: 'chat_theme', theme_name: 'Moon' } } },
    unheard: GROUP,
  },
  boost_added: { sent: { boost_added: { boost_count: 1 } }, unheard: GROUP },
  message_auto_delete_timer_changed: {
    sent: { message_auto_delete_timer_changed: { message_auto_delete_time: 60 } },
    unheard: GROUP,
  },
  pinned_message: {
    sent: { pinned_message: { message_id: 4, date: 0, chat: CLUB } },
    unheard: 'what is pinned was said before',
  },
  managed_bot_created: {
    sent: { managed_bot_created: { bot: { ...SOMEBODY, is_bot: true } } },
    unheard: 'the desk looks after no other bots',
  },
  refunded_payment: {
    sent: {
      refunded_payment: { currency: 'XTR', total_amount: 5, invoice_payload: 'x', telegram_payment_charge_id: 'y' },
    },
    unheard: 'it is what the shop did',
  },
  connected_website: { sent: { connected_website: 'shop.example' }, unheard: LINKED },
  write_access_allowed: { sent: { write_access_allowed: {} }, unheard: LINKED },
  proximity_alert_triggered: {
    sent: { proximity_alert_triggered: { traveler: SOMEBODY, watcher: SOMEBODY, distance: 5 } },
    unheard: 'nobody wrote it',
  },
  checklist_tasks_done: { sent: { checklist_tasks_done: { marked_as_done_task_ids: [1] } }, unheard: LIST },
  checklist_tasks_added: { sent: { checklist_tasks_added: { tasks: [] } }, unheard: LIST },
  poll_option_added: { sent: { poll_option_added: POLL_OPTION }, unheard: LIST },
  poll_option_deleted: { sent: { poll_option_deleted: POLL_OPTION }, unheard: LIST },
  forum_topic_created: { sent: { forum_topic_created: { name: 'Lamps', icon_color: 0x6fb9f0 } }, unheard: TOPIC },
  forum_topic_edited: { sent: { forum_topic_edited: { name: 'Lamps' } }, unheard: TOPIC },
  forum_topic_closed: { sent: { forum_topic_closed: {} }, unheard: TOPIC },
  forum_topic_reopened: { sent: { forum_topic_reopened: {} }, unheard: TOPIC },
  general_forum_topic_hidden: { sent: { general_forum_topic_hidden: {} }, unheard: TOPIC },
  general_forum_topic_unhidden: { sent: { general_forum_topic_unhidden: {} }, unheard: TOPIC },
  giveaway_created: { sent: { giveaway_created: {} }, unheard: MONEY },
  giveaway_completed: { sent: { giveaway_completed: { winner_count: 1 } }, unheard: MONEY },
  paid_message_price_changed: { sent: { paid_message_price_changed: { paid_message_star_count: 1 } }, unheard: MONEY },
  direct_message_price_changed: {
    sent: { direct_message_price_changed: { are_direct_messages_enabled: false } },
    unheard: MONEY,
  },
  suggested_post_approved: { sent: { suggested_post_approved: { send_date: 1 } }, unheard: POST },
  suggested_post_approval_failed: { sent: { suggested_post_approval_failed: { price: PRICE } }, unheard: POST },
  suggested_post_declined: { sent: { suggested_post_declined: {} }, unheard: POST },
  suggested_post_paid: { sent: { suggested_post_paid: { currency: 'XTR' } }, unheard: POST },
  suggested_post_refunded: { sent: { suggested_post_refunded: { reason: 'post_deleted' } }, unheard: POST },
  video_chat_scheduled: { sent: { video_chat_scheduled: { start_date: 1 } }, unheard: CALL },
  video_chat_started: { sent: { video_chat_started: {} }, unheard: CALL },
  video_chat_ended: { sent: { video_chat_ended: { duration: 1 } }, unheard: CALL },
  video_chat_participants_invited: { sent: { video_chat_participants_invited: { users: [SOMEBODY] } }, unheard: CALL },
} satisfies TelegramRows<string>;

const WHERE = { notAKind: 'where and when a message stands' };
const WHO = { notAKind: 'who wrote a message, or for whom' };
const HOW = { notAKind: 'how a message is shown or may be used' };
const WITH_WORDS = { notAKind: 'what belongs to a text or to the words under a file' };

export const PARTS = {
  message_id: WHERE,
  message_thread_id: WHERE,
  date: WHERE,
  edit_date: WHERE,
  chat: WHERE,
  direct_messages_topic: WHERE,
  ephemeral_message_id: WHERE,
  media_group_id: { notAKind: 'each picture of a group is a message of its own' },
  from: WHO,
  sender_chat: WHO,
  sender_tag: WHO,
  sender_boost_count: WHO,
  sender_business_bot: WHO,
  receiver_user: WHO,
  via_bot: WHO,
  guest_bot_caller_user: WHO,
  guest_bot_caller_chat: WHO,
  guest_query_id: { notAKind: 'the desk’s bot is no guest in other chats' },
  business_connection_id: { notAKind: 'the desk answers as its bot only' },
  author_signature: WHO,
  is_from_offline: WHO,
  forward_origin: { notAKind: 'where something is from that is passed on: see the rows of what is forwarded' },
  is_automatic_forward: { notAKind: 'what a channel’s group is sent of each post is said to nobody' },
  entities: WITH_WORDS,
  caption: WITH_WORDS,
  caption_entities: WITH_WORDS,
  show_caption_above_media: HOW,
  has_media_spoiler: HOW,
  has_protected_content: HOW,
  effect_id: HOW,
  reply_markup: HOW,
  is_paid_post: HOW,
  paid_star_count: HOW,
  suggested_post_info: { notAKind: 'how a post that is suggested to a channel stands' },
} satisfies TelegramRows<string> & Partial<Record<keyof Message, unknown>>;
