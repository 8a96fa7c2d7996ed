/** The format of a file of stories: conversations with what the desk is expected to do in each turn. */

import { z } from 'zod';
import { type Diagnostic, inFile } from '../content/diagnostics.ts';
import { explainIssues } from '../content/explain-issue.ts';
import { toJsonSchema } from '../content/json-schema.ts';
import { localeDiagnostic } from '../content/locale-name.ts';
import { type Path, readYaml } from '../content/read-yaml.ts';
import { blockText, lineText } from '../content/text-schema.ts';
import type { ContentDiagnostic } from '../domain/content.ts';
import { ESCALATION_REASONS } from '../domain/ticket.ts';

/**
 * What the desk can do in a turn: answer from an intent or an article; ask for a slot's value, for a confirmation or for other words;
 * offer choices; open a ticket, or one again; be kind; keep silent.
 */
export const DIALOGUE_ACTS = ['answer', 'ask', 'offer', 'handover', 'smalltalk', 'nothing'] as const;
export type DialogueAct = (typeof DIALOGUE_ACTS)[number];

/** One value, or a list of them. */
function oneOrMore<T extends z.ZodType<string>>(value: T, kinds: string) {
  return z.union([value, z.array(value).min(1)], { error: `must be ${kinds}, or a list of such` });
}

const nameSchema = oneOrMore(lineText(100), 'a name');

const checksShape = {
  does: oneOrMore(z.enum(DIALOGUE_ACTS), `one of ${DIALOGUE_ACTS.join(', ')}`)
    .describe('What happened in the turn: one of these.')
    .optional(),
  intent: nameSchema
    .describe('The intent that was answered, asked for, handed over for, or offered first: one of these.')
    .optional(),
  article: nameSchema
    .describe('The article that was answered from, or offered first, by its file name without .md: one of these.')
    .optional(),
  alsoIntent: nameSchema.describe('The intent of another request that was dealt with in the same turn.').optional(),
  reason: oneOrMore(z.enum(ESCALATION_REASONS), `one of ${ESCALATION_REASONS.join(', ')}`)
    .describe('Why it was handed over to people: one of these.')
    .optional(),
  replyHas: oneOrMore(lineText(500), 'a text')
    .describe("Words of the turn's texts, in any case: all of these. Buttons are not looked at.")
    .optional(),
};

const expectationSchema = z
  .strictObject({
    ...checksShape,
    not: z.strictObject(checksShape).describe('What must not have happened: none of these.').optional(),
  })
  .describe('What is expected of the turn; every key is optional.');

const WAIT = /^([1-9]\d{0,4})\s*([mhd])$/;

/** What staff write with what they do; nothing where it is left empty. */
const staffTextSchema = z.union([blockText(10_000), z.literal(true), z.null()], { error: 'must be a text, or true' });

const staffSchema = z
  .strictObject({
    claim: staffTextSchema.describe('Claims the ticket; a text is written to the customer with it.').optional(),
    reply: blockText(10_000).describe('Writes to the customer, for which the ticket is claimed first.').optional(),
    resolve: staffTextSchema.describe('Resolves the ticket; a text is written to the customer first.').optional(),
  })
  .refine((staff) => Object.keys(staff).length === 1, 'must be one of claim, reply and resolve')
  .describe('What a staff member does.')
  .meta({ minProperties: 1, maxProperties: 1 });

const EVENTS = ['says', 'presses', 'waits', 'staff'] as const;

const turnSchema = z
  .strictObject({
    says: blockText(20_000).describe('What the customer writes.').optional(),
    presses: lineText(500)
      .describe('The button that the customer presses, by its label: the latest that has it.')
      .optional(),
    waits: z
      .string()
      .regex(WAIT, 'must be a length of time such as 30m, 2h or 3d')
      .describe('The time that passes without a word, such as 30m, 2h or 3d.')
      .optional(),
    staff: staffSchema.optional(),
    expect: expectationSchema.optional(),
  })
  .refine((turn) => EVENTS.filter((event) => turn[event] !== undefined).length === 1, {
    message: 'must have one of says, presses, waits and staff',
    when: ({ value }) => typeof value === 'object' && value !== null,
  })
  .meta({ oneOf: EVENTS.map((event) => ({ required: [event] })) });

const storySchema = z.strictObject({
  name: lineText(300).describe('What the story is about.'),
  turns: z.array(turnSchema).min(1).describe('What happens, in order.'),
});

/** A whole file of stories. */
export const storyFileSchema = z
  .strictObject({
    locale: z
      .string()
      .describe(
        "The language that the customers' platform says is theirs, such as en. The desk may find it to be another.",
      ),
    stories: z.array(storySchema).min(1).describe('Conversations, each with a customer of its own.'),
  })
  .describe('Stories: conversations with what the desk is expected to do in each turn.');

/** The JSON Schema (draft 7, which every editor reads) of a file of stories. */
export const storyFileJsonSchema = toJsonSchema(storyFileSchema, 'Relaydesk stories');

export type Expectation = z.output<typeof expectationSchema>;
/** What is expected but for what must not happen. */
export type Checks = Omit<Expectation, 'not'>;
export type StoryTurn = z.output<typeof turnSchema>;

/** A conversation to be played, and where it stands. */
export interface Story {
  name: string;
  locale: string;
  turns: StoryTurn[];
  file: string;
  /** The 1-based lines of the story and of each turn. */
  line: number;
  turnLines: number[];
}

/** The stories of a file's text; none when `diagnostics` has an error. */
export function readStoryFile(text: string, file: string): { stories: Story[]; diagnostics: ContentDiagnostic[] } {
  const reading = readYaml(text, isText);
  const refused = (diagnostics: Diagnostic[]) => ({ stories: [], diagnostics: inFile(file, diagnostics) });
  if (reading.value === undefined) return refused(reading.diagnostics);
  const checked = storyFileSchema.safeParse(reading.value);
  if (!checked.success) {
    return refused([...reading.diagnostics, ...explainIssues(checked.error, storyFileSchema, reading)]);
  }
  const { locale } = checked.data;
  const mistake = localeDiagnostic(locale);
  if (mistake !== undefined) {
    const reason = `"locale" must be a language tag such as en, zh or pt-BR`;
    return refused([...reading.diagnostics, { ...mistake, line: reading.lineOf(['locale']), reason }]);
  }
  const stories = checked.data.stories.map(({ name, turns }, index) => ({
    ...{ name, locale, turns, file },
    line: reading.lineOf(['stories', index]),
    turnLines: turns.map((_, turn) => reading.lineOf(['stories', index, 'turns', turn])),
  }));
  return { stories, diagnostics: inFile(file, reading.diagnostics) };
}

/** Whether a path holds what somebody writes or what it is called, which YAML might take for a number. */
function isText(path: Path): boolean {
  const key = path.at(-1);
  const parent = path.at(-2);
  if (parent === 'staff') return key === 'reply';
  return TEXT_KEYS.has(String(key)) || parent === 'replyHas';
}

const TEXT_KEYS = new Set(['locale', 'name', 'says', 'presses', 'waits', 'replyHas']);

const UNIT_MS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A length of time as `waits` has it, in milliseconds; 0 for every other text. */
export function parseWait(text: string): number {
  const [, count = '0', unit = 'm'] = WAIT.exec(text) ?? [];
  return Number(count) * (UNIT_MS[unit] ?? 0);
}
