/** The format of an article: `knowledge/<locale>/<article-id>.md`, Markdown with front matter. */

import { z } from 'zod';
import { ARTICLE_AUDIENCES, ARTICLE_KINDS } from '../domain/content.ts';
import { lineText } from './text-schema.ts';

/** What stands between the two lines of `---` at the top of an article. */
export const frontMatterSchema = z
  .strictObject({
    title: lineText(200).describe('What the article answers, best as the question a customer would ask.'),
    alternates: z.array(lineText(500)).default([]).describe('Other ways customers ask for it, in their own words.'),
    tags: z.array(lineText(60)).default([]).describe('Words that group articles.'),
    category: lineText(40)
      .refine(fitsButton, 'must be short enough for a button: at most 50 bytes')
      .optional()
      .describe('What the article is listed under in /help, such as Delivery.'),
    kind: z
      .enum(ARTICLE_KINDS)
      .default('faq')
      .describe('faq: its opening answers; guide: with its list of steps; video: with the link to the video.'),
    audience: z
      .enum(ARTICLE_AUDIENCES)
      .default('customers')
      .describe('staff: never shown to customers, only suggested to agents.'),
    updated: z.iso
      .date('must be a day such as 2026-10-01')
      .describe('The day of the last change of substance, as YYYY-MM-DD.'),
  })
  .describe('The front matter of a help article.');

/** Platforms count what a button carries in bytes of UTF-8. */
function fitsButton(text: string): boolean {
  return Buffer.byteLength(text) <= 50;
}

/** An article file cut into its two parts. */
export interface ArticleParts {
  /** The YAML, with empty lines in front so that its lines are numbered as in the file. */
  frontMatter: string;
  body: string;
  /** The 1-based line on which `body` starts. */
  bodyLine: number;
}

/** The parts of an article file, or why it cannot be cut into them. */
export function splitArticle(text: string): ArticleParts | { reason: string } {
  const lines = text.split('\n');
  if (!isFence(lines[0]))
    return { reason: 'the file has to start with a line of only ---, followed by title: and updated:' };
  const close = lines.findIndex((line, index) => index > 0 && isFence(line));
  if (close === -1) return { reason: 'a second line of only --- has to end the part with title: and updated:' };
  const isBlank = (line: string) => line.trim() === '';
  const bodyStart = lines.findIndex((line, index) => index > close && !isBlank(line));
  const bodyIndex = bodyStart === -1 ? close : bodyStart;
  return {
    frontMatter: `\n${lines.slice(1, close).join('\n')}\n`,
    body: bodyStart === -1 ? '' : lines.slice(bodyStart).join('\n').trimEnd(),
    bodyLine: bodyIndex + 1,
  };
}

function isFence(line: string | undefined): boolean {
  return line?.trimEnd() === '---';
}
