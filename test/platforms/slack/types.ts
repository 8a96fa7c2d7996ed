/** What Slack's wire carries, as far as the platform speaks it. */

export type Json = Record<string, unknown>;

/** A block or block element: its fields depend on `type`. */
export interface Block {
  type: string;
  block_id?: string;
  [field: string]: unknown;
}

export interface SlackReaction {
  name: string;
  users: string[];
  count: number;
}

export interface SlackFile {
  id: string;
  created: number;
  timestamp: number;
  name: string;
  title: string;
  mimetype: string;
  filetype: string;
  user: string;
  size: number;
  mode: 'hosted' | 'tombstone';
  is_external: false;
  is_public: boolean;
  url_private: string;
  url_private_download: string;
  permalink: string;
}

/** A message as history shows it, with the channel it is in. */
export interface SlackMessage {
  channel: string;
  type: 'message';
  subtype?: string;
  user: string;
  text: string;
  ts: string;
  team?: string;
  client_msg_id?: string;
  bot_id?: string;
  app_id?: string;
  username?: string;
  blocks?: Block[];
  attachments?: Json[];
  files?: SlackFile[];
  reactions?: SlackReaction[];
  edited?: { user: string; ts: string };
  thread_ts?: string;
  parent_user_id?: string;
  metadata?: Json;
  streaming_state?: 'in_progress' | 'completed';
  hidden?: boolean;
}

export type ChannelKind = 'channel' | 'group' | 'im';

export interface SlackChannel {
  id: string;
  name: string;
  kind: ChannelKind;
  created: number;
  creator: string;
  members: Set<string>;
  archived: boolean;
  topic: string;
  messages: SlackMessage[];
}

export interface SlackUser {
  id: string;
  name: string;
  realName: string;
  email: string;
  locale: string;
  timeZone: string;
  bot: boolean;
  admin: boolean;
  deactivated: boolean;
  updated: number;
}

export interface SlackUserGroup {
  id: string;
  handle: string;
  name: string;
  users: string[];
}

export interface SlackView extends Json {
  id: string;
  type: 'modal' | 'home';
  callback_id: string;
  external_id: string;
  private_metadata: string;
  hash: string;
  blocks: Block[];
  state: { values: Record<string, Record<string, Json>> };
}

/** A message that one user alone sees, until they reload. */
export interface EphemeralMessage extends SlackMessage {
  seenBy: string;
}
