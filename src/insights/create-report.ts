/** Makes a report from what happened. */

import type { VariantGiven } from '../domain/answer-trial.ts';
import type { Costs } from '../domain/costs.ts';
import type { Goals } from '../domain/measures.ts';
import { DAY_MS } from '../domain/policy.ts';
import type { ServiceLevels } from '../domain/sla/service-levels.ts';
import type { StaffingSettings } from '../domain/staffing.ts';
import type { FactSelection } from '../ports/facts.ts';
import type { HelpUseReads } from '../ports/help-use.ts';
import type { PublicMessageReads } from '../ports/public-messages.ts';
import type { MessageReads, StoreReads } from '../ports/store.ts';
import type { SurveyReads } from '../ports/surveys.ts';
import { agents } from './agents/agents.ts';
import { answers } from './answers/answers.ts';
import { customers } from './customers/customers.ts';
import { demand } from './demand/demand-blocks.ts';
import { digest } from './digest/digest.ts';
import { drivers } from './drivers/driver-blocks.ts';
import { forecast } from './forecast/forecast-blocks.ts';
import { health } from './health/health.ts';
import { type History, readHistory } from './history/history.ts';
import { TALK_RESTS_MS } from './history/talks.ts';
import { overview } from './overview/overview.ts';
import type { Block, Period, Report, ReportName } from './report.ts';
import type { ReportContent } from './report-content.ts';
import { satisfaction } from './satisfaction/satisfaction.ts';
import { waits } from './waiting/wait-blocks.ts';

/** The periods that can be looked at, in days, and that which is where nothing is said. */
export const PERIODS_DAYS = [7, 30, 90, 365] as const;
export const DEFAULT_PERIOD_DAYS = 30;

/** What reports are made with beside what happened. */
export interface ReportSettings {
  /** An IANA name. */
  timeZone: string;
  levels: ServiceLevels;
  goals: Goals;
  staffing: StaffingSettings;
  content: ReportContent;
  /** With fewer scores there is no satisfaction score. */
  minScores: number;
  /** What staff and the desk cost; undefined where it is not said. */
  costs: Costs | undefined;
}

export interface ReportRequest {
  name: ReportName;
  periodDays: number;
  now: number;
  /** The agent who asks, where they are to see of agents only themselves. */
  viewer?: string | undefined;
}

/** What a report is worked out from. */
export interface ReportInput extends ReportSettings {
  /** From before the period before to now. */
  history: History;
  period: Period;
  now: number;
  /** Since when anything is known; undefined where nothing is. */
  knownSince: number | undefined;
  /** What staff are called, by their ids. */
  staffNames: ReadonlyMap<string, string>;
  /** Who reads it, where they are to see of agents only themselves. */
  viewer?: string | undefined;
  /** What the customer of a conversation is called, and what a ticket's number is; undefined for those that are gone. */
  customerName(conversationId: string): Promise<string | undefined>;
  ticketNumber(ticketId: string): Promise<number | undefined>;
  /** What customers wrote. */
  texts: Pick<MessageReads, 'customerTexts'>;
  surveys: SurveyReads;
  publicMessages: PublicMessageReads;
  helpUse: HelpUseReads;
  /** Which of several answers were given since then, and what became of it. */
  variants(since: number): Promise<VariantGiven[]>;
}

/** Turns with what became of them; of turns, those alone that handed over to people; tickets; and scores of tickets alone. */
const TURNS = { decision: 'all', outcome: 'all' } as const;
const HANDOVERS = { decision: ['handed_over'] } as const;
const TICKETS = { ticket: 'all' } as const;
/** What tells how long a ticket's first reply took. */
const FIRST_REPLIES = { ticket: ['opened', 'replied', 'reply_withdrawn'] } as const;
const SCORES = { asked: 'all', scored: 'all', unasked: 'all' } as const;
const RATINGS = { asked: ['rating'], scored: ['rating'], unasked: ['rating'] } as const;

