/** Block Kit as Slack's client lays it out, part by part. */

import { z } from 'zod';
import { type Control, type Part, plainText, type Run, webAddress } from './place.ts';
import { readSlackMarks } from './slack-marks.ts';

type NameOf = (id: string) => string | undefined;

const words = z.object({ type: z.string().default('plain_text'), text: z.string() });
const choice = z.object({ text: words });
const control = z.object({
  type: z.string(),
  text: words.optional(),
  style: z.enum(['primary', 'danger']).optional(),
  placeholder: words.optional(),
  options: z.array(choice).default([]),
  option_groups: z.array(z.object({ options: z.array(choice) })).default([]),
  initial_value: z.string().default(''),
  initial_option: choice.optional(),
  multiline: z.boolean().default(false),
});
const stretch = z.object({
  type: z.string(),
  text: z.string().optional(),
  url: z.string().default(''),
  user_id: z.string().default(''),
  usergroup_id: z.string().default(''),
  range: z.string().default(''),
  name: z.string().default(''),
  timestamp: z.number().default(0),
  style: z.object({ bold: z.boolean(), italic: z.boolean(), code: z.boolean() }).partial().default({}),
});
const richLine = z.object({ type: z.string(), elements: z.array(stretch) });
const richList = z.object({ type: z.literal('rich_text_list'), elements: z.array(richLine) });
const block = z.discriminatedUnion('type', [
  z.object({ type: z.literal('header'), text: words }),
  z.object({ type: z.literal('divider') }),
  z.object({ type: z.literal('markdown'), text: z.string() }),
  z.object({ type: z.literal('context'), elements: z.array(words) }),
  z.object({ type: z.literal('actions'), elements: z.array(control) }),
  z.object({
    type: z.literal('section'),
    text: words.optional(),
    fields: z.array(words).default([]),
    accessory: control.optional(),
  }),
  z.object({ type: z.literal('input'), label: words, hint: words.optional(), element: control }),
  z.object({ type: z.literal('rich_text'), elements: z.array(z.union([richList, richLine])) }),
]);
type Block = z.infer<typeof block>;

/** The blocks in parts; a block that is not known here is left out. `nameOf` names people and groups. */
export function readBlocks(blocks: readonly unknown[], nameOf: NameOf): Part[] {
  return blocks.flatMap((given) => {
    const known = block.safeParse(given);
    return known.success ? readBlock(known.data, nameOf) : [];
  });
}

function readBlock(given: Block, nameOf: NameOf): Part[] {
  switch (given.type) {
    case 'header':
      return [{ kind: 'header', runs: readWords(given.text) }];
    case 'divider':
      return [{ kind: 'divider' }];
    case 'markdown':
      return [{ kind: 'text', runs: readSlackMarks(given.text, []) }];
    case 'context':
      return [{ kind: 'remark', runs: given.elements.flatMap(readWords) }];
    case 'actions':
      return [{ kind: 'controls', rows: [given.elements.map(readControl)] }];
    case 'section':
      return [
        {
          kind: 'row',
          runs: given.text === undefined ? [] : readWords(given.text),
          fields: given.fields.map(readWords),
          control: given.accessory && readControl(given.accessory),
        },
      ];
    case 'input':
      return [readField(given)];
    case 'rich_text':
      return given.elements.map((part) => readRichPart(part, nameOf));
  }
}

/** Links and marks count in mrkdwn alone. */
function readWords({ type, text }: z.infer<typeof words>): Run[] {
  if (type !== 'mrkdwn') return plainText(text);
  const links: { url: string; label: string }[] = [];
  const shown = text.replace(/<(https?:[^|>]+)(?:\|([^>]+))?>/g, (_whole, url: string, label = url) => {
    links.push({ url, label });
    return label;
  });
  return readSlackMarks(shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'), links);
}

function readControl({ type, text, style, placeholder, ...offered }: z.infer<typeof control>): Control {
  const choices = [...offered.options, ...offered.option_groups.flatMap(({ options }) => options)];
  const common = { style: style ?? 'plain', choices: choices.map((one) => one.text.text) } as const;
  if (type === 'overflow') return { kind: 'more', label: '⋯', ...common };
  if (type === 'button') return { kind: 'button', label: text?.text ?? '', ...common };
  return { kind: 'menu', label: placeholder?.text ?? 'Choose', ...common };
}

function readField({ label, hint, element }: Extract<Block, { type: 'input' }>): Part {
  return {
    kind: 'field',
    label: label.text,
    hint: hint?.text ?? '',
    value: element.initial_value || (element.initial_option?.text.text ?? ''),
    isLong: element.multiline,
  };
}

function readRichPart(part: z.infer<typeof richLine> | z.infer<typeof richList>, nameOf: NameOf): Part {
  const list = richList.safeParse(part);
  if (list.success) return { kind: 'list', items: list.data.elements.map((item) => readStretches(item, nameOf)) };
  const kind = part.type === 'rich_text_quote' ? 'quote' : 'text';
  return { kind, runs: readStretches(richLine.parse(part), nameOf) };
}

function readStretches({ type, elements }: z.infer<typeof richLine>, nameOf: NameOf): Run[] {
  return elements.map(({ style, ...element }) => ({
    text: readStretch(element, nameOf),
    format:
      type === 'rich_text_preformatted' || style.code
        ? 'code'
        : style.bold || element.type === 'user'
          ? 'bold'
          : style.italic
            ? 'italic'
            : 'plain',
    href: element.type === 'link' ? webAddress(element.url) : undefined,
  }));
}

function readStretch(element: Omit<z.infer<typeof stretch>, 'style'>, nameOf: NameOf): string {
  switch (element.type) {
    case 'user':
      return `@${nameOf(element.user_id) ?? 'somebody'}`;
    case 'usergroup':
      return `@${nameOf(element.usergroup_id) ?? 'a group'}`;
    case 'broadcast':
      return `@${element.range}`;
    case 'emoji':
      return `:${element.name}:`;
    case 'date':
      return momentOf(element.timestamp);
    default:
      return element.text ?? element.url;
  }
}

/** In the server's own time zone, as the viewer's Slack would say it. */
function momentOf(seconds: number): string {
  const moment = new Date(seconds * 1_000);
  const time = moment.toTimeString().slice(0, 5);
  const isToday = moment.toDateString() === new Date().toDateString();
  return isToday ? `today at ${time}` : `${moment.toDateString().slice(4, 10)} at ${time}`;
}
