/** Block Kit's schema with its limits (docs.slack.dev/reference/block-kit), for messages, modals and App Home. */

import { ApiError, schemaError } from './api-error.ts';
import { RICH_TEXT_PART } from './rich-text-schema.ts';
import {
  alternative,
  anything,
  boolean,
  byType,
  type Check,
  integer,
  isObject,
  list,
  object,
  oneOf,
  problemsOf,
  string,
} from './schema.ts';
import type { Block } from './types.ts';

export type Surface = 'message' | 'modal' | 'home';

const MOST_BLOCKS = { message: 50, modal: 100, home: 100 };
/** Observed, not documented: slackapi/bolt-js#2509. */
const MOST_BLOCK_TEXT = 13_200;
const MOST_MARKDOWN = 12_000;

/** The blocks if they are valid on the surface; throws Slack's error otherwise. */
export function parseBlocks(value: unknown, surface: Surface, pointer = '/blocks'): Block[] {
  const checkBlocks = list(byType(surface === 'modal' ? MODAL_BLOCKS : PLAIN_BLOCKS), MOST_BLOCKS[surface], 0);
  const problems = [...problemsOf(checkBlocks, value, pointer), ...repeatedIds(value, pointer)];
  if (problems.length > 0) throw schemaError(surface === 'message' ? 'invalid_blocks' : 'invalid_arguments', problems);
  const blocks = value as Block[];
  if (surface === 'message') refuseTooMuchText(blocks);
  return blocks;
}

/** Gives every block and interactive element that has no id one, as Slack does. */
export function withIds(blocks: Block[], makeId: () => string): Block[] {
  return blocks.map((block) => ({ ...block, block_id: block.block_id || makeId(), ...elementsWithIds(block, makeId) }));
}

/** The interactive elements of a block: its accessory, its elements, or its input. */
export function elementsOf(block: Block): Block[] {
  const elements = block.type === 'actions' && Array.isArray(block.elements) ? (block.elements as Block[]) : [];
  const single = [block.accessory, block.element].filter(isObject) as Block[];
  return [...elements, ...single].filter((element) => element.type !== 'image');
}

function elementsWithIds(block: Block, makeId: () => string): Partial<Block> {
  const named = (element: Block) => ({ ...element, action_id: element.action_id || makeId() });
  if (block.type === 'actions') return { elements: (block.elements as Block[]).map(named) };
  if (isObject(block.element)) return { element: named(block.element as Block) };
  const accessory = block.accessory as Block | undefined;
  return accessory !== undefined && accessory.type !== 'image' ? { accessory: named(accessory) } : {};
}

function repeatedIds(value: unknown, pointer: string): string[] {
  if (!Array.isArray(value)) return [];
  const blocks = value.filter(isObject) as Block[];
  return [
    ...repeated(blocks.map((block) => block.block_id)).map(
      (id) => `block_id "${id}" already exists for another block [json-pointer:${pointer}]`,
    ),
    ...blocks.flatMap((block, index) =>
      repeated(elementsOf(block).map((element) => element.action_id)).map(
        (id) => `action_id "${id}" already exists for another element [json-pointer:${pointer}/${index}]`,
      ),
    ),
  ];
}

function repeated(ids: unknown[]): unknown[] {
  return ids.filter((id, index) => id !== undefined && id !== '' && ids.indexOf(id) !== index);
}

function refuseTooMuchText(blocks: Block[]): void {
  const markdown = blocks.filter((block) => block.type === 'markdown').map((block) => String(block.text).length);
  const inMarkdown = markdown.reduce((sum, length) => sum + length, 0);
  if (inMarkdown > MOST_MARKDOWN || textLength(blocks) > MOST_BLOCK_TEXT) throw new ApiError('msg_blocks_too_long');
}

function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, entry) => sum + textLength(entry), 0);
  if (!isObject(value)) return 0;
  const own = typeof value.text === 'string' ? value.text.length : 0;
  return Object.values(value).reduce((sum: number, entry) => sum + textLength(entry), own);
}

function textObject(max: number, ...kinds: string[]): Check {
  return alternative(object({ type: oneOf(...kinds), text: string(max) }, { emoji: boolean, verbatim: boolean }));
}

const plain = (max: number) => textObject(max, 'plain_text');
const text = (max: number) => textObject(max, 'plain_text', 'mrkdwn');
const kind = { type: anything };

