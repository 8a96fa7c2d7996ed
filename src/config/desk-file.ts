/** `desk.yaml`: the desk's name and the numbers it decides by, in the units people use. */

import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { ADAPTERS } from '../adapters.ts';
import type { Costs } from '../domain/costs.ts';
import type { DigestSettings } from '../domain/digest.ts';
import type { Limits } from '../domain/limits.ts';
import type { Goals } from '../domain/measures.ts';
import { DEFAULT_POLICY, HOUR_MS, MINUTE_MS, type Policy } from '../domain/policy.ts';
import { normalizeEmoji } from '../domain/reactions.ts';
import type { Retention } from '../domain/retention.ts';
import type { SavedReply } from '../domain/saved-reply.ts';
import type { SentenceEncoderName } from '../domain/sentence-encoders.ts';
import type { CalendarSettings } from '../domain/sla/calendar-settings.ts';
import type { SlaPolicy } from '../domain/sla/sla-policy.ts';
import type { StaffingSettings } from '../domain/staffing.ts';
import { explainYamlErrors } from '../lib/yaml-errors.ts';
import type { ActionHost } from '../ports/actions.ts';
import type { Adapter } from '../ports/adapter.ts';
import { actionsSection, toActionHosts } from './actions-section.ts';
import { answeringSection, toAnswering } from './answering-section.ts';
import { calendarsSection, toCalendars } from './calendars-section.ts';
import { ConfigError } from './config-error.ts';
import { costsSection, toCosts } from './costs-section.ts';
import { digestSection, toDigest } from './digest-section.ts';
import { goalsSection, toGoals } from './goals-section.ts';
import { keepSection, toRetention } from './keep-section.ts';
import { limitSections, stormAt, toLimits } from './limit-sections.ts';
import { readConfigText } from './read-config-text.ts';
import { type Diagnostic, explainIssues, findCutTexts, knownKeys, lineIn } from './settings-diagnostics.ts';
import { findPolicyProblems, slaSection, toPolicies } from './sla-section.ts';
import { staffingSection, toStaffing } from './staffing-section.ts';
import { isTimeZone } from './time-zone.ts';

const weight = z.number().min(0).max(10);
const minutes = z.number().positive().max(10_000);
const hours = z.number().positive().max(10_000);

/** A part of the priority goes from 1 to 5; this is the most of what its threshold is told on, where that is not said. */
const HIGHEST_PART = 5;

const partWeight = z
  .union(
    [
      weight,
      z
        .strictObject({
          threshold: z.number().min(0).max(1_000).describe('Divided by the maximum it is the weight.'),
          maximum: z
            .number()
            .positive()
            .max(1_000)
            .default(HIGHEST_PART)
            .describe('The highest it can be; 5 by default.'),
        })
        .refine(({ threshold, maximum }) => threshold <= maximum, {
          path: ['threshold'],
          error: 'must be at most the maximum',
        }),
    ],
    'write a weight from 0 to 10 such as 0.5, or a threshold with its maximum such as { threshold: 3, maximum: 5 }, whose quotient is the weight',
  )
  .optional();

function toWeight(written: z.infer<typeof partWeight>): number | undefined {
  return typeof written === 'object' ? written.threshold / written.maximum : written;
}

const priority = z.strictObject({
  importance_weight: partWeight.describe('α in priority = α·importance + β·urgency + γ·complexity.'),
  urgency_weight: partWeight.describe('β in it.'),
  complexity_weight: partWeight.describe('γ in it; 0 by default.'),
  ageing_per_hour: weight.positive().optional().describe('What an hour of waiting adds to the place in the queue.'),
  urgency_per_hour: weight.optional().describe('What an hour of waiting adds to urgency.'),
});

const tickets = z.strictObject({
  reminder_minutes: minutes.optional().describe('After a customer has waited this long, staff are reminded.'),
  supervisor_minutes: minutes.optional().describe('After this long, the supervisor is named.'),
  supervisor: z.string().trim().min(1).max(80).optional().describe('Who is named then.'),
  reopen_hours: hours.optional().describe('A customer who writes within this time opens a resolved ticket again.'),
  tell_place: z.boolean().optional().describe('Whether a handover says how many are before the customer in the queue.'),
  tell_wait: z
    .boolean()
    .optional()
    .describe('Whether a handover says how long it is likely to take, where the past tells it.'),
  storm_at: stormAt,
});

const replies = z.strictObject({
  undo_seconds: z
    .number()
    .min(0)
    .max(60)
    .optional()
    .describe('For so long a reply can be taken back before it leaves; 0 where it is to leave at once.'),
});

