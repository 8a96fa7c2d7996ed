/** Messages and views as Slack's client shows them to a person. */

import { elementsOf } from './block-kit.ts';
import { type Reading, readMrkdwn } from './mrkdwn.ts';
import { isObject } from './schema.ts';
import type { Block, EphemeralMessage, SlackMessage, SlackView } from './types.ts';
import { isReply } from './wire.ts';
import type { Workspace } from './workspace.ts';

export interface ShownButton {
  text: string;
  actionId: string;
  value: string | undefined;
  style: string | undefined;
}

/** One message as a person sees it. */
export interface ShownMessage {
  ts: string;
  author: string;
  /** What is read: the blocks where there are any, else the text. */
  text: string;
  /** Whom the message notifies: names of people and groups, `here`, `channel`, `everyone`. */
  pings: string[];
  links: { url: string; label: string }[];
  buttons: ShownButton[];
  /** The reactions and how many gave each. */
  reactions: Record<string, number>;
  files: string[];
  edited: boolean;
  /** Seen by this person alone. */
  ephemeral: boolean;
  /** How many replies are in the message's thread. */
  replies: number;
}

/** A modal or App Home as a person sees it. */
export interface ShownView {
  title: string;
  text: string;
  buttons: ShownButton[];
  /** The labels of the form's fields. */
  fields: string[];
  submit: string | undefined;
}

/** The message as a person sees it. */
export function showMessage(workspace: Workspace, message: SlackMessage | EphemeralMessage): ShownMessage {
  const { text, pings, links } = readMessage(workspace, message);
  const channel = workspace.channels.find((other) => other.id === message.channel);
  return {
    ts: message.ts,
    author: message.username ?? workspace.users.get(message.user)?.name ?? 'slackbot',
    text,
    pings,
    links,
    buttons: (message.blocks ?? []).flatMap(buttonsOf),
    reactions: Object.fromEntries((message.reactions ?? []).map(({ name, count }) => [name, count])),
    files: (message.files ?? []).map((file) => file.name),
    edited: message.edited !== undefined,
    ephemeral: 'seenBy' in message,
    replies: channel?.messages.filter((other) => isReply(other) && other.thread_ts === message.ts).length ?? 0,
  };
}

/** The view as a person sees it. */
export function showView(workspace: Workspace, view: SlackView): ShownView {
  const titled = (name: string) => (isObject(view[name]) ? String(view[name].text) : undefined);
  return {
    title: titled('title') ?? '',
    text: readBlocks(workspace, view.blocks).text,
    buttons: view.blocks.flatMap(buttonsOf),
    fields: view.blocks.filter((block) => block.type === 'input').map((block) => textOf(block.label)),
    submit: titled('submit'),
  };
}

function readMessage(workspace: Workspace, message: SlackMessage): Reading {
  const typed = message.bot_id === undefined;
  if (typed || !message.blocks?.length) return readMrkdwn(workspace, message.text);
  return readBlocks(workspace, message.blocks);
}

function readBlocks(workspace: Workspace, blocks: Block[]): Reading {
  const readings = blocks.flatMap((block) => readableOf(block)).map((part) => readPart(workspace, part));
  return {
    text: readings.map((reading) => reading.text).join('\n'),
    pings: readings.flatMap((reading) => reading.pings),
    links: readings.flatMap((reading) => reading.links),
  };
}

/** The text objects of a block that are read, in order: not those of its buttons. */
function readableOf(block: Block): unknown[] {
  if (block.type === 'markdown') return [{ type: 'mrkdwn', text: block.text }];
  if (block.type === 'context') return (block.elements as unknown[]) ?? [];
  if (block.type === 'rich_text') return [{ type: 'rich_text', elements: block.elements }];
  const fields = Array.isArray(block.fields) ? block.fields : [];
  return [block.text, ...fields, block.label, block.hint].filter((part) => part !== undefined);
}

/** Nothing in plain text is a mention or a link. */
function readPart(workspace: Workspace, part: unknown): Reading {
  if (!isObject(part)) return { text: '', pings: [], links: [] };
  if (part.type === 'mrkdwn') return readMrkdwn(workspace, String(part.text));
  if (part.type === 'image') return { text: String(part.alt_text), pings: [], links: [] };
  if (part.type === 'rich_text') return readRichText(workspace, part.elements);
  return { text: textOf(part), pings: [], links: [] };
}

function readRichText(workspace: Workspace, elements: unknown): Reading {
  const reading: Reading = { text: '', pings: [], links: [] };
  const visit = (element: unknown): void => {
    if (Array.isArray(element)) return element.forEach(visit);
    if (!isObject(element)) return;
    if (element.type === 'text') reading.text += String(element.text);
    else if (element.type === 'user') ping(workspace.users.get(String(element.user_id))?.name ?? 'unknown');
    else if (element.type === 'broadcast') ping(String(element.range));
    else if (element.type === 'usergroup')
      ping(workspace.userGroups.find((group) => group.id === element.usergroup_id)?.handle ?? 'unknown');
    else if (element.type === 'date') reading.text += String(element.fallback);
    else if (element.type === 'link') {
      const url = String(element.url);
      const label = String(element.text ?? url);
      reading.links.push({ url, label });
      reading.text += label;
    } else {
      // Each section, quote and item of a list stands on lines of its own.
      if (reading.text !== '' && !reading.text.endsWith('\n')) reading.text += '\n';
      visit(element.elements);
    }
  };
  const ping = (name: string): void => {
    reading.pings.push(name);
    reading.text += `@${name}`;
  };
  visit(elements);
  return reading;
}

function buttonsOf(block: Block): ShownButton[] {
  return elementsOf(block)
    .filter((element) => element.type === 'button')
    .map((element) => ({
      text: textOf(element.text),
      actionId: String(element.action_id),
      value: element.value as string | undefined,
      style: element.style as string | undefined,
    }));
}

function textOf(value: unknown): string {
  return isObject(value) ? String(value.text) : '';
}
