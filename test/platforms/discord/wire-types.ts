/** The shapes of the API's objects, with plain numbers and texts where its types have enums. */

import type {
  APIAttachment,
  APIDMChannel,
  APIGuild,
  APIGuildMember,
  APIMessage,
  APIRole,
  APITextChannel,
  APIThreadChannel,
  APIThreadMember,
  APIUser,
} from 'discord.js';
import type { Component } from './component-form.ts';
import type { Embed } from './message-form.ts';

type Plain<T> = T extends string
  ? string
  : T extends number
    ? number
    : T extends (infer Item)[]
      ? Plain<Item>[]
      : T extends object
        ? { [Key in keyof T]: Plain<T[Key]> }
        : T;

export type WireUser = Plain<APIUser>;
export type WireMember = Plain<APIGuildMember>;
export type WireBareMember = Omit<WireMember, 'user'>;
export type WireThreadMember = Plain<APIThreadMember>;
export type WireDirectMessageChannel = Omit<Plain<APIDMChannel>, 'name'>;
export type WireGuildChannel = Plain<APITextChannel>;
export type WireThread = Plain<APIThreadChannel>;
export type WireChannel = WireDirectMessageChannel | WireGuildChannel | WireThread;
export type WireGuild = Plain<APIGuild>;
export type WireRole = Plain<APIRole>;
export type WireAttachment = Plain<APIAttachment>;
/** A message; embeds and components stand as they were sent. */
export type WireMessage = Omit<
  Plain<
    Omit<
      APIMessage,
      'embeds' | 'components' | 'thread' | 'resolved' | 'poll' | 'referenced_message' | 'interaction_metadata'
    >
  >,
  never
> & {
  embeds: Embed[];
  components: Component[];
  thread?: WireThread;
  referenced_message?: WireMessage | null;
  interaction_metadata?: {
    id: string;
    type: number;
    user: WireUser;
    authorizing_integration_owners: object;
    name?: string;
  };
};