const confirmation = object(
  { title: plain(100), text: text(300), confirm: plain(30), deny: plain(30) },
  { style: oneOf('primary', 'danger') },
);
const option = object({ text: text(75), value: string(150) }, { description: text(75), url: string(3000) });
const optionGroup = object({ label: plain(75), options: list(option, 100) });
const interactive = { action_id: string(255), confirm: confirmation, focus_on_load: boolean };
const menu = { ...interactive, placeholder: plain(150) };

const button = object(
  { ...kind, text: plain(75) },
  {
    ...interactive,
    value: string(2000),
    url: string(3000),
    style: oneOf('primary', 'danger'),
    accessibility_label: string(75),
  },
);
const optionMenu = object(kind, {
  ...menu,
  options: list(option, 100),
  option_groups: list(optionGroup, 100),
  initial_option: option,
  initial_options: list(option, 100),
  max_selected_items: integer(1, 100),
});
const personMenu = object(kind, {
  ...menu,
  initial_user: string(255),
  initial_users: list(string(255), 100),
  initial_conversation: string(255),
  initial_conversations: list(string(255), 100),
  default_to_current_conversation: boolean,
  response_url_enabled: boolean,
  filter: anything,
  max_selected_items: integer(1, 100),
});
const externalMenu = object(kind, { ...menu, initial_option: option, min_query_length: integer(0, 3000) });
const choices = object(
  { ...kind, options: list(option, 10) },
  { ...interactive, initial_option: option, initial_options: list(option, 10) },
);
const overflow = object({ ...kind, options: list(option, 5) }, interactive);
const picker = object(kind, {
  ...menu,
  initial_date: string(10),
  initial_time: string(5),
  initial_date_time: integer(0, 9_999_999_999),
  timezone: string(255),
});
const image = object({ ...kind, alt_text: string(2000) }, { image_url: string(3000), slack_file: anything });
const field = object(kind, {
  ...menu,
  initial_value: string(3000, 0),
  multiline: boolean,
  min_length: integer(0, 3000),
  max_length: integer(1, 3000),
  min_value: anything,
  max_value: anything,
  is_decimal_allowed: boolean,
  dispatch_action_config: anything,
});

const ACTIONS = {
  button,
  overflow,
  static_select: optionMenu,
  multi_static_select: optionMenu,
  users_select: personMenu,
  conversations_select: personMenu,
  channels_select: personMenu,
  multi_users_select: personMenu,
  external_select: externalMenu,
  checkboxes: choices,
  radio_buttons: choices,
  datepicker: picker,
  timepicker: picker,
  datetimepicker: picker,
};
const INPUTS = {
  ...ACTIONS,
  plain_text_input: field,
  number_input: field,
  email_text_input: field,
  url_text_input: field,
};

const blockId = { block_id: string(255) };

const section: Check = (value, pointer, problems) => {
  object(kind, {
    ...blockId,
    text: text(3000),
    fields: list(text(2000), 10),
    accessory: byType({ ...ACTIONS, image }),
    expand: boolean,
  })(value, pointer, problems);
  if (isObject(value) && value.text === undefined && value.fields === undefined)
    problems.push(`missing required field: text [json-pointer:${pointer}]`);
};

const PLAIN_BLOCKS = {
  section,
  header: object({ ...kind, text: plain(150) }, blockId),
  divider: object(kind, blockId),
  context: object(
    { ...kind, elements: list(byType({ image, plain_text: text(2000), mrkdwn: text(2000) }), 10) },
    blockId,
  ),
  actions: object({ ...kind, elements: list(byType(ACTIONS), 25) }, blockId),
  image: object(
    { ...kind, alt_text: string(2000) },
    { ...blockId, image_url: string(3000), slack_file: anything, title: plain(2000) },
  ),
  markdown: object({ ...kind, text: string(MOST_MARKDOWN) }, blockId),
  rich_text: object({ ...kind, elements: list(RICH_TEXT_PART, Number.POSITIVE_INFINITY) }, blockId),
  input: object(
    { ...kind, label: plain(2000), element: byType(INPUTS) },
    { ...blockId, hint: plain(2000), optional: boolean, dispatch_action: boolean },
  ),
};
const { markdown: _messagesOnly, ...MODAL_BLOCKS } = PLAIN_BLOCKS;
