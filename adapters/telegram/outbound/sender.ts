import type { OutgoingMessage } from '../../../src/domain/message.ts';
import { DeliveryError, type MessageKeys } from '../../../src/ports/channel.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Run } from '../../shared/formatted-text.ts';
import { sendFurther } from '../../shared/further-parts.ts';
import type { ArticleUrl, PhrasesIn } from '../../shared/presentation.ts';
import type { Destination } from '../conversation-key.ts';
import { toDeliveryError, toPartialDelivery } from '../failures.ts';
import { nameOfFile } from '../sent-messages.ts';
import { buildKeyboard, type Keyboard } from './keyboard.ts';
import type { MessageClient, Placement } from './message-client.ts';
import { type Part, presentCaption, presentMessage, presentTexts, type Setting } from './presentation.ts';

export interface SenderOptions {
  messageClient: MessageClient;
  clock: Clock;
  articleUrl: ArticleUrl;
  phrasesIn: PhrasesIn;
  reportError(error: unknown): void;
}

/** All fail only with a DeliveryError. */
export interface Sender {
  send(to: Destination, message: OutgoingMessage): Promise<MessageKeys>;
  edit(to: Destination, messageKeys: MessageKeys, message: OutgoingMessage): Promise<MessageKeys>;
  remove(to: Destination, messageKeys: readonly string[]): Promise<void>;
}

/** Sends, changes and takes back messages of one or several parts, with the buttons under the last. */
export function createSender(options: SenderOptions): Sender {
  const { messageClient, clock, articleUrl, phrasesIn, reportError } = options;

  const settingOf = ({ isGroup }: Destination): Setting => ({ articleUrl, phrasesIn, isPublic: isGroup });
  const keyboardOf = (message: OutgoingMessage): Keyboard => {
    const { keyboard, tooLong } = buildKeyboard(message);
    if (tooLong.length > 0) {
      reportError(new Error(`Telegram cannot carry these choices, so they are not offered: ${tooLong.join(', ')}`));
    }
    return keyboard;
  };
  const postParts = createPartSender(messageClient, clock);

  const remove = async (to: Destination, messageKeys: readonly string[]): Promise<void> => {
    for (const messageKey of messageKeys) await messageClient.remove(to, messageKey).catch(throwDeliveryError);
  };
  /** Shows a text anew that was shown in these messages; resolves to those that it stands in from now on. */
  const editTexts = async (
    to: Destination,
    shown: readonly string[],
    message: OutgoingMessage,
    keyboard: Keyboard,
  ): Promise<string[]> => {
    const texts = presentTexts(message, settingOf(to));
    // First, as it is what Telegram may refuse: then nothing has changed.
    await remove(to, shown.slice(texts.length));
    const kept = shown.slice(0, texts.length);
    for (const [index, messageKey] of kept.entries()) {
      const buttons = index === texts.length - 1 ? keyboard : [];
      await messageClient.editText(to, messageKey, texts[index] ?? [], buttons).catch(throwDeliveryError);
    }
    const further = texts.slice(kept.length).map((runs) => ({ kind: 'text' as const, runs }));
    return [...kept, ...(await postParts(further, message, { to, replyTo: undefined, keyboard }))];
  };
  const presentCaptionOf = (to: Destination, message: OutgoingMessage): Run[] => {
    const caption = presentCaption(message, settingOf(to));
    if (caption !== undefined) return caption;
    throw new DeliveryError('refused', 'The text is too long to stand under a file of Telegram');
  };

  return {
    async send(to, message) {
      const replyTo = message.answersKey ?? (to.isGroup ? message.replyToKey : undefined);
      const at = { to, replyTo, keyboard: keyboardOf(message) };
      return toMessageKeys(await postParts(presentMessage(message, settingOf(to)), message, at));
    },
    async edit(to, messageKeys, message) {
      const { texts, files, removed } = await findParts(messageClient, to, messageKeys, message);
      const [first, ...further] = files;
      const keyboard = keyboardOf(message);
      const caption = texts.length === 0 && first !== undefined ? presentCaptionOf(to, message) : undefined;
      await remove(to, removed);
      if (first === undefined || caption === undefined) {
        return toMessageKeys([...(await editTexts(to, texts, message, first === undefined ? keyboard : [])), ...files]);
      }
      const buttons = further.length === 0 ? keyboard : [];
      await messageClient.editCaption(to, first, caption, buttons).catch(throwDeliveryError);
      return [first, ...further];
    },
    remove,
  };
}

/** The messages that a message was sent as. */
interface SentParts {
  texts: string[];
  files: string[];
  /** Those whose file the message does not have any more. */
  removed: string[];
}

/** Of what nobody remembers, the last ones are the files. @throws DeliveryError */
async function findParts(
  messageClient: MessageClient,
  to: Destination,
  messageKeys: MessageKeys,
  { attachments }: OutgoingMessage,
): Promise<SentParts> {
  const looking = Promise.all(messageKeys.map((messageKey) => messageClient.fileOf(to, messageKey)));
  const shown = await looking.catch((cause: unknown) => {
    throw new DeliveryError('unavailable', 'What the message shows cannot be looked up now', { cause });
  });
  if (shown.every((file) => file === undefined)) {
    const textCount = messageKeys.length - Math.min(attachments.length, messageKeys.length);
    return { texts: messageKeys.slice(0, textCount), files: messageKeys.slice(textCount), removed: [] };
  }
  const wanted = attachments.map(nameOfFile);
  const parts: SentParts = { texts: [], files: [], removed: [] };
  for (const [index, messageKey] of messageKeys.entries()) {
    const file = shown[index];
    const at = file === undefined ? -1 : wanted.indexOf(file);
    if (at >= 0) wanted.splice(at, 1);
    parts[file === undefined ? 'texts' : at >= 0 ? 'files' : 'removed'].push(messageKey);
  }
  return parts;
}

function toMessageKeys(keys: string[]): MessageKeys {
  const [first, ...rest] = keys;
  if (first === undefined) throw new DeliveryError('unknown', 'The message had no parts');
  return [first, ...rest];
}

/** Changing or taking back the same message again changes nothing more. */
function throwDeliveryError(error: unknown): never {
  throw toDeliveryError(error, true);
}

/**
 * Posts the parts of a message one after the other, the first as the answer, the last with the buttons; resolves to their keys.
 * @throws DeliveryError
 */
type PostParts = (parts: Part[], message: OutgoingMessage, at: Placement) => Promise<string[]>;

function createPartSender(messageClient: MessageClient, clock: Clock): PostParts {
  return async (parts, message, { to, replyTo, keyboard }) => {
    const keys: string[] = [];
    for (const [index, part] of parts.entries()) {
      const isFirst = index === 0;
      const isLast = index === parts.length - 1;
      const at = { to, replyTo: isFirst ? replyTo : undefined, keyboard: isLast ? keyboard : [] };
      try {
        const post = (): Promise<string> => messageClient.post(part, message, at);
        keys.push(await (isFirst ? post() : sendFurther(clock, toDeliveryError, post)));
      } catch (error) {
        throw isFirst ? toDeliveryError(error) : toPartialDelivery(error, index, parts.length);
      }
    }
    return keys;
  };
}
