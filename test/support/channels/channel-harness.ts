/** What the contract of the Channel port needs of a platform: a customer, what they see, and ways to make it fail. */

import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { CustomerCommand } from '../../../src/domain/customer-commands.ts';
import type { ConversationAddress, InboundBody } from '../../../src/domain/inbound.ts';
import type { OutgoingMessage } from '../../../src/domain/message.ts';
import type { Channel, MessageKeys } from '../../../src/ports/channel.ts';
import type { RequestFault } from '../../platforms/shared/faults.ts';
import type { ScriptedDesk } from './scripted-desk.ts';

/** How a bench begins: connected, or with an address where nothing answers, or with a token the platform does not know. */
export type Situation = 'connected' | 'unreachable' | 'wrong token';

/** A channel on its platform, with somebody there and a desk behind it. */
export interface ChannelHarness {
  readonly channel: Channel;
  readonly desk: ScriptedDesk;
  readonly kim: HarnessCustomer;
  /** Somebody else, with a hostile name. */
  readonly lu: HarnessCustomer;
  /** Kim's conversation with the bot alone. */
  readonly direct: ConversationAddress;
  /** What must never be told, logged or shown. */
  readonly secrets: readonly string[];
  /** What calls people and places on this platform, as its users would type or forge it. */
  readonly mentions: readonly string[];
  /** The key of a file that is no longer there. */
  readonly goneFileKey: string;
  /** Starts the channel once more and waits until it is connected. */
  connect(): Promise<void>;
  /** Sends as the desk does, to Kim directly unless said otherwise. */
  send(message: OutgoingMessage, to?: ConversationAddress): Promise<MessageKeys>;
  edit(keys: MessageKeys, message: OutgoingMessage): Promise<MessageKeys>;
  remove(keys: MessageKeys): Promise<void>;
  /** The bot's messages that stand in a conversation, oldest first. */
  sees(where?: ConversationAddress): Promise<Shown[]>;
  /** Resolves to what Kim sees once it fits, now or later. */
  shows(fits: (shown: Shown[]) => boolean): Promise<Shown[]>;
  /** Has the channel show that somebody writes; resolves once it can be seen. */
  showsTyping(): Promise<void>;
  /** Resolves once the desk has been told all that happened. */
  settled(): Promise<void>;
  /** Does something that the platform then tells twice; resolves when it has. */
  twice(act: () => Promise<void>): Promise<void>;
  /** What goes wrong with the next request of this kind. */
  meets(request: 'send' | 'edit' | 'remove' | 'open', fault: RequestFault): void;
  /** From now on messages to Kim are refused. */
  refusesMessages(): void;
  /** What the platform has told the bot so far, as it stood on the wire. */
  told(): readonly object[];
  /** The platform tells the bot something that nobody did, in such words. */
  tells(packet: unknown): void;
  /** What platforms have told, or could, that nobody expects. */
  readonly strange: readonly object[];
  /** The connection to the platform breaks off. */
  breaksConnection(): void;
  close(): Promise<void>;
}

/** What somebody does on the platform. Messages go by the keys that the desk knows them by. */
export interface HarnessCustomer {
  /** As the platform knows and names them. */
  readonly key: string;
  readonly name: string;
  says(text: string, where?: ConversationAddress): Promise<void>;
  /** Asks where everybody reads it, in the way that platform has for asking the bot. */
  asksInPublic(text: string): Promise<void>;
  sendsFile(file: HarnessFile, words?: string): Promise<void>;
  edits(messageKey: string, text: string): Promise<void>;
  deletes(messageKey: string, where?: ConversationAddress): Promise<void>;
  presses(messageKey: string, label: string, where?: ConversationAddress): Promise<void>;
  reacts(messageKey: string, emoji: HarnessEmoji): Promise<void>;
  takesBack(messageKey: string, emoji: HarnessEmoji): Promise<void>;
  /** Uses one of the desk's commands in the conversation with the bot alone. */
  commands(command: CustomerCommand, argument?: string): Promise<void>;
}

/** Some of the emoji that every platform with reactions has. */
export type HarnessEmoji = '👍' | '🎉' | '🔥';

/** A file as a person sends it. */
export interface HarnessFile {
  name: string;
  mediaType: string;
  bytes: Buffer;
}

/** A format as every platform may show it. */
export type ShownFormat = 'bold' | 'italic' | 'strike' | 'code' | 'code block' | 'quote';

/** One message, or one part of a long one, as people see it. */
export interface Shown {
  /** The platform's id of it, as a message's keys name it. */
  key: string;
  /** Who the platform itself shows as its author, where that is anybody but the bot. */
  byline: string;
  text: string;
  /** Its formats, each once; anything the contract has no word for under the platform's own. */
  formats: (ShownFormat | (string & {}))[];
  /** Where the links lead that are not bare addresses. */
  links: string[];
  /** Who is notified. */
  pings: string[];
  buttons: { label: string; isGiven: boolean }[];
  /** A file that cannot be opened has no bytes. */
  files: { name: string; bytes: Buffer | undefined }[];
}

/** The kinds of what a customer does, and what each brings. */
export type BodyOf<Kind extends InboundBody['kind']> = Extract<InboundBody, { kind: Kind }>;

const GIVEN_MARK = / ✓$/;

/** A button by its label, with the mark of a given score taken off. */
export function toShownButton(label: string): Shown['buttons'][number] {
  return { label: label.replace(GIVEN_MARK, ''), isGiven: GIVEN_MARK.test(label) };
}

/** The place of the button with this label, whether or not its score is given. @throws where there is none */
export function indexOfButton(labels: string[], wanted: string): number {
  const index = labels.findIndex((label) => toShownButton(label).label === wanted);
  if (index < 0) throw new Error(`There is no button "${wanted}" but ${labels.join(', ') || 'none'}`);
  return index;
}

/** An address on this machine where nothing answers. */
export async function findNowhere(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

/** What somebody calls themselves who means no good. */
export const HOSTILE_NAME = 'Lu\u202E\u0007 <b>@everyone</b>';

/** Nothing is held back for being too much. */
export const UNLIMITED = { perSecond: Number.POSITIVE_INFINITY, perDestinationPerSecond: Number.POSITIVE_INFINITY };

/** Where the articles of the desk stand. */
export function articleUrl(locale: string, articleId: string): string {
  return `https://shop.example/help/${locale}/${articleId}`;
}
