/** One message of Telegram at a time: posts, changes and deletes it. */

import type { Attachment, OutgoingMessage } from '../../../src/domain/message.ts';
import { fillPlain, type Phrases } from '../../../src/domain/phrases.ts';
import { DeliveryError, type OpenAttachmentAnywhere } from '../../../src/ports/channel.ts';
import { type Run, toPlainText } from '../../shared/formatted-text.ts';
import type { PhrasesIn } from '../../shared/presentation.ts';
import type { Destination } from '../conversation-key.ts';
import { isFailure } from '../failures.ts';
import { fromMessageKey, toMessageKey } from '../message-key.ts';
import type { SentMessages } from '../sent-messages.ts';
import type { TelegramApi } from '../telegram-api.ts';
import { MAX_FILE_BYTES, safeName, UnsendableFile, uploadAttachment } from './files.ts';
import type { Keyboard } from './keyboard.ts';
import { appendLine, type Part, toHtml } from './presentation.ts';
import type { ChatCalls } from './rate-limits.ts';

/** Where a message goes, what it answers and which buttons it has. */
export interface Placement {
  to: Destination;
  /** The key of a message, which may be gone. */
  replyTo: string | undefined;
  keyboard: Keyboard;
}

/** Each waits for its turn; they fail with a TelegramFailure or a DeliveryError. */
export interface MessageClient {
  /** Resolves to the message's key. A file that cannot be sent is replaced by a line that says so. */
  post(part: Part, message: OutgoingMessage, at: Placement): Promise<string>;
  editText(to: Destination, messageKey: string, runs: Run[], keyboard: Keyboard): Promise<void>;
  /** Changes the text under a file, or that of the line which took the file's place. */
  editCaption(to: Destination, messageKey: string, runs: Run[], keyboard: Keyboard): Promise<void>;
  /** Shows that somebody is writing; never fails. */
  showTyping(to: Destination): void;
  /** The file that a message shows, as `nameOfFile` names it; undefined where it shows none, or nobody remembers. */
  fileOf(to: Destination, messageKey: string): Promise<string | undefined>;
  /** One that is gone already counts as deleted. */
  remove(to: Destination, messageKey: string): Promise<void>;
}

export interface MessageClientOptions {
  api: TelegramApi;
  chatCalls: ChatCalls;
  openAttachment: OpenAttachmentAnywhere;
  phrasesIn: PhrasesIn;
  sentMessages: SentMessages;
  reportError(error: unknown): void;
}

/** Telegram has no codes of its own for these. */
const NOT_MODIFIED = /message is not modified/;
const GONE = /message to delete not found|MESSAGE_ID_INVALID/;
const TOO_OLD = /message can't be deleted/;
const NO_CAPTION = /there is no caption in the message to edit/;

const NO_PREVIEW = { link_preview_options: { is_disabled: true } } as const;

export function createMessageClient(options: MessageClientOptions): MessageClient {
  const { api, sentMessages, reportError } = options;
  const { inChat, currentOf } = options.chatCalls;

  const editText: MessageClient['editText'] = (to, messageKey, runs, keyboard) => {
    const { chatId, messageId } = fromMessageKey(messageKey, to.chatId);
    const values = { chat_id: chatId, message_id: messageId, ...NO_PREVIEW, ...toMarkup(keyboard) };
    return inChat(chatId, () =>
      withPlainFallback(runs, (content) => api.call('editMessageText', { ...content, ...values })).then(
        ignore,
        ignoreUnmodified,
      ),
    );
  };

  return {
    post: createPost(options),
    editText,

    async editCaption(to, messageKey, runs, keyboard) {
      const { chatId, messageId } = fromMessageKey(messageKey, to.chatId);
      const content = { caption: toHtml(runs), parse_mode: 'HTML' as const, ...toMarkup(keyboard) };
      const values = { chat_id: chatId, message_id: messageId, ...content };
      try {
        await inChat(chatId, () => api.call('editMessageCaption', values).then(ignore, ignoreUnmodified));
      } catch (error) {
        if (!isRefusal(error, NO_CAPTION)) throw error;
        await editText(to, messageKey, runs, keyboard);
      }
    },

    showTyping({ chatId, topicId }) {
      const inTopic = topicId === undefined ? {} : { message_thread_id: topicId };
      currentOf(chatId)
        .then((chat_id) => api.call('sendChatAction', { chat_id, ...inTopic, action: 'typing' }))
        .catch(reportError);
    },

    fileOf(to, messageKey) {
      const { chatId, messageId } = fromMessageKey(messageKey, to.chatId);
      return sentMessages.fileOf(chatId, messageId);
    },

    remove(to, messageKey) {
      const { chatId, messageId } = fromMessageKey(messageKey, to.chatId);
      return inChat(chatId, () =>
        api.call('deleteMessage', { chat_id: chatId, message_id: messageId }).then(ignore, (error: unknown) => {
          if (isRefusal(error, GONE)) return;
          if (!isRefusal(error, TOO_OLD)) throw error;
          const words = 'Telegram lets a bot delete its messages for 48 hours only';
          throw new DeliveryError('refused', words, { cause: error });
        }),
      );
    },
  };
}

