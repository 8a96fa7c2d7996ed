/** The modal in which a reply is written: with what is kept for use again, and how the customer will see it. */

import type { types } from '@slack/bolt';
import { channelName } from '../../../../src/domain/channel-name.ts';
import { languageName } from '../../../../src/domain/staff-wording.ts';
import type { PreparedReply, TicketCard } from '../../../../src/ports/staff-platform.ts';
import { messageBlocks } from '../../rich-text.ts';
import type { FormContext } from '../../wire.ts';
import { type Block, bold, contextLine, cutText, line, plain, quote, richText, words } from '../blocks.ts';
import { formView, LONGEST_FIELD } from './forms.ts';

/** The callback id of the modal. */
export const REPLY_FORM = 'form:reply';
/** The menu that puts something into the reply. */
export const INSERT_ACTION = 'form:insert';
/** The button that shows what the customer will see. */
export const PREVIEW_ACTION = 'form:preview';

const CUT = `✂️ Cut: a form holds ${LONGEST_FIELD} characters. Send beside an article on the card sends all of it.`;
const LONGEST_LABEL = 75;
const LONGEST_SUBJECT = 300;
const MOST_OPTIONS = 100;

/** How the modal stands. */
export interface ReplyForm {
  context: FormContext;
  text: string;
  showsPreview: boolean;
}

/** The choices of what can be put into a reply, as the menu's values name them. */
export type Insertion = { kind: 'saved' | 'article'; id: string };

/** The modal as it is to be shown now. */
export function replyForm(card: TicketCard, saved: PreparedReply[], { context, text, showsPreview }: ReplyForm) {
  const { ticket } = card;
  const language = languageName(ticket.locale);
  const blocks: Block[] = [
    richText(
      line(words('To '), bold(ticket.customerName), words(` on ${channelName(ticket.channel)}`)),
      quote(cutText(ticket.subject, LONGEST_SUBJECT)),
    ),
    contextLine(`🌐 It goes out as you write it; the customer writes ${language}, and so do the saved replies`),
    textField(context, text),
    ...(text.length > LONGEST_FIELD ? [contextLine(CUT)] : []),
    { type: 'actions', block_id: 'tools', elements: [...insertMenu(card, saved), previewButton()] },
    ...(showsPreview ? previewBlocks(card, text) : []),
  ];
  return formView({ callbackId: REPLY_FORM, title: 'Reply', submit: 'Send', context, blocks });
}

/** Slack keeps what was typed into a field of the same name, so a field filled by the desk gets a new one. */
export function textFieldId({ revision }: FormContext): string {
  return `text-${revision}`;
}

/** What a choice in the menu names; undefined for anything else. */
export function fromInsertValue(value: string): Insertion | undefined {
  const [, kind, id] = /^(saved|article) (.+)$/.exec(value) ?? [];
  return id !== undefined && (kind === 'saved' || kind === 'article') ? { kind, id } : undefined;
}

function textField(context: FormContext, text: string): types.InputBlock {
  return {
    type: 'input',
    block_id: textFieldId(context),
    label: plain('Your reply'),
    hint: plain('**bold**, *italic*, [words](https://…) and lists are shown as such'),
    element: {
      type: 'plain_text_input',
      action_id: 'text',
      multiline: true,
      max_length: LONGEST_FIELD,
      focus_on_load: true,
      ...(text === '' ? {} : { initial_value: cutText(text, LONGEST_FIELD) }),
    },
  };
}

function insertMenu({ articles }: TicketCard, saved: PreparedReply[]): types.StaticSelect[] {
  const groups = [
    { label: 'Saved replies', options: saved.map(({ id, title }) => option('saved', id, title)) },
    {
      label: 'Articles',
      options: articles
        .filter(({ forStaff }) => !forStaff)
        .map(({ articleId, title }) => option('article', articleId, title)),
    },
  ].filter(({ options }) => options.length > 0);
  if (groups.length === 0) return [];
  const option_groups = groups.map(({ label, options }) => ({
    label: plain(label),
    options: options.slice(0, MOST_OPTIONS),
  }));
  const placeholder = plain('Insert a saved reply or an article');
  return [{ type: 'static_select', action_id: INSERT_ACTION, placeholder, option_groups }];
}

function option(kind: Insertion['kind'], id: string, title: string): types.PlainTextOption {
  return { text: plain(title, LONGEST_LABEL), value: `${kind} ${id}` };
}

function previewButton(): types.Button {
  return { type: 'button', action_id: PREVIEW_ACTION, text: plain('Preview') };
}

function previewBlocks({ ticket }: TicketCard, text: string): Block[] {
  const blocks = messageBlocks(text);
  const name = ticket.customerName;
  return [
    { type: 'divider' },
    ...(blocks.length === 0
      ? [contextLine('Nothing is written yet.')]
      : [contextLine(`👀 What ${name} will see`), ...blocks]),
  ];
}