const quietCustomers = z.strictObject({
  nudge_after_hours: hours
    .optional()
    .describe('So long after a reply that a customer leaves unanswered they are asked about it, once.'),
  close_after_hours: hours
    .optional()
    .describe('So long after it the ticket is resolved, with a word and the question how content they are.'),
});

const satisfaction = z.strictObject({
  min_scores: z.int().min(1).max(1_000).optional().describe('Fewer scores than this make no satisfaction score.'),
  reactions: z
    .record(z.string().trim().min(1).max(80), z.union([z.literal(0), z.literal(1)]))
    .optional()
    .describe('What an emoji on a message says: 1 for good, 0 for bad. Custom ones as :name:.'),
});

const helpCentre = z.strictObject({
  count_use: z
    .boolean()
    .optional()
    .describe('Whether it is counted which articles are read, and what is searched for; false by default.'),
});

const savedReplies = z
  .array(
    z.strictObject({
      title: z.string().trim().min(1).max(70).describe('What staff choose it by.'),
      text: z
        .record(z.string().min(2).max(20), z.string().min(1).max(3_000))
        .describe('The text in each language; {customer}, {agent} and {ticket} are filled in.'),
    }),
  )
  .max(100);

const general = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .default('Relaydesk')
    .describe('What the desk calls itself, on its pages and in small talk.'),
  also_called: z
    .array(z.string().trim().min(2).max(80))
    .max(20)
    .default([])
    .describe('What people call the desk beside its name, in public channels that are listened to.'),
  time_zone: z
    .string()
    .refine(isTimeZone, 'is no time zone: write one such as Europe/Berlin or Asia/Shanghai')
    .optional()
    .describe('Where the desk is: what “tomorrow” and dates mean. The machine’s own by default.'),
  default_locale: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'is no language: write the name of a folder in intents/, such as en')
    .optional()
    .describe('The language of who speaks none of the desk’s. English by default, or else the one with most content.'),
  answering: answeringSection.default({}).describe('When the bot answers, asks, and hands over.'),
  priority: priority.default({}).describe('Which ticket comes first.'),
  tickets: tickets.default({}).describe('When people are reminded of a ticket, and when it opens again.'),
  replies: replies.default({}).describe('When what staff reply leaves.'),
  quiet_customers: quietCustomers.default({}).describe('What is done about customers who leave a reply unanswered.'),
  calendars: calendarsSection.default({}).describe('When the desk is open: calendars by name.'),
  opening_hours: z
    .string()
    .optional()
    .describe('The calendar by which people are there: out of its hours a handover says when they are back.'),
  sla: slaSection.default([]).describe('What customers are promised; a ticket falls under the first that fits.'),
  staffing: staffingSection.default(staffingSection.parse({})).describe('Who works when, for forecasts.'),
  costs: costsSection.optional().describe('What support costs, to set it against what the bot saves.'),
  goals: goalsSection.default({}).describe('What the desk wants to reach; reports say whether it does.'),
  digest: digestSection
    .default({ day: 'monday', at: '09:00' })
    .describe('When staff get the week in short, and alarms, where they work beside the console; off where never.'),
  satisfaction: satisfaction.default({}).describe('What counts as a score.'),
  actions: actionsSection.default({ hosts: {} }).describe('What actions may call.'),
  saved_replies: savedReplies.default([]).describe('Replies that staff choose from.'),
  help_centre: helpCentre.default({}).describe('What is counted of the help articles.'),
  keep: keepSection.default({}).describe('How long things are kept.'),
  customer_limits: limitSections.customer_limits
    .default({})
    .describe('How much one customer may send, on any channel.'),
  address_limits: limitSections.address_limits
    .default({})
    .describe('How much may reach the web chat from one address.'),
  web_limits: limitSections.web_limits.default({}).describe('How much may reach the web chat in all.'),
});

type DeskFile = z.infer<typeof general>;

/** The file's schema with a section for each adapter. */
function deskFileSchema(adapters: readonly Adapter[]) {
  const ofAdapters = adapters.map(({ name, settings, settingsDescription }) => [
    name,
    z.strictObject(settings).default({}).describe(settingsDescription),
  ]);
  return general.extend(Object.fromEntries(ofAdapters));
}

/** The JSON Schema (draft 7, which every editor reads) of `desk.yaml`. */
export function deskFileJsonSchema() {
  const { $schema, ...rest } = z.toJSONSchema(deskFileSchema(ADAPTERS), { io: 'input', target: 'draft-7' });
  return { $schema, title: 'Relaydesk desk.yaml', ...rest };
}

