/** What notices say, from reports. */

import { measureOf } from '../../domain/measures.ts';
import type { Block, Figure, Period, Report } from '../../insights/report.ts';
import { figureWords, valueWords } from '../../insights/report-words.ts';
import type { NoticeSection, StaffNotice, StaffPicture } from '../../ports/staff-platform.ts';
import type { AlarmChange, FoundAlarm } from './alarms.ts';

/** What a notice says, before it is one. */
export type NoticeContent = Pick<StaffNotice, 'title' | 'sections' | 'notes' | 'pictures' | 'page'>;

const CHANCE =
  'What is called new differs by more than chance does in 19 weeks of 20; the rest may be chance. Few means fewer than 30.';

/** The digest of a week; undefined where its report has no figures, so that there is nothing to tell. */
export function writeDigest(report: Report, deskName: string): NoticeContent | undefined {
  const { blocks, period, timeZone } = report;
  if (!blocks.some(({ kind }) => kind === 'figures')) return undefined;
  const pictures = blocks.flatMap(pictureOf);
  const warnings = new Set(blocks.flatMap((block) => (block.kind === 'chart' ? (block.picture?.warning ?? []) : [])));
  return {
    title: `The week of ${deskName}: ${daysWords(period, timeZone)}`,
    sections: sectionsOf(blocks),
    notes: [CHANCE, ...warnings],
    pictures,
    page: { path: '/console/insights/overview?days=7', text: 'All figures, and what each means' },
  };
}

/** What a look at the desk's health has changed; undefined where that is nothing. */
export function writeAlarms({ begun, over }: AlarmChange): NoticeContent | undefined {
  if (begun.length === 0 && over.length === 0) return undefined;
  const sections = [
    { heading: 'New', lines: begun.map(({ text }) => text) },
    {
      heading: 'Over for a week: within what chance does, or too little to tell',
      lines: over.map(({ text }) => text),
    },
  ];
  return {
    title: begun.length === 0 ? 'An alarm about the bot is over' : 'An alarm about the bot',
    sections: sections.filter(({ lines }) => lines.length > 0),
    notes: [
      'It is looked at every day, over the last 30 days; what lasts for three days is said, and again when it is over.',
    ],
    pictures: [],
    page: { path: '/console/insights/health?days=30', text: 'More in Model health' },
  };
}

/** The alarms that a report tells of. */
export function alarmsIn({ blocks }: Report): FoundAlarm[] {
  return blocks.flatMap((block) =>
    block.kind === 'text' && block.alarm !== undefined ? [{ about: block.alarm, text: block.text }] : [],
  );
}

function sectionsOf(blocks: readonly Block[]): NoticeSection[] {
  const sections: NoticeSection[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading') sections.push({ heading: block.text, lines: [] });
    else sections.at(-1)?.lines.push(...linesOf(block));
  }
  return sections;
}

function linesOf(block: Block): string[] {
  if (block.kind === 'text') return [block.text];
  return block.kind === 'figures' ? block.figures.map(figureLine) : [];
}

/** `Conversations: 412, before 398`: how likely that is by chance, and goals, are said elsewhere. */
function figureLine(figure: Figure): string {
  const { title, value, isFew } = figureWords(figure);
  const { unit } = measureOf(figure.measure);
  const parts = [
    `${title}: ${value}`,
    ...(isFew ? [`few (${figure.count})`] : []),
    ...(figure.before === undefined ? [] : [`before ${valueWords(figure.before, unit)}`]),
  ];
  return parts.join(', ');
}

function pictureOf(block: Block): StaffPicture[] {
  if (block.kind !== 'chart' || block.picture === undefined) return [];
  const { title, says } = block.chart;
  const name = `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.png`;
  return [{ name, text: `${title}. ${says}`, png: block.picture.png }];
}

/** `16 – 22 November 2026`. */
function daysWords({ since, until }: Period, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone });
  return format.formatRange(since, until - 1).replace(/\s+/g, ' ');
}
