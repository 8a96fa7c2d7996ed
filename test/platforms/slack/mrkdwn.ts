/** Slack's message text: how what a person types becomes it, how the server keeps it, and how a reader sees it. */

import type { Block, Json } from './types.ts';
import type { Workspace } from './workspace.ts';

/** What a reader makes of a message's text. */
export interface Reading {
  /** The text as read, mentions as names and links as their labels. */
  text: string;
  /** Who is notified: user names, group handles, and `here`, `channel` or `everyone`. */
  pings: string[];
  links: { url: string; label: string }[];
}

const BROADCASTS = ['here', 'channel', 'everyone'];
/** A mention (`<@U1>`, `<#C1|help>`, `<!here>`) or a link: what has neither a sign nor a scheme is only text. */
const CONTROL = /<([@#!]|(?=[a-z][a-z\d+.-]*:))([^<>|]+)(?:\|([^<>]*))?>/gi;
const BARE_URL = /(^|[^\w@/])(https?:\/\/(?:(?!&(?:lt|gt);)[^\s<>|)])+)/g;

/** What Slack's own client sends for what a person typed: everything escaped, except mentions and addresses it knows. */
export function fromTyped(workspace: Workspace, typed: string): string {
  return linkAddresses(escapeText(typed))
    .replace(/(^|\s)@([\w.-]+\w)/g, (whole, before: string, name: string) => {
      const mention = mentionOf(workspace, name);
      return mention === undefined ? whole : `${before}${mention}`;
    })
    .replace(/(^|\s)#([\w-]+)/g, (whole, before: string, name: string) => {
      const channel = workspace.channels.find((other) => other.name === name && other.kind !== 'im');
      return channel === undefined ? whole : `${before}<#${channel.id}|${channel.name}>`;
    });
}

/** What the server keeps of an app's text: stray control characters escaped, bare addresses linked. */
export function asStored(text: string): string {
  const pieces: string[] = [];
  let end = 0;
  for (const match of text.matchAll(CONTROL)) {
    pieces.push(linkAddresses(escapeStray(text.slice(end, match.index))), match[0]);
    end = match.index + match[0].length;
  }
  pieces.push(linkAddresses(escapeStray(text.slice(end))));
  return pieces.join('');
}

/** Reads mrkdwn as Slack's client shows it. */
export function readMrkdwn(workspace: Workspace, text: string): Reading {
  const reading: Reading = { text: '', pings: [], links: [] };
  const shown = text.replace(CONTROL, (whole, sign: string, target: string, label: string | undefined) =>
    sign === '' ? readLink(reading, target, label) : readControl(workspace, reading, sign, target, label ?? whole),
  );
  reading.text = unescapeText(shown);
  return reading;
}

/** The `rich_text` block that Slack's client sends beside the text of a typed message. */
export function richTextOf(text: string, blockId: string): Block {
  const elements: Json[] = [];
  let end = 0;
  for (const match of text.matchAll(CONTROL)) {
    if (match.index > end) elements.push({ type: 'text', text: unescapeText(text.slice(end, match.index)) });
    elements.push(richElement(match[1] ?? '', match[2] ?? ''));
    end = match.index + match[0].length;
  }
  if (end < text.length) elements.push({ type: 'text', text: unescapeText(text.slice(end)) });
  return { type: 'rich_text', block_id: blockId, elements: [{ type: 'rich_text_section', elements }] };
}

function richElement(sign: string, target: string): Json {
  if (sign === '@') return { type: 'user', user_id: target };
  if (sign === '#') return { type: 'channel', channel_id: target };
  if (sign === '') return { type: 'link', url: unescapeText(target) };
  if (target.startsWith('subteam^')) return { type: 'usergroup', usergroup_id: target.slice('subteam^'.length) };
  return { type: 'broadcast', range: target };
}

function readLink(reading: Reading, target: string, label: string | undefined): string {
  const url = unescapeText(target);
  reading.links.push({ url, label: unescapeText(label ?? target) });
  return label ?? target;
}

function readControl(workspace: Workspace, reading: Reading, sign: string, target: string, label: string): string {
  if (sign === '#') return `#${workspace.channels.find((channel) => channel.id === target)?.name ?? 'unknown'}`;
  if (sign === '@') {
    const user = workspace.users.get(target);
    if (user === undefined) return '@unknown';
    reading.pings.push(user.name);
    return `@${user.name}`;
  }
  if (target.startsWith('subteam^')) {
    const group = workspace.userGroups.find((other) => other.id === target.slice('subteam^'.length));
    if (group === undefined) return '@unknown';
    reading.pings.push(group.handle);
    return `@${group.handle}`;
  }
  if (!BROADCASTS.includes(target)) return label;
  reading.pings.push(target);
  return `@${target}`;
}

function mentionOf(workspace: Workspace, name: string): string | undefined {
  if (BROADCASTS.includes(name)) return `<!${name}>`;
  const user = [...workspace.users.values()].find((other) => other.name === name);
  if (user !== undefined) return `<@${user.id}>`;
  const group = workspace.userGroups.find((other) => other.handle === name);
  return group === undefined ? undefined : `<!subteam^${group.id}>`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function escapeStray(text: string): string {
  return text
    .replace(/&(?!amp;|lt;|gt;)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function linkAddresses(text: string): string {
  return text.replace(BARE_URL, (_whole, before: string, url: string) => `${before}<${url}>`);
}