export interface DeskSettings {
  name: string;
  /** What people call it beside that. */
  alsoCalled: string[];
  /** An IANA name; undefined for the machine's own. */
  timeZone: string | undefined;
  /** One of the content's, which the content's check sees to; undefined where the content decides. */
  defaultLocale: string | undefined;
  policy: Policy;
  /** The sentence encoder to learn English intents with, whether it is installed or not. */
  embedding: SentenceEncoderName | undefined;
  limits: Limits;
  retention: Retention;
  savedReplies: SavedReply[];
  /** By name; `always`, which is open round the clock, is always among them. */
  calendars: Record<string, CalendarSettings>;
  /** The name of the calendar by which people are there; undefined where customers are not told. */
  openingHours: string | undefined;
  /** What customers are promised; a ticket falls under the first that fits. */
  sla: SlaPolicy[];
  goals: Goals;
  staffing: StaffingSettings;
  /** Undefined where it is not said. */
  costs: Costs | undefined;
  /** When staff get their weekly digest; undefined where they want none. */
  digest: DigestSettings | undefined;
  /** The hosts that actions may call, and no other. */
  actionHosts: ActionHost[];
  /** Each adapter's section, by its name, validated by its own schema. */
  adapters: Record<string, Record<string, unknown>>;
  /** What can be used and is likely not what was meant, with its line. */
  warnings: string[];
}

/**
 * Reads `desk.yaml` in a folder; without one, the defaults.
 * @throws ConfigError naming line and reason of every mistake
 */
export async function readDeskFile(folder: string, adapters = ADAPTERS): Promise<DeskSettings> {
  return parseDeskFile(readConfigText(join(folder, 'desk.yaml')) ?? '', adapters);
}

/**
 * The settings a `desk.yaml` text amounts to.
 * @throws ConfigError naming line and reason of every mistake
 */
export function parseDeskFile(text: string, adapters: readonly Adapter[] = ADAPTERS): DeskSettings {
  try {
    return readSettings(text, adapters);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // Thousands of brackets within each other are more than the YAML library has room for.
    throw refusal([{ line: 1, reason: 'the file is nested too deeply to be read' }]);
  }
}

function readSettings(text: string, adapters: readonly Adapter[]): DeskSettings {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  refuse(explainYamlErrors(document.errors, text, (offset) => lineCounter.linePos(offset).line));
  const lineOf = (path: readonly PropertyKey[]) => lineIn(document, lineCounter, path);
  const file: unknown = withoutEmpty(document.toJS());
  const schema = deskFileSchema(adapters);
  const parsed = schema.safeParse(file);
  if (!parsed.success) throw refusal(explainIssues(parsed.error.issues, (path) => knownKeys(schema, path), lineOf));
  const cut = findCutTexts(document, text, lineCounter, isText);
  const ofAdapters = Object.fromEntries(adapters.map(({ name }) => [name, sectionOf(parsed.data, name)]));
  const settings = {
    ...toSettings(z.object(general.shape).parse(file)),
    adapters: ofAdapters,
    warnings: cut.map(toLine),
  };
  const calendars = Object.keys(settings.calendars);
  const problems = [
    ...findUnknownCalendar(settings.openingHours, calendars),
    ...RULES.filter(({ holds }) => !holds(settings.policy)),
    ...findPolicyProblems(settings.sla, { calendars, channels: channelsOf(adapters) }),
  ];
  refuse(problems.map(({ path, reason }) => ({ line: lineOf(path), reason: `${path.join('.')} ${reason}` })));
  return settings;
}

function findUnknownCalendar(openingHours: string | undefined, calendars: readonly string[]) {
  if (openingHours === undefined || calendars.includes(openingHours)) return [];
  return [{ path: ['opening_hours'], reason: `names no calendar. There are: ${calendars.join(', ')}` }];
}

function channelsOf(adapters: readonly Adapter[]): string[] {
  return ['web', ...adapters.map(({ name }) => name)];
}

/** Whether the setting below these keys is read by people as it stands, rather than a name or a word of Relaydesk's. */
function isText(keys: readonly string[]): boolean {
  return (
    keys.at(-1) === 'name' || keys[0] === 'also_called' || keys[0] === 'saved_replies' || keys.at(-1) === 'supervisor'
  );
}

function refuse(diagnostics: Diagnostic[]): void {
  if (diagnostics.length > 0) throw refusal(diagnostics);
}

function refusal(diagnostics: Diagnostic[]): ConfigError {
  const inOrder = diagnostics.toSorted((a, b) => a.line - b.line);
  return new ConfigError(inOrder.map(toLine).join('\n'));
}

function toLine({ line, reason }: Diagnostic): string {
  return `desk.yaml:${line}: ${reason}`;
}

