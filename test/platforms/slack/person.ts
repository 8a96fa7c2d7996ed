/** A person in the workspace: what they do in Slack's client and what they see there. */

import type { Clock } from '../../../src/ports/clock.ts';
import { elementsOf } from './block-kit.ts';
import type { AttemptOutcome } from './deliveries.ts';
import type { Events } from './events.ts';
import type { Feed } from './feed.ts';
import { type FieldValue, fillIn, stateOf } from './form.ts';
import type { Identifiers } from './identifiers.ts';
import type { Interactions, SubmitOutcome } from './interactions.ts';
import { newFile, removeFile } from './methods/files.ts';
import { fromTyped, richTextOf } from './mrkdwn.ts';
import { type ShownMessage, type ShownView, showMessage, showView } from './shown.ts';
import type { Block, EphemeralMessage, SlackChannel, SlackMessage, SlackUser, SlackView } from './types.ts';
import { isReply } from './wire.ts';
import { directMessage, type Workspace } from './workspace.ts';

/** Which message: any object that says the channel and the timestamp. */
export type MessageRef = Pick<SlackMessage, 'channel' | 'ts'>;

export interface Person {
  readonly id: string;
  readonly name: string;
  /** The direct messages with the app. */
  directMessage(): SlackChannel;
  /** Types `text`: `@name`, `#channel` and addresses become what Slack's client makes of them. */
  writes(
    channel: SlackChannel,
    text: string,
    options?: { thread?: string; files?: { name: string; content: string | Buffer; type?: string }[] },
  ): SlackMessage;
  /** Sends whatever a message can be: these fields, beside what every message has. */
  sends(channel: SlackChannel, fields: Readonly<Record<string, unknown>>): SlackMessage;
  edits(message: MessageRef, text: string): void;
  /** Deletes a file, wherever it was shown. */
  deletesFile(fileId: string): void;
  deletes(message: MessageRef): void;
  reacts(message: MessageRef, emoji: string): void;
  takesBack(message: MessageRef, emoji: string): void;
  joins(channel: SlackChannel): void;
  leaves(channel: SlackChannel): void;
  opensHome(tab?: 'home' | 'messages'): void;
  /** The messages of a channel as this person sees them, oldest first, without replies. */
  sees(channel: SlackChannel): ShownMessage[];
  /** The messages of a thread, its first one included. */
  seesThread(message: MessageRef): ShownMessage[];
  home(): ShownView | undefined;
  /** The topmost modal. */
  modal(): ShownView | undefined;
  /** What the app says it is doing in a thread, such as that it is typing. */
  seesStatus(message: MessageRef): string | undefined;
  /** Presses a button of a message; resolves once the app has acknowledged, or three seconds have gone by. */
  presses(message: MessageRef, actionId: string): Promise<AttemptOutcome>;
  /** Chooses in a menu of a message. */
  chooses(message: MessageRef, actionId: string, value: FieldValue): Promise<AttemptOutcome>;
  pressesInModal(actionId: string): Promise<AttemptOutcome>;
  choosesInModal(actionId: string, value: FieldValue): Promise<AttemptOutcome>;
  pressesAtHome(actionId: string): Promise<AttemptOutcome>;
  /** Types into a menu of the topmost modal that the app fills; the labels it offers. */
  searches(actionId: string, query: string): Promise<string[]>;
  /** Fills in the topmost modal, by block id, and submits it. */
  submits(values?: Record<string, FieldValue>): Promise<SubmitOutcome>;
  closesModal(): Promise<AttemptOutcome | undefined>;
  runs(command: string, text: string, channel: SlackChannel): Promise<AttemptOutcome>;
  usesShortcut(callbackId: string, message?: MessageRef): Promise<AttemptOutcome>;
  /** An admin deactivates this person's account. */
  isDeactivated(): void;
}

export interface PersonOptions {
  workspace: Workspace;
  feed: Feed;
  events: Events;
  interactions: Interactions;
  ids: Identifiers;
  clock: Clock;
  url: string;
  commands: readonly string[];
}