/** A report: its title, and its blocks from what happened in the period and in the period before it. */
interface Maker {
  title: string;
  /** What of the history it is made from: nothing else is in it. */
  from: FactSelection;
  /** Whether it looks at turns themselves, and not at talks and questions alone. */
  turns?: true;
  /** How much it looks back on at least, whatever the period. */
  lookBackDays?: number;
  blocks(input: ReportInput): Block[] | Promise<Block[]>;
}

const MAKERS: Record<ReportName, Maker> = {
  overview: { title: 'Overview', from: { ...TURNS, ...TICKETS }, blocks: overview },
  satisfaction: {
    title: 'Satisfaction',
    from: { ...HANDOVERS, ...TICKETS, ...SCORES },
    blocks: satisfaction,
  },
  drivers: { title: 'Drivers', from: { ...HANDOVERS, ...TICKETS, ...RATINGS }, blocks: drivers },
  answers: { title: 'Answers', from: { ...TURNS, correction: 'all' }, turns: true, blocks: answers },
  agents: { title: 'Agents', from: { ...TURNS, ...TICKETS, ...RATINGS }, blocks: agents },
  demand: { title: 'Demand', from: { decision: 'all', ticket: ['opened'] }, lookBackDays: 90, blocks: demand },
  forecast: { title: 'Forecast and staffing', from: TICKETS, lookBackDays: 200, blocks: forecast },
  waits: { title: 'Waiting', from: TICKETS, lookBackDays: 180, blocks: waits },
  customers: {
    title: 'Customers',
    from: { ...TURNS, ...FIRST_REPLIES, ...SCORES },
    lookBackDays: 365,
    blocks: customers,
  },
  health: { title: 'Model health', from: { ...TURNS, ...FIRST_REPLIES }, turns: true, blocks: health },
  digest: {
    title: 'Digest',
    from: { ...TURNS, ...TICKETS, ...SCORES },
    turns: true,
    lookBackDays: 90,
    blocks: digest,
  },
};

/** What a report is called. */
export function titleOf(name: ReportName): string {
  return MAKERS[name].title;
}

const MOST_VARIANTS = 20_000;

/** Makes a report on the days before `now`. */
export async function createReport(
  read: Pick<
    StoreReads,
    | 'facts'
    | 'staff'
    | 'messages'
    | 'decisions'
    | 'conversations'
    | 'tickets'
    | 'publicMessages'
    | 'helpUse'
    | 'surveys'
  >,
  { name, periodDays, now, viewer }: ReportRequest,
  settings: ReportSettings,
): Promise<Report> {
  const lengthMs = periodDays * DAY_MS;
  const period = { since: now - lengthMs, until: now };
  const { title, from, turns = false, blocks, lookBackDays = 0 } = MAKERS[name];
  const since = Math.min(period.since - lengthMs - TALK_RESTS_MS, now - lookBackDays * DAY_MS);
  const happened = await readHistory(read.facts, { since, until: now }, { only: from, turns });
  const smalltalk = new Set(settings.content.smalltalk);
  const history = { ...happened, questions: happened.questions.filter(({ intent }) => !smalltalk.has(intent)) };
  const staffNames = new Map((await read.staff.all()).map((member) => [member.id, member.name]));
  const knownSince = await read.facts.firstAt();
  const input: ReportInput = {
    ...{ ...settings, history, period, now, knownSince, staffNames, viewer },
    texts: read.messages,
    surveys: read.surveys,
    publicMessages: read.publicMessages,
    helpUse: read.helpUse,
    variants: (from) => read.decisions.variants(from, MOST_VARIANTS),
    customerName: async (conversationId) => (await read.conversations.get(conversationId))?.state.customer.name,
    ticketNumber: async (ticketId) => (await read.tickets.get(ticketId))?.number,
  };
  return { name, title, period, timeZone: settings.timeZone, blocks: await blocks(input) };
}