/** A heading whose settings are all commented out says nothing. */
function withoutEmpty(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value ?? {};
  return Array.isArray(value) ? value : Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null));
}

function sectionOf(file: Record<string, unknown>, name: string): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(file[name]);
}

/** What has to hold between settings, whether they are set or left at their defaults. */
const RULES: { path: string[]; holds(policy: Policy): boolean; reason: string }[] = [
  {
    path: ['answering', 'burst_max_seconds'],
    holds: ({ burstWindowMs, burstMaxMs }) => burstMaxMs >= burstWindowMs,
    reason: 'must be at least answering.burst_seconds',
  },
  {
    path: ['answering', 'offer_at'],
    holds: ({ offerAt, answerIntentAt, answerArticleAt }) => offerAt <= Math.min(answerIntentAt, answerArticleAt),
    reason: 'must be at most answering.answer_intent_at and answering.answer_article_at',
  },
  {
    path: ['tickets', 'supervisor_minutes'],
    holds: ({ reminderAfterMs, supervisorAfterMs }) => supervisorAfterMs >= reminderAfterMs,
    reason: 'must be at least tickets.reminder_minutes',
  },
  {
    path: ['quiet_customers', 'close_after_hours'],
    holds: ({ nudgeAfterMs = 0, closeQuietAfterMs = Number.POSITIVE_INFINITY }) => closeQuietAfterMs > nudgeAfterMs,
    reason: 'must be more than quiet_customers.nudge_after_hours',
  },
];

function toSettings(file: DeskFile): Omit<DeskSettings, 'warnings' | 'adapters'> {
  return {
    name: file.name,
    alsoCalled: file.also_called,
    timeZone: file.time_zone,
    defaultLocale: file.default_locale,
    policy: toPolicy(file),
    embedding: file.answering.embedding,
    limits: toLimits(file),
    retention: toRetention(file.keep),
    actionHosts: toActionHosts(file.actions),
    savedReplies: file.saved_replies.map(({ title, text }) => ({ title, texts: text })),
    goals: toGoals(file.goals),
    staffing: toStaffing(file.staffing),
    costs: file.costs && toCosts(file.costs),
    digest: toDigest(file.digest),
    calendars: toCalendars(file.calendars, file.time_zone),
    openingHours: file.opening_hours,
    sla: toPolicies(file.sla),
  };
}

function toPolicy({
  name,
  answering,
  priority,
  tickets,
  replies,
  quiet_customers: quiet,
  satisfaction,
  help_centre: helpUse,
}: DeskFile): Policy {
  const base = DEFAULT_POLICY;
  return {
    deskName: name,
    ...toAnswering(answering),
    priority: {
      importanceWeight: toWeight(priority.importance_weight) ?? base.priority.importanceWeight,
      complexityWeight: toWeight(priority.complexity_weight) ?? base.priority.complexityWeight,
      urgencyWeight: toWeight(priority.urgency_weight) ?? base.priority.urgencyWeight,
      ageingPerHour: priority.ageing_per_hour ?? base.priority.ageingPerHour,
      urgencyPerHour: priority.urgency_per_hour ?? base.priority.urgencyPerHour,
    },
    reminderAfterMs: inUnits(tickets.reminder_minutes, MINUTE_MS) ?? base.reminderAfterMs,
    supervisorAfterMs: inUnits(tickets.supervisor_minutes, MINUTE_MS) ?? base.supervisorAfterMs,
    supervisor: tickets.supervisor ?? base.supervisor,
    tellsPlace: tickets.tell_place ?? base.tellsPlace,
    tellsWait: tickets.tell_wait ?? base.tellsWait,
    reopenWithinMs: inUnits(tickets.reopen_hours, HOUR_MS) ?? base.reopenWithinMs,
    replyUndoMs: inUnits(replies.undo_seconds, 1_000) ?? base.replyUndoMs,
    nudgeAfterMs: inUnits(quiet.nudge_after_hours, HOUR_MS),
    closeQuietAfterMs: inUnits(quiet.close_after_hours, HOUR_MS),
    countsHelpUse: helpUse.count_use ?? base.countsHelpUse,
    minScores: satisfaction.min_scores ?? base.minScores,
    reactionScores: toReactionScores(satisfaction.reactions) ?? base.reactionScores,
  };
}

function toReactionScores(reactions: Record<string, 0 | 1> | undefined): Policy['reactionScores'] | undefined {
  if (reactions === undefined) return undefined;
  return Object.fromEntries(Object.entries(reactions).map(([emoji, score]) => [normalizeEmoji(emoji), score]));
}

function inUnits(amount: number | undefined, unitMs: number): number | undefined {
  return amount === undefined ? undefined : Math.round(amount * unitMs);
}
