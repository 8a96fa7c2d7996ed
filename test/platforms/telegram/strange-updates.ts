/** What Telegram could send, and nobody expects. */

/** Updates without their numbers: somebody writes, presses and reacts in a chat, but Telegram words it as nobody expects. */
export function strangeUpdates({ chatId }: { chatId: number }): object[] {
  const chat = { id: chatId, type: 'private' };
  const from = { id: chatId, is_bot: false, first_name: 'Kim' };
  const message = { message_id: 900_001, date: 1_795_680_000, chat, from, text: 'words' };
  return [
    {},
    { message: null },
    { message: 'words' },
    { message: { ...message, chat: null } },
    { message: { ...message, chat: { type: 'private' } } },
    { message: { ...message, from: null } },
    { message: { ...message, date: null } },
    { message: { ...message, date: 1e300 } },
    { message: { ...message, text: { a: 1 } } },
    { message: { ...message, text: null } },
    { message: { ...message, entities: [null] } },
    { message: { ...message, text: undefined, photo: null } },
    { message: { ...message, text: undefined, sticker: null } },
    { message: { ...message, text: undefined, poll: { question: 'why?', options: null } } },
    { message: { ...message, text: undefined, document: { file_id: 7 } } },
    { message: { ...message, reply_to_message: null } },
    { message: { ...message, reply_to_message: { message_id: 'x', poll: { options: [null] } } } },
    { message: { ...message, external_reply: { origin: null, photo: [null] }, quote: 7 } },
    { message: { ...message, forward_origin: 'Kim' } },
    { message: { ...message, forward_origin: { type: 'nobody' } } },
    { message: { ...message, sender_chat: 7 } },
    { message: { ...message, link_preview_options: { url: 'https://[' } } },
    { message: { ...message, entities: [{ type: 'text_link', offset: -5, length: -5, url: 'x' }] } },
    { message: { ...message, text: undefined, rich_message: { blocks: [null, 7, [], { blocks: {}, cells: [7] }] } } },
    { message: { ...message, text: undefined, rich_message: { blocks: [{ text: { text: { text: null } } }] } } },
    { message: { ...message, text: undefined, invoice: { title: 'x', currency: 'x'.repeat(9), total_amount: 1e300 } } },
    { message: { ...message, text: undefined, venue: { location: { latitude: 'x' } } } },
    { message: { ...message, text: undefined, migrate_to_chat_id: 'x' } },
    { message: { ...message, text: undefined, migrate_from_chat_id: null } },
    { message: { ...message, text: undefined, hologram: { __proto__: null } } },
    { message: { ...message, text: undefined, kinds: 7 } },
    { edited_message: { ...message, edit_date: 'now' } },
    { callback_query: null },
    { callback_query: { id: '1', from: null, data: 'x' } },
    { callback_query: { id: '1', from, message: { chat: null }, data: 'feedback:1' } },
    { message_reaction: null },
    { message_reaction: { chat, message_id: 1, user: from, date: 1, old_reaction: null, new_reaction: null } },
    { my_chat_member: { chat, from, date: 1, new_chat_member: null } },
    { of_a_new_kind: { chat: null } },
    { __proto__: null },
  ];
}