/** The person that a user's record stands for. */
export function createPerson(user: SlackUser, options: PersonOptions): Person {
  const { workspace, feed, events, interactions, ids, clock } = options;

  function channelOf(message: MessageRef): SlackChannel {
    const channel = workspace.channels.find((other) => other.id === message.channel);
    if (channel === undefined) throw new Error(`There is no channel ${message.channel}.`);
    return memberOf(channel);
  }

  function memberOf(channel: SlackChannel): SlackChannel {
    if (!channel.members.has(user.id)) throw new Error(`${user.name} is not in ${channel.name}.`);
    return channel;
  }

  function found(message: MessageRef): SlackMessage | EphemeralMessage {
    const messages = [
      ...channelOf(message).messages,
      ...workspace.ephemerals.filter(({ seenBy }) => seenBy === user.id),
    ];
    const current = messages.find((other) => other.ts === message.ts);
    if (current === undefined) throw new Error(`${user.name} sees no message ${message.ts}.`);
    return current;
  }

  function own(message: MessageRef): SlackMessage {
    const current = found(message);
    if (current.user !== user.id) throw new Error(`${user.name} did not write that message.`);
    return current;
  }

  function topmost(): SlackView {
    const view = workspace.modals.get(user.id)?.at(-1);
    if (view === undefined) throw new Error(`${user.name} has no modal open.`);
    return view;
  }

  function shown(channel: SlackChannel, belongs: (message: SlackMessage) => boolean): ShownMessage[] {
    const mine = workspace.ephemerals.filter((message) => message.seenBy === user.id && message.channel === channel.id);
    return [...memberOf(channel).messages, ...mine]
      .filter(belongs)
      .sort((one, other) => (one.ts < other.ts ? -1 : 1))
      .map((message) => showMessage(workspace, message));
  }

  function typed(text: string): Pick<SlackMessage, 'text' | 'blocks'> {
    const sent = fromTyped(workspace, text);
    return { text: sent, blocks: [richTextOf(sent, ids.secret(5))] };
  }

  return {
    id: user.id,
    name: user.name,
    directMessage: () => directMessage(workspace, ids, clock, user.id),
    writes(channel, text, { thread, files = [] } = {}) {
      const attached = files.map((given) => {
        const content = Buffer.from(given.content);
        const { name, type } = given;
        const made = { id: ids.id('F'), name, size: content.length, url: options.url, at: clock.now(), user: user.id };
        const file = newFile(workspace, type === undefined ? made : { ...made, type });
        workspace.files.set(file.id, { file, content, sharedIn: [] });
        return file;
      });
      return feed.write(memberOf(channel), {
        user: user.id,
        ...typed(text),
        client_msg_id: ids.uuid(),
        ...(thread === undefined ? {} : { thread_ts: thread }),
        ...(attached.length === 0 ? {} : { files: attached, subtype: 'file_share' }),
      });
    },
    sends: (channel, fields) => feed.write(memberOf(channel), { user: user.id, text: '', ...fields }),
    deletesFile: (fileId) => removeFile(workspace, feed, fileId),
    edits: (message, text) => void feed.change(channelOf(message), own(message).ts, user.id, typed(text)),
    deletes: (message) => feed.remove(channelOf(message), own(message).ts),
    reacts: (message, emoji) => feed.react(channelOf(message), message.ts, user.id, emoji),
    takesBack: (message, emoji) => feed.takeBackReaction(channelOf(message), message.ts, user.id, emoji),
    joins: (channel) => feed.join(channel, user.id),
    leaves: (channel) => feed.leave(channel, user.id),
    opensHome(tab = 'home') {
      const view = workspace.homes.get(user.id);
      const channel = directMessage(workspace, ids, clock, user.id).id;
      const shownHome = tab === 'home' && view !== undefined ? { view } : {};
      events.elsewhere('app_home_opened', { type: 'app_home_opened', user: user.id, channel, tab, ...shownHome });
    },
    sees: (channel) => shown(channel, (message) => !isReply(message) || message.subtype === 'thread_broadcast'),
    seesThread: (message) =>
      shown(channelOf(message), (other) => other.ts === message.ts || other.thread_ts === message.ts),
    home: () => optionalView(workspace, workspace.homes.get(user.id)),
    modal: () => optionalView(workspace, workspace.modals.get(user.id)?.at(-1)),
    seesStatus: (message) => workspace.statuses.get(`${message.channel} ${message.ts}`),
    presses: async (message, actionId) => interactions.onMessage(user, found(message), actionId, {}),
    chooses: async (message, actionId, value) => {
      const current = found(message);
      return interactions.onMessage(user, current, actionId, stateOf(elementIn(current.blocks ?? [], actionId), value));
    },
    pressesInModal: async (actionId) => interactions.onView(user, topmost(), actionId, {}),
    choosesInModal: async (actionId, value) => {
      const view = topmost();
      return interactions.onView(user, view, actionId, stateOf(elementIn(view.blocks, actionId), value));
    },
    pressesAtHome: async (actionId) => {
      const view = workspace.homes.get(user.id);
      if (view === undefined) throw new Error(`${user.name} has seen no App Home.`);
      return interactions.onView(user, view, actionId, {});
    },
    searches: async (actionId, query) => {
      const offered = await interactions.suggest(user, topmost(), actionId, query);
      return offered.map((option) => (option.text as { text: string }).text);
    },
    submits: async (values = {}) => {
      const view = topmost();
      fillIn(view, values);
      return interactions.submit(user, view);
    },
    closesModal: async () => interactions.close(user, topmost()),
    runs: async (command, text, channel) => {
      if (!options.commands.includes(command)) throw new Error(`${command} is not a valid command.`);
      return interactions.command(user, memberOf(channel), command, text);
    },
    usesShortcut: async (callbackId, message) =>
      interactions.shortcut(user, callbackId, message === undefined ? undefined : found(message)),
    isDeactivated() {
      user.deactivated = true;
      events.elsewhere('user_change', { type: 'user_change', user: { id: user.id, name: user.name, deleted: true } });
    },
  };
}

function elementIn(blocks: Block[], actionId: string): Block {
  const element = blocks.flatMap(elementsOf).find((other) => other.action_id === actionId);
  if (element === undefined) throw new Error(`There is no element ${actionId} to use.`);
  return element;
}

function optionalView(workspace: Workspace, view: SlackView | undefined): ShownView | undefined {
  return view === undefined ? undefined : showView(workspace, view);
}
