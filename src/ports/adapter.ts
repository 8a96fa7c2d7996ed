/** The port through which the product knows a chat platform: an adapter says here all that anybody else needs to know of it. */

import type { z } from 'zod';
import type { Phrases } from '../domain/phrases.ts';
import type { PublicMessage } from '../domain/public-message.ts';
import type { Channel, ChannelStatus, OpenAttachmentAnywhere } from './channel.ts';
import type { Clock } from './clock.ts';
import type { KeyValueStore } from './key-values.ts';
import type { StaffPlatform, StaffThreadAddress } from './staff-platform.ts';

/**
 * One chat platform. It is loaded with every command, so that what is heavy, such as the platform's SDK, is imported only by
 * `create`, `check` and `guide`.
 */
export interface AdapterDefinition<Environment extends z.ZodRawShape, Settings extends z.ZodRawShape> {
  /** The channel's name in addresses, and that of the adapter's section in desk.yaml: lower case, never changed. */
  name: string;
  /** As people write it. */
  title: string;
  /** Whom it connects, for `relaydesk setup --help`. */
  summary: string;
  /** The variables it reads, each described. */
  environment: Environment;
  /** The variable without which the platform is not connected. */
  connectedBy: keyof Environment & string;
  /** The variables whose values are never told. */
  secrets: readonly (keyof Environment & string)[];
  /** Its section of desk.yaml, each key described. */
  settings: Settings;
  settingsDescription: string;
  /** What is wrong with these variables taken together; undefined where nothing is. */
  contradiction?(environment: z.output<z.ZodObject<Environment>>, publicUrl: string | undefined): string | undefined;
  /** Connects nothing yet. */
  create(options: AdapterOptions<Environment, Settings>): Promise<CreatedAdapter>;
  /** Asks nothing of the platform yet. */
  check(options: CheckOptions<Environment, Settings>): AdapterCheck;
  guide: {
    options: readonly GuideOption[];
    /** How the platform is connected, step by step; a text is printed as it is. */
    describe(options: GuideOptions<Environment, Settings>): Promise<Guide | string>;
  };
}

/** Any adapter: what it is given has been validated by its own schemas. */
export type Adapter = AdapterDefinition<z.ZodRawShape, z.ZodRawShape>;

/** The definition itself, with the types of its own variables and settings. */
export function defineAdapter<Environment extends z.ZodRawShape, Settings extends z.ZodRawShape>(
  definition: AdapterDefinition<Environment, Settings>,
): AdapterDefinition<Environment, Settings> {
  return definition;
}

interface Configuration<Environment extends z.ZodRawShape, Settings extends z.ZodRawShape> {
  environment: z.output<z.ZodObject<Environment>>;
  settings: z.output<z.ZodObject<Settings>>;
}

/** What an adapter is made of. */
export interface AdapterOptions<Environment extends z.ZodRawShape, Settings extends z.ZodRawShape>
  extends Configuration<Environment, Settings> {
  clock: Clock;
  deskName: string;
  /** Where the desk is reached from outside, without a slash at the end; undefined where it is not. */
  publicUrl: string | undefined;
  /** Where staff find the console; undefined where nobody outside reaches it. */
  consoleUrl: string | undefined;
  /** The address of a help article; undefined where nobody outside reaches it. */
  articleUrl(locale: string, articleId: string): string | undefined;
  /** The locales the desk answers in, its default first. */
  locales(): string[];
  /** What customers are told in a locale, whatever that is; not in Markdown where nothing else is said of it. */
  phrasesIn(locale: string): Phrases;
  /** Opens a file wherever it is kept. */
  openAttachment: OpenAttachmentAnywhere;
  history: ChannelHistory;
  /** What the adapter remembers beyond its process. */
  keyValues: KeyValueStore;
  onPublicMessage: OnPublicMessage;
  /** Told whenever the connection's state changes. */
  report(status: ChannelStatus): void;
  /** Told of what went wrong beside sending; never with a secret in it. */
  reportError(error: unknown): void;
}

