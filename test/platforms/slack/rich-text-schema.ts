/** The schema of formatted text (docs.slack.dev/reference/block-kit/blocks/rich-text-block). */

import { anything, boolean, byType, integer, list, object, oneOf, string } from './schema.ts';

const LONGEST_TEXT = 13_200;
const kind = { type: anything };
const style = object({}, { bold: boolean, italic: boolean, strike: boolean, code: boolean });
const richText = object({ ...kind, text: string(LONGEST_TEXT) }, { style });
const richLink = object({ ...kind, url: string(3000) }, { text: string(LONGEST_TEXT, 0), style, unsafe: boolean });
const richInline = list(
  byType({
    text: richText,
    link: richLink,
    emoji: object({ ...kind, name: string(255) }, { unicode: string(255), skin_tone: integer(1, 6), style }),
    user: object({ ...kind, user_id: string(255) }, { style }),
    channel: object({ ...kind, channel_id: string(255) }, { style }),
    usergroup: object({ ...kind, usergroup_id: string(255) }, { style }),
    broadcast: object({ ...kind, range: oneOf('here', 'channel', 'everyone') }, { style }),
    date: object(
      { ...kind, timestamp: anything, format: string(255) },
      { url: string(3000), fallback: string(255), style },
    ),
    color: object({ ...kind, value: string(255) }),
  }),
  Number.POSITIVE_INFINITY,
  0,
);
const richSection = object({ ...kind, elements: richInline });
/** A part of a `rich_text` block: a section, a quote, something preformatted, or a list. */
export const RICH_TEXT_PART = byType({
  rich_text_section: richSection,
  rich_text_quote: object({ ...kind, elements: richInline }, { border: integer(0, 1) }),
  rich_text_preformatted: object(
    { ...kind, elements: list(byType({ text: richText, link: richLink }), Number.POSITIVE_INFINITY, 0) },
    { border: integer(0, 1), language: string(255) },
  ),
  rich_text_list: object(
    {
      ...kind,
      style: oneOf('bullet', 'ordered'),
      elements: list(byType({ rich_text_section: richSection }), Number.POSITIVE_INFINITY, 0),
    },
    { indent: integer(0, 8), offset: integer(0, 9_999), border: integer(0, 1) },
  ),
});