/** Puts one part of a message into a chat, wherever its people talk now. */
function createPost(options: MessageClientOptions): MessageClient['post'] {
  const { api, chatCalls, sentMessages, phrasesIn, reportError } = options;

  const postText = async (chatId: string, runs: Run[], at: Placement): Promise<number> => {
    const sent = await withPlainFallback(runs, (content) =>
      api.call('sendMessage', { chat_id: chatId, ...content, ...NO_PREVIEW, ...toValues(at, chatId) }),
    );
    return sent.message_id;
  };
  const postFile = async (
    chatId: string,
    { attachment, caption }: Extract<Part, { kind: 'file' }>,
    message: OutgoingMessage,
    at: Placement,
  ): Promise<number> => {
    const values = { chat_id: chatId, caption: toHtml(caption), parse_mode: 'HTML', ...toValues(at, chatId) };
    try {
      return await uploadAttachment(options, attachment, values);
    } catch (error) {
      if (!isRefused(error) && !(error instanceof UnsendableFile)) throw error;
      reportError(error);
      return postText(chatId, appendLine(caption, lineFor(attachment, error, phrasesIn(message.locale))), at);
    }
  };

  return (part, message, at) =>
    chatCalls.withPeopleOf(at.to.chatId, async (chatId) => {
      const isText = part.kind === 'text';
      const messageId = await (isText ? postText(chatId, part.runs, at) : postFile(chatId, part, message, at));
      const sent = { topicId: at.to.topicId, file: isText ? undefined : part.attachment };
      // It has arrived, whether or not that can be noted.
      await sentMessages.note(chatId, messageId, sent).catch(reportError);
      return toMessageKey(messageId, chatId, at.to.chatId);
    });
}

/** A text as one call carries it. */
interface Content {
  text: string;
  parse_mode?: 'HTML';
}

/** A refused text was certainly not taken, so it may be tried without formats. */
async function withPlainFallback<Result>(runs: Run[], call: (content: Content) => Promise<Result>): Promise<Result> {
  try {
    return await call({ text: toHtml(runs), parse_mode: 'HTML' });
  } catch (error) {
    if (!isRefused(error) || isRefusal(error, NOT_MODIFIED)) throw error;
    return call({ text: toPlainText(runs) });
  }
}

function toValues({ to, replyTo, keyboard }: Placement, chatId: string) {
  const answered = replyTo === undefined ? undefined : fromMessageKey(replyTo, to.chatId);
  return {
    ...(to.topicId === undefined ? {} : { message_thread_id: to.topicId }),
    // A message of before the group moved has a number that another may have now.
    ...(answered?.chatId === chatId
      ? { reply_parameters: { message_id: answered.messageId, allow_sending_without_reply: true } }
      : {}),
    ...toMarkup(keyboard),
  };
}

function toMarkup(keyboard: Keyboard) {
  return keyboard.length > 0 ? { reply_markup: { inline_keyboard: keyboard } } : {};
}

function lineFor(attachment: Attachment, error: unknown, phrases: Phrases): string {
  const isTooLarge = error instanceof UnsendableFile && error.isTooLarge;
  const line = isTooLarge ? phrases.file_too_large : phrases.file_not_sent;
  return fillPlain(line, { name: safeName(attachment.name), limit: MAX_FILE_BYTES / 1024 / 1024 });
}

/** Refused as it is, and not because the chat has moved. */
function isRefused(error: unknown): boolean {
  return isFailure(error, 'bad_request') && error.migratedTo === undefined;
}

function isRefusal(error: unknown, words: RegExp): boolean {
  return isFailure(error, 'bad_request') && words.test(error.message);
}

function ignore(): void {}

function ignoreUnmodified(error: unknown): void {
  if (!isRefusal(error, NOT_MODIFIED)) throw error;
}
