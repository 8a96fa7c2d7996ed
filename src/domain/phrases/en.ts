/**
 * All that customers are told in English, wherever they are. Values stand for `{variables}`. What the bot says in a conversation is
 * CommonMark; all else is plain text.
 */
export const ENGLISH = {
  // The bot in a conversation.
  ask_again: 'I did not find that in your message.',
  offer: 'I am not sure what you mean. Is it one of these?',
  offer_one: 'I am not sure what you mean. Is it this?',
  offer_person: 'Something else: a person, please',
  person_please: 'A person, please',
  nothing_new: 'I have nothing to add to what I said above. Shall a person take over?',
  what_is_wanted: 'I am not sure what I can do for you there. What would you like to know, or to have done?',
  off_topic:
    'That is beyond me: I only know what concerns {name}. What would you like to know, or to have done, there?',
  not_understood: 'I could not make sense of that. Could you put it in other words?',
  cancelled: 'All right, never mind. What else can I do for you?',
  handover_requested: 'I am handing you over to a person. They will answer you right here.',
  handover_angry: 'I am sorry about this. I am handing you over to a person, who will answer you right here.',
  handover_not_helpful:
    'I am sorry that did not help. I am handing you over to a person, who will answer you right here.',
  handover_repeated_failure:
    'I still do not understand, so I am handing you over to a person. They will answer you right here.',
  handover_no_answer:
    'I do not know the answer to that, so I am handing you over to a person. They will answer you right here.',
  handover_intent: 'This needs a person, so I am handing you over. They will answer you right here.',
  handover_lookup_failed:
    'I cannot look that up just now, so I am handing you over to a person. They will answer you right here.',
  handover_action_failed:
    'That did not work, and nothing was changed. I am handing you over to a person, who will answer you right here.',
  handover_action_unknown:
    'I cannot tell whether that was done. So that it is not done twice, I am handing you over to a person, who will look into it and answer you right here.',
  handover_unread: 'I could not read that, so I am handing you over to a person. They will answer you right here.',
  lookup_failed: 'I cannot look that up just now.',
  action_failed: 'That did not work, and nothing was changed.',
  action_unknown: 'I cannot tell whether that was done.',
  confirm_yes: 'Yes, please',
  confirm_no: 'No, leave it',
  confirm_again: 'Is that a yes or a no?',
  confirm_declined: 'All right, I leave it as it is. What else can I do for you?',
  follow_up_stop: 'No need to tell me',
  follow_up_stopped: 'All right, I will not write about that.',
  confirm_too_late: 'That is under way already.',
  place_next: 'You are next.',
  place_one: 'There is one person before you.',
  place_more: 'There are {ahead} people before you.',
  back_at: 'Nobody is here right now; people are back on {time}.',
  wait_minutes: 'It takes about {from} to {to} minutes until somebody answers.',
  wait_hours: 'It takes about {from} to {to} hours until somebody answers.',
  wait_days: 'It takes about {from} to {to} days until somebody answers.',
  wait_up_to_minutes: 'Somebody answers within about {to} min.',
  wait_up_to_hours: 'Somebody answers within about {to} h.',
  wait_up_to_days: 'Somebody answers within about {to} days.',
  take_up: 'Now back to what you asked before.',
  about_value: 'About **{value}**:',
  value_noted: 'Thank you, I have **{value}**. What would you like to know or have done about it?',
  unanswered: 'I do not know the answer to this; shall a person take it? {questions}',
  value_noted_for_person:
    'Thank you, I have **{value}**. I can do no more for it than I said above; shall a person look into it?',
  request_denied: 'All right, then I leave that alone. What can I do for you?',
  closing_words: 'You are welcome. Write whenever you need something.',
  person_declined: 'All right, we go on without a person. What do you need?',
  already_waiting: 'You are in the queue for a person already. They will answer you right here.',
  joined: '{name} is with you now.',
  handed_back: 'You are talking to the bot again. Ask away, or say “a person, please” at any time.',
  rate: 'Your request was marked as resolved. How satisfied are you with how it was handled?',
  quiet_nudge: 'We are waiting for your answer. Do you still need help with this? Then just write here.',
  quiet_nudge_closing:
    'We are waiting for your answer. Do you still need help with this? Then just write here; if we hear nothing, we take it as settled.',
  quiet_closed: 'We have not heard from you, so we take it that this is settled. If it is not, just write again.',
  rated: 'Thank you for your rating.',
  reopened: 'I have opened your request again. A person will answer you right here.',
  file_received: 'Thank you for the file. What is it about?',
  greeting: 'Hello! I am {name}. Ask me anything; if I do not know the answer, a person will help you.',
  help: 'Just write what you need. I answer at once what I know, and hand over to a person for the rest. You can also use these commands: **/help** with a few words to search our articles, **/human** for a person, **/status** to see how your request stands, **/language** to change the language, **/link** to join your history here with that in another channel, **/unlink** to part them again.',
  help_category: 'These articles are about {category}. Write **/help** and a few words to search all of them.',
  help_found: 'These articles may help:',
  help_none: 'I found no article about that. Just ask me here, or look through these:',
  help_other: 'Other questions',
  status_none: 'You have no open request. Ask me anything, or say “a person, please” at any time.',
  status_next: 'Your request no. {number} is next in the queue. A person will answer you right here.',
  status_open:
    'Your request no. {number} is in the queue; before it there are {ahead}. A person will answer you right here.',
  status_claimed: '{name} is dealing with your request no. {number}, and will answer you right here.',
  status_pending: '{name} has answered your request no. {number} and is waiting for you.',
  status_snoozed: 'Your request no. {number} rests for now. Write at any time to go on with it.',
  status_resolved: 'Your request no. {number} was marked as resolved. Write again if it is not.',
  language_choose: 'Which language shall we use?',
  language_set: 'All right, I will use this language: {language}.',
  language_unknown: 'I do not know that language. Which of these shall we use?',
  link_private: 'This works only where nobody else reads along: please write /{command} in a private chat with me.',
  link_code:
    'Your code is **{code}**. In the other channel, write /link {code} in a private chat with me within {minutes} minutes. Then I ask you here before anything is joined. Tell nobody the code.',
  link_typed:
    'This code is that of {name} on {channel}. Shall I join your history here with theirs, and with what either is joined with already? Only if that is you, too.',
  link_requested:
    '{name} on {channel} has typed your code {code}. Shall I join your history here with theirs, and with what either is joined with already? Only if that is you, too.',
  link_agree: 'Yes, that is me',
  link_decline: 'No, do not join them',
  link_waiting: 'All right. I join them once {name} agrees on {channel} as well.',
  link_not_yet: 'Type this code in the other channel first, and agree there.',
  link_wait: 'Those were too many wrong codes. Please try again in {minutes} min.',
  link_typed_by_another:
    'Your code is no longer good, since somebody else has typed it as well. Nothing is joined. Type /link for a new one.',
  link_called_off: 'The other side does not want to be joined, so nothing is.',
  link_declined: 'All right, nothing is joined.',
  link_joined_already: 'Your histories are joined already.',
  link_too_many: 'So many channels are joined already that no more can be. Type /unlink where you need it least.',
  link_wrong: 'I do not know this code, or its time is over. Type /link for a new one.',
  linked: 'Your histories are joined: whoever helps you here also sees what {name} asked on {channel}.',
  unlinked:
    'Your history here stands on its own again: whoever helps you here no longer sees what was asked in another channel. Requests stay where they were made.',
  unlink_none: 'Your history here is not joined with any other.',
  more: 'More',
  choice_expired: 'That choice is no longer there. Please tell me again what you need.',
  too_many_messages:
    'That is a lot at once. Nothing is lost: I read it together and answer it together. Please write on in {minutes} min.',
  too_many_bytes:
    'That was more than I can take in, so your last messages have not reached us. Please send them again in {minutes} min.',
  too_many_conversations:
    'You have begun many conversations within a short time, so this one has not reached us. Please go on in an earlier one, or write here again in {minutes} min.',
  too_many_tickets:
    'You have handed several requests to our team within a short time. Please go on in one of those; a new one can be opened in {minutes} min.',
  bot_name: 'Relaydesk bot',
  channel_web: 'the web chat',

  // Beside the bot's messages on chat platforms.
  answer_source_line: 'From: {title}',
  file_too_large: '(The file “{name}” is larger than the {limit} MB that can be sent here.)',
  file_not_sent: '(The file “{name}” could not be sent.)',
  answers_in_thread: 'I answer in the thread below.',
  answers_in_direct_message:
    'I answer you in a direct message. If none arrives, allow direct messages from this server, or ask me here.',
  answers_elsewhere:
    'I cannot write here, where I am not a member. Open my profile and send me a direct message, or ask me in a server that I am in.',
  answers_persons_only:
    'I keep a conversation with one person, and cannot tell who writes in the name of a group or channel. Please write as yourself.',
  asks_for_person: '{name} asks for a person.',
  thread_name: 'Question',
  command_failed: 'Something went wrong with that command. Please write to me instead.',
  command_help: 'What I can do for you, and articles',
  command_help_option: 'What to search our articles for',
  command_human: 'Talk to a person',
  command_status: 'How your request stands',
  command_language: 'Choose the language I answer in',
  command_language_option: 'The language',
  command_link: 'Join this conversation with another one of yours',
  command_link_option: 'The code you were given in the other place',
  command_unlink: 'Part this conversation from your other ones again',

  // The help pages, and what all pages share.
  help_link: 'Help',
  help_title: 'Help articles',
  help_intro: 'Answers to what customers ask most. Not there? Ask us in the chat.',
  back_to_chat: 'Back to the chat',
  all_articles: 'All help articles',
  article_updated: 'Updated',
  page_missing_title: 'This page is not here',
  page_missing: 'The address may be old or mistyped.',
  language_link: 'Language',

  // The chat page.
  chat_conversation: 'Conversation',
  chat_welcome: 'Hello! How can we help?',
  chat_welcome_hint: 'Write in your own words. If the bot does not know, a person takes over right here.',
  chat_with: 'With {who}',
  chat_with_nobody: 'We usually answer at once',
  chat_with_queue: 'A person will be with you',
  role_agent: 'support team',
  role_you: 'You',
  chat_your_message: 'Your message',
  chat_placeholder: 'Write a message…',
  chat_send: 'Send',
  chat_sending: 'Sending…',
  chat_not_sent: 'Not sent.',
  chat_try_again: 'Try again',
  chat_discard: 'Discard',
  chat_typing: '{who} is writing…',
  chat_reconnecting: 'Connection lost. Trying again…',
  answer_source: 'From the article',
  message_deleted: 'This message was deleted.',
  message_edited: 'edited',
  choose_one: 'Choose one',
  did_it_help: 'Did this help?',
  helped: 'Yes, this helped',
  did_not_help: 'No, this did not help',
  rating_label: 'Your rating',
  rating_stars: '{count} of 5',
  thank_you: 'Thank you.',
  guest_name: 'Guest {name}',

  // Why a page refuses what it was sent.
  error_empty: 'There is nothing in this message.',
  error_too_long: 'This message is too long: at most {max} characters.',
  error_too_many: 'Too much is being sent from here at once. Please try again in {wait}.',
  error_unavailable: 'We could not take this in. Nothing is lost: please try again.',
  error_malformed: 'We could not read this request. Go back, reload the page, and try again.',
  error_from_elsewhere: 'This was sent from a page that is not ours. Open the chat itself, and send it there.',
  error_method: 'Nothing here can be used in this way.',
  error_too_large: 'That is more than we can take at once. Send it in parts.',
  error_on_our_side: 'Something went wrong on our side. Nothing you sent before is lost; please try again.',
  refused_title: 'This did not work',

  // Longer conversations.
  show_earlier: 'Show earlier messages',
  show_newest: 'Back to the newest messages',
  show_all: 'Show the whole message',
};

/** What a phrase is called, the same in every language. */
export type PhraseKey = keyof typeof ENGLISH;

/** Everything that customers are told, in one language. */
export type Phrases = Readonly<Record<PhraseKey, string>>;
