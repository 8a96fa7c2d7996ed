/** What the adapter reads of Slack's objects, checked where they come in. */

import { z } from 'zod';
import { file, messageEvent, timestamp } from './wire-message.ts';

const text = z.string().nullish();
const flag = z.boolean().nullish();

const reaction = z.object({
  type: z.enum(['reaction_added', 'reaction_removed']),
  user: z.string(),
  reaction: z.string(),
  /** Whose message it is. */
  item_user: text,
  item: z.union([
    z.object({ type: z.literal('message'), channel: z.string(), ts: timestamp }),
    z.object({ type: z.enum(['file', 'file_comment']) }),
  ]),
  event_ts: timestamp,
});
/** An emoji that somebody put on a message or took away. */
export type WireReaction = z.infer<typeof reaction>;

const formContext = z.object({
  ticketId: z.string(),
  /** The message that is changed or taken back. */
  messageId: z.string().optional(),
  /** The article that was put into the reply. */
  articleId: z.string().optional(),
  /** The action that is run. */
  action: z.string().optional(),
  /** Where its user is told of what comes of it; undefined for one opened in App Home. */
  staffThread: z.object({ channelKey: z.string(), threadKey: z.string() }).optional(),
  /** How often the desk has filled its text. */
  revision: z.number(),
});
/** What a modal remembers of why it was opened. */
export type FormContext = z.infer<typeof formContext>;

/** @throws ZodError for what no form of the desk has written */
export function parseFormContext(privateMetadata: string): FormContext {
  return formContext.parse(parseJsonObject(privateMetadata));
}

const field = z.object({
  value: text,
  selected_option: z.object({ value: z.string().optional() }).nullish(),
  selected_user: text,
  selected_date_time: z.number().nullish(),
});
const view = z.object({
  id: z.string(),
  callback_id: z.string(),
  hash: z.string(),
  private_metadata: z.string(),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), field)) }),
});
/** A modal as Slack hands it back. */
export type FormState = z.infer<typeof view>;
/** What stands in a modal's field. */
export type FieldValue = z.infer<typeof field>;

const modal = view.refine(
  ({ private_metadata }) => formContext.safeParse(parseJsonObject(private_metadata)).success,
  'a form that the desk has not made',
);
const user = z.object({ id: z.string() });
const click = z.object({
  user,
  trigger_id: z.string(),
  channel: user.nullish(),
  container: z.object({ channel_id: text, message_ts: text, thread_ts: text, is_ephemeral: flag }).nullish(),
  message: z
    .object({
      ts: timestamp,
      thread_ts: timestamp.nullish(),
      text,
      blocks: z.array(z.looseObject({})).nullish(),
      edited: z.object({ ts: timestamp }).nullish(),
    })
    .nullish(),
  view: z.union([modal, view.extend({ type: z.literal('home') })]).nullish(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        action_ts: timestamp,
        value: text,
        selected_option: z.object({ value: z.string().optional() }).nullish(),
      }),
    )
    .min(1),
});
/** A button or a choice of a menu that somebody clicked. */
export type WireClick = z.infer<typeof click>;

const command = z.object({ command: z.string(), user_id: z.string(), trigger_id: z.string(), text });
/** A slash command that somebody typed. */
export type WireCommand = z.infer<typeof command>;

/** What is told of a kind of event, interaction or command. */
export const bodies: Readonly<Record<string, z.ZodType>> = {
  message: z.object({ event: messageEvent }),
  app_mention: z.object({ event: messageEvent }),
  reaction_added: z.object({ event_id: z.string(), event: reaction }),
  reaction_removed: z.object({ event_id: z.string(), event: reaction }),
  app_home_opened: z.object({ event: z.object({ user: z.string(), tab: z.string() }) }),
  event_callback: z.object({ event: z.object({ type: z.string() }) }),
  block_actions: click,
  view_submission: z.object({ user, view: modal }),
  command,
};

const page = z.object({ response_metadata: z.object({ next_cursor: text }).nullish() });
const storedMessage = z.looseObject({
  ts: timestamp,
  thread_ts: timestamp.nullish(),
  reply_count: z.number().nullish(),
  user: text,
  bot_id: text,
  text,
  files: z.array(z.looseObject({ id: z.string(), name: text })).nullish(),
  reactions: z.array(z.object({ name: z.string(), users: z.array(z.string()) })).nullish(),
  metadata: z.object({ event_type: text, event_payload: z.record(z.string(), z.unknown()).nullish() }).nullish(),
});
/** A message as the history has it. */
export type StoredMessage = z.infer<typeof storedMessage>;
const history = page.extend({ messages: z.array(storedMessage).default([]) });
const channels = page.extend({
  channels: z.array(z.object({ id: z.string(), name: text, created: z.number().nullish() })).default([]),
});
const nothing = z.object({});

const answers = {
  'apps.connections.open': nothing,
  'auth.test': z.object({
    team_id: z.string(),
    user_id: z.string(),
    bot_id: text,
    user: text,
    team: text,
    url: text,
    response_metadata: z.object({ scopes: z.array(z.string()).nullish() }).nullish(),
  }),
  'chat.delete': nothing,
  'chat.postEphemeral': nothing,
  'chat.postMessage': z.object({ ts: timestamp }),
  'chat.update': nothing,
  'assistant.threads.setStatus': nothing,
  'conversations.history': history,
  'conversations.info': z.object({ channel: z.object({ name: text }) }),
  'conversations.list': channels,
  'conversations.members': page.extend({ members: z.array(z.string()).default([]) }),
  'conversations.open': z.object({ channel: z.object({ id: z.string() }) }),
  'conversations.replies': history,
  'files.completeUploadExternal': nothing,
  'files.delete': nothing,
  'files.getUploadURLExternal': z.object({ upload_url: z.string(), file_id: z.string() }),
  'files.info': z.object({
    file: file.partial().extend({ url_private_download: text }),
  }),
  'reactions.add': nothing,
  'reactions.remove': nothing,
  'usergroups.list': z.object({
    usergroups: z.array(z.object({ id: z.string().optional(), handle: text })).default([]),
  }),
  'usergroups.users.list': z.object({ users: z.array(z.string()).default([]) }),
  'users.conversations': channels,
  'users.info': z.object({
    user: z.object({
      name: text,
      locale: text,
      is_bot: flag,
      is_admin: flag,
      is_owner: flag,
      deleted: flag,
      profile: z.object({ display_name: text, real_name: text }).nullish(),
    }),
  }),
  'views.open': nothing,
  'views.publish': nothing,
  'views.update': nothing,
};
/** The methods the adapter calls, and what it reads of what they answer. */
export type SlackMethods = { [Method in keyof typeof answers]: z.output<(typeof answers)[Method]> };
/** What a method is answered. */
export const answersByMethod: { [Method in keyof SlackMethods]: z.ZodType<SlackMethods[Method]> } = answers;

/** The object or array that a text of JSON stands for; undefined for anything else. */
export function parseJsonObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