/**
 * Told of what people write among themselves in the public channels that the adapter's `listen_to` names: each message once or more
 * often, as it was first written, and none that is for the bot or by one. Never waits, never throws, and is never answered.
 */
export type OnPublicMessage = (message: PublicMessage) => void;

/** What the desk remembers, for an adapter that has to catch up on what it missed, or to tell what concerns the desk. */
export interface ChannelHistory {
  /** Whether anything of the conversation under this key has been taken in. */
  hasConversation(account: string, conversationKey: string): Promise<boolean>;
  /** When the latest event of the channel's customers happened, in epoch milliseconds; undefined before the first. */
  lastEventAt(): Promise<number | undefined>;
  /** The same of what staff do. */
  lastStaffEventAt(): Promise<number | undefined>;
  /** The keys of the channel's conversations in which something happened of late. */
  activeConversations(): Promise<string[]>;
  /** Where the tickets in progress are shown to staff. */
  activeStaffThreads(): Promise<StaffThreadAddress[]>;
}

/** What a channel for customers alone asks for. */
export type CustomerHistory = Pick<ChannelHistory, 'hasConversation' | 'lastEventAt' | 'activeConversations'>;

/** What speaks to the platform. */
export interface CreatedAdapter {
  channel: Channel;
  /** Whether the platform allows one receiver only, so that one process at a time may start the channel. */
  isExclusive: boolean;
  /** Where staff work, if they do so on this platform; it is started before the channel. */
  staffPlatform?: StaffPlatform;
  /** What answers the requests that the platform sends to the desk, below the desk's public address. */
  webhook?: { path: string; handleRequest(request: Request): Promise<Response> };
}

/** What an adapter is checked with. */
export interface CheckOptions<Environment extends z.ZodRawShape, Settings extends z.ZodRawShape>
  extends Configuration<Environment, Settings> {
  clock: Clock;
  publicUrl: string | undefined;
  /** Those that tickets may have; undefined where the content cannot be used. */
  categories: readonly string[] | undefined;
}

export interface AdapterCheck {
  /** What is at odds within the settings, connected or not. */
  warnings: readonly { text: string; advice: string }[];
  /** Where the platform is, for people. */
  address: string;
  /** Resolves when the platform is there at all, whatever it thinks of the desk. @throws when it is not */
  reach(signal: AbortSignal): Promise<void>;
  /** Asks the platform whether the desk has all it needs there; changes nothing. */
  ask(): Promise<PlatformFact[]>;
}

/** One thing that was looked at on a platform; `todo` says how to mend what is not right. */
export interface PlatformFact {
  ok: boolean;
  what: string;
  todo?: string;
}

/** An option of `relaydesk setup <platform>`, as Commander writes it: `--application <id>`. */
export interface GuideOption {
  flags: string;
  description: string;
  /** What a value has to match, and what is said of one that does not. */
  value?: { pattern: RegExp; advice: string };
}

/** What a guide is written with. Variables that cannot be used are left out: what is set in part is no mistake yet. */
export interface GuideOptions<Environment extends z.ZodRawShape, Settings extends z.ZodRawShape> {
  environment: Partial<z.output<z.ZodObject<Environment>>>;
  settings: z.output<z.ZodObject<Settings>>;
  deskName: string;
  /** The options that were given, by their names. */
  given: Readonly<Record<string, string | boolean | undefined>>;
  /** @throws ConfigError where there is no address (https://…) that a platform would call */
  publicUrl(): string;
  /** Those that tickets may have. */
  categories(): Promise<string[]>;
}

/** How a chat platform is connected, step by step. */
export interface Guide {
  title: string;
  steps: GuideStep[];
}

export interface GuideStep {
  title: string;
  /** Prose, its lines no longer than a terminal's. */
  text?: string;
  /** To be copied as it is. */
  copy?: string;
}
