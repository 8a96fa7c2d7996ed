import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { StaffThreadAddress } from '../../../src/ports/staff-platform.ts';
import { type Block, plain } from './blocks.ts';

/** What a modal remembers of why it was opened. */
export interface FormContext {
  ticketId: string;
  /** The message that is changed or taken back. */
  messageId: string | undefined;
  /** The article that was put into the reply. */
  articleId: string | undefined;
  /** Where its user is told of what comes of it; undefined for one opened in App Home. */
  staffThread: StaffThreadAddress | undefined;
  /** How often the desk has filled its text. */
  revision: number;
}

const LONGEST_TITLE = 24;

/** A modal that remembers why it was opened. */
export function formView(options: {
  callbackId: string;
  title: string;
  submit: string;
  context: FormContext;
  blocks: Block[];
}): types.ModalView {
  return {
    type: 'modal',
    callback_id: options.callbackId,
    title: plain(options.title, LONGEST_TITLE),
    submit: plain(options.submit, LONGEST_TITLE),
    close: plain('Cancel'),
    private_metadata: JSON.stringify(options.context),
    blocks: options.blocks,
  };
}

const contextSchema = z.object({
  ticketId: z.string(),
  messageId: z.string().optional(),
  articleId: z.string().optional(),
  staffThread: z.object({ channelKey: z.string(), threadKey: z.string() }).optional(),
  revision: z.number(),
});

/** @throws ZodError for what no form of the desk has written */
export function parseFormContext(privateMetadata: string): FormContext {
  const { messageId, articleId, staffThread, ...rest } = contextSchema.parse(JSON.parse(privateMetadata));
  return { ...rest, messageId, articleId, staffThread: staffThread };
}

/** What stands in a modal's fields, by block and then by element. */
export type FieldValues = Record<string, Record<string, FieldValue>>;

interface FieldValue {
  value?: string | null | undefined;
  selected_option?: { value: string } | null | undefined;
  selected_user?: string | null | undefined;
  selected_date_time?: number | null | undefined;
}

/** The field of a block that holds one. */
export function fieldIn(values: FieldValues, blockId: string): FieldValue {
  return Object.values(values[blockId] ?? {})[0] ?? {};
}
