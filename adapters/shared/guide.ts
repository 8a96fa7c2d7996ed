/** What guides share: lines for `desk.yaml`, ready to paste, and their last step. */

import { stringify } from 'yaml';
import type { GuideStep } from '../../src/ports/adapter.ts';

/** With which every guide ends. */
export function lastStep(platform: string): GuideStep {
  return {
    title: 'Check, and start',
    text: `The doctor asks ${platform} and says what is still missing.`,
    copy: 'npx relaydesk doctor\nnpx relaydesk start\n',
  };
}

export interface DeskFileLine {
  name: string;
  /** Undefined for a heading. */
  value?: string | string[];
  note?: string;
  /** Otherwise it is commented out. */
  inForce: boolean;
  /** Whether it stands below a heading. */
  isInner?: boolean;
}

/** A section with these lines, their notes below each other. */
export function renderSection(section: string, lines: readonly DeskFileLine[]): string {
  const settings = lines.map((line) => ({ text: setting(line), note: line.note }));
  const width = Math.max(...settings.filter(({ note }) => note !== undefined).map(({ text }) => text.length));
  const rendered = settings.map(({ text, note }) => (note === undefined ? text : `${text.padEnd(width)}  # ${note}`));
  return `${section}:\n${rendered.map((line) => `${line}\n`).join('')}`;
}

/** The channels in which every message is a question; an example where there are none. */
export function helpChannelsLine(names: string[]): DeskFileLine {
  const isSet = names.length > 0;
  const note = 'every message there is a question';
  return { name: 'help_channels', value: isSet ? names : ['help'], note, inForce: isSet };
}

function setting({ name, value, inForce, isInner = false }: DeskFileLine): string {
  const start = `  ${inForce ? '' : '# '}${isInner ? '  ' : ''}`;
  return `${start}${toYaml(name)}:${value === undefined ? '' : ` ${toYaml(value)}`}`;
}

/** On one line, in quotes where YAML needs them. */
function toYaml(value: string | string[]): string {
  return stringify(value, {
    lineWidth: 0,
    blockQuote: false,
    collectionStyle: 'flow',
    flowCollectionPadding: false,
  }).trimEnd();
}
