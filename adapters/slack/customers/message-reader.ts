import type { InboundBody } from '../../../src/domain/inbound.ts';
import type { Attachment } from '../../../src/domain/message.ts';
import type { SlackIdentity } from '../gateway.ts';
import { mentionsIn, toReadableText, withoutMention } from '../message-text.ts';
import type { UserDirectory } from '../people.ts';
import type { MessageEvent, MessageFile } from './message-events.ts';

export interface MessageReader {
  bodyOf(event: MessageEvent): Promise<InboundBody>;
}

/** Reads messages as the desk understands them: plain text, people by their names. */
export function createMessageReader(options: { people: UserDirectory; identity(): SlackIdentity }): MessageReader {
  const { people, identity } = options;

  const textOf = async (mrkdwn: string): Promise<string> => {
    const addressed = withoutMention(mrkdwn, identity().botUserId);
    const mentioned = await Promise.all(mentionsIn(addressed).map((id) => people.get(id)));
    const names = new Map(mentioned.map(({ id, name }) => [id, name]));
    return toReadableText(addressed, (id) => names.get(id)).trim();
  };
  return {
    async bodyOf({ kind, ts: messageKey, text, files }) {
      if (kind === 'delete') return { kind, messageKey };
      const readable = await textOf(text);
      if (kind === 'edit') return { kind, messageKey, text: readable };
      const attachments = files.map((file) => toAttachment(file, identity().teamId));
      // Nothing but the bot's name: whoever calls it wants to know what it can do.
      if (readable === '' && attachments.length === 0) {
        return { kind: 'command', messageKey, command: 'help', argument: '' };
      }
      return { kind, messageKey, text: readable, attachments };
    },
  };
}

function toAttachment({ id, name, mimetype, size }: MessageFile, account: string): Attachment {
  return {
    channel: 'slack',
    account,
    key: id,
    name: name || id,
    mediaType: mimetype ?? undefined,
    sizeBytes: size ?? undefined,
  };
}
