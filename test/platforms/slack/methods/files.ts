/** files.*: an upload is announced, sent to an address of its own, and then completed. */

import { ApiError, schemaError } from '../api-error.ts';
import { optionalText, requiredText, structured } from '../arguments.ts';
import type { Feed } from '../feed.ts';
import type { Method, MethodContext } from '../method.ts';
import { asStored } from '../mrkdwn.ts';
import type { Json, SlackChannel, SlackFile } from '../types.ts';
import type { Workspace } from '../workspace.ts';
import { authorship } from './chat.ts';

export const FILE_METHODS: Record<string, Method> = {
  'files.getUploadURLExternal': {
    scopes: ['files:write'],
    tier: 'tier4',
    formOnly: true,
    run(args, { workspace, ids, clock, url }) {
      const name = requiredText(args, 'filename');
      const size = Number(requiredText(args, 'length'));
      if (!(size > 0)) throw schemaError('invalid_arguments', ['must be greater than 0 [json-pointer:/length]']);
      const file = newFile(workspace, { id: ids.id('F'), name, size, url, at: clock.now() });
      workspace.files.set(file.id, { file, content: Buffer.alloc(0), sharedIn: [] });
      return { upload_url: `${url}/upload/v1/${file.id}`, file_id: file.id };
    },
  },
  'files.completeUploadExternal': {
    scopes: ['files:write'],
    tier: 'tier4',
    run(args, context) {
      const files = uploadedFiles(args, context);
      const named = optionalText(args, 'channel_id') ?? optionalText(args, 'channels');
      const channels = (named?.split(',') ?? []).map((id) => memberChannel(id, context));
      for (const channel of channels) share(args, context, channel, files);
      return { files };
    },
  },
  'files.info': {
    scopes: ['files:read'],
    tier: 'tier4',
    formOnly: true,
    run(args, { workspace }) {
      const stored = storedFile(workspace, requiredText(args, 'file'));
      const shares: Record<'public' | 'private', Record<string, Json[]>> = { public: {}, private: {} };
      for (const message of stored.sharedIn) {
        const channel = workspace.channels.find((other) => other.id === message.channel);
        const kind = channel?.kind === 'channel' ? 'public' : 'private';
        const entry = { ts: message.ts, ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }) };
        shares[kind][message.channel] = [...(shares[kind][message.channel] ?? []), entry];
      }
      return { file: { ...stored.file, shares }, comments: [], response_metadata: { next_cursor: '' } };
    },
  },
  'files.delete': {
    scopes: ['files:write'],
    tier: 'tier3',
    run(args, { workspace, feed }) {
      const { file } = storedFile(workspace, requiredText(args, 'file'));
      removeFile(workspace, feed, file.id);
      return {};
    },
  },
};

/** A file's record, of the app unless `user` says otherwise. */
export function newFile(
  workspace: Workspace,
  made: { id: string; name: string; size: number; url: string; at: number; user?: string; type?: string },
): SlackFile {
  const seconds = Math.floor(made.at / 1000);
  const path = `${made.url}/files-pri/${workspace.team.id}-${made.id}`;
  const extension = made.name.includes('.') ? (made.name.split('.').at(-1) ?? '') : '';
  return {
    id: made.id,
    created: seconds,
    timestamp: seconds,
    name: made.name,
    title: made.name,
    mimetype: made.type ?? TYPES[extension] ?? 'application/octet-stream',
    filetype: extension || 'binary',
    user: made.user ?? workspace.app.botUser.id,
    size: made.size,
    mode: 'hosted',
    is_external: false,
    is_public: true,
    url_private: `${path}/${encodeURIComponent(made.name)}`,
    url_private_download: `${path}/download/${encodeURIComponent(made.name)}`,
    permalink: `https://${workspace.team.domain}.slack.com/files/${made.id}`,
  };
}

/** A deleted file leaves a tombstone in the messages that showed it. */
export function removeFile(workspace: Workspace, feed: Feed, fileId: string): void {
  workspace.files.delete(fileId);
  for (const channel of workspace.channels) {
    const showing = channel.messages.filter(({ files }) => files?.some(({ id }) => id === fileId));
    for (const { ts } of showing) feed.loseFile(channel, ts, fileId);
  }
}

const TYPES: Record<string, string> = {
  txt: 'text/plain',
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  pdf: 'application/pdf',
};

/** The answer names no message, because Slack answers before it has shared the files; here they are shared at once. */
function share(args: Json, context: MethodContext, channel: SlackChannel, files: SlackFile[]): void {
  const threadTs = optionalText(args, 'thread_ts');
  const message = context.feed.write(channel, {
    ...authorship({}, context),
    text: asStored(optionalText(args, 'initial_comment') ?? ''),
    files,
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
  });
  for (const file of files) context.workspace.files.get(file.id)?.sharedIn.push(message);
}

function uploadedFiles(args: Json, { workspace }: MethodContext): SlackFile[] {
  const given = structured(args, 'files', 'invalid_arguments');
  if (!Array.isArray(given) || given.length === 0)
    throw schemaError('invalid_arguments', ['missing required field: files']);
  return given.map(({ id, title }: { id?: string; title?: string }) => {
    const stored = storedFile(workspace, id ?? '');
    if (stored.content.length === 0) throw new ApiError('file_not_found');
    if (title !== undefined) stored.file.title = title;
    return stored.file;
  });
}

function memberChannel(id: string, { workspace }: MethodContext): SlackChannel {
  const channel = workspace.channels.find((other) => other.id === id);
  if (channel === undefined || !channel.members.has(workspace.app.botUser.id)) throw new ApiError('invalid_channel');
  return channel;
}

function storedFile(workspace: Workspace, id: string) {
  const stored = workspace.files.get(id);
  if (stored === undefined) throw new ApiError('file_not_found');
  return stored;
}
