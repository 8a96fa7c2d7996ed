/**
 * Judges rules by sentences that were written by people who had not seen them: `npm run judge`. Nothing is chosen by these sentences;
 * whoever changes a rule looks at the share alone.
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAnalyzer } from '../../src/analyzer/analyzer.ts';
import { contentRoot } from '../../src/cli/content-root.ts';
import { projectRoot } from '../../src/config/project-root.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { type DeskContent, SMALLTALK_CATEGORY } from '../../src/domain/content.ts';
import { type ConversationState, newConversationState } from '../../src/domain/conversation.ts';
import { decide } from '../../src/domain/decide.ts';
import type { Decision, DeskEvent } from '../../src/domain/decision.ts';
import { DEFAULT_POLICY, MINUTE_MS } from '../../src/domain/policy.ts';
import type { Analyzer } from '../../src/ports/analyzer.ts';

const NOW = Date.UTC(2026, 10, 1);
const STAFF = { id: 'anna', name: 'Anna', role: 'agent' as const };

const TICKET_ID = 'none';
const COMMAND = {
  kind: 'staff_command' as const,
  staff: STAFF,
  concerned: undefined,
  channelCan: { edit: true, delete: true },
  mergedWith: [],
};
const NO_FACTS = {
  ticketNumber: undefined,
  ahead: undefined,
  articles: [],
  newCode: '',
  codeMinutes: 15,
  codeWaitMs: 0,
  typedCode: undefined,
  mergedWith: [],
};

/** What a sentence is judged by: whether the desk takes it for what its label says. */
interface Judge {
  file: string;
  /** The label of what the rule is to find. */
  finds: string;
  isFound(desk: Desk, text: string, locale: string): Promise<boolean>;
}

interface Desk {
  content: DeskContent;
  analyzer: Analyzer;
}

const JUDGES: readonly Judge[] = [
  {
    file: 'closing-words',
    finds: 'closing',
    async isFound(desk, text, locale) {
      const { records } = await saysAfterResolving(desk, text, locale);
      const [record] = records;
      const intents = desk.content.locales[locale]?.intents ?? [];
      const answered = intents.find(({ name }) => record?.rule === 'intent_confident' && name === record.intent);
      return record?.rule === 'talk_closed' || answered?.category === SMALLTALK_CATEGORY;
    },
  },
  {
    file: 'wants-person',
    finds: 'person',
    async isFound(desk, text, locale) {
      const { records } = decideTurn(desk, newConversation(locale), await turnOf(desk, text, locale), NOW);
      const [record] = records;
      return record?.action === 'handed_over' && record.rule === 'person_requested';
    },
  },
  {
    file: 'anger',
    finds: 'angry',
    async isFound({ analyzer }, text, locale) {
      return (await analyzer.analyze({ text, locale })).understanding.angry;
    },
  },
];

const { content, diagnostics } = await loadContent({ root: contentRoot(undefined) });
if (content === undefined) throw new Error(`The sample desk cannot be loaded: ${JSON.stringify(diagnostics)}`);
const desk = { content, analyzer: await createAnalyzer(content) };
for (const judge of JUDGES) {
  for (const locale of ['en', 'zh']) process.stdout.write(`${await score(judge, desk, locale)}\n`);
}

async function score({ file, finds, isFound }: Judge, desk: Desk, locale: string): Promise<string> {
  const text = await readFile(join(projectRoot(), 'test/judged', `${file}.${locale}.tsv`), 'utf8');
  const rows = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  const counts = { right: 0, missed: 0, wronglyFound: 0 };
  for (const [label, sentence = ''] of rows) {
    const found = await isFound(desk, sentence, locale);
    if (found === (label === finds)) counts.right += 1;
    else if (found) counts.wronglyFound += 1;
    else counts.missed += 1;
  }
  const { right, missed, wronglyFound } = counts;
  return `${file} ${locale}: ${right} of ${rows.length} right; ${missed} missed, ${wronglyFound} wrongly found`;
}

async function turnOf({ analyzer }: Desk, text: string, locale: string): Promise<DeskEvent> {
  const analysis = await analyzer.analyze({ text, locale });
  return { kind: 'turn', messageIds: ['m'], text, analysis, messageKey: 'k', files: 0 };
}

/** What is decided when the customer says this five minutes after an agent resolved the ticket. */
async function saysAfterResolving(desk: Desk, text: string, locale: string): Promise<Decision> {
  let state = newConversation(locale);
  const events: DeskEvent[] = [
    { kind: 'command', messageId: 'm0', command: 'human', argument: '', isPrivate: true, facts: NO_FACTS },
    ...(['claim', 'resolve'] as const).map(
      (kind): DeskEvent => ({ ...COMMAND, ticketId: TICKET_ID, command: { kind } }),
    ),
  ];
  for (const event of events) {
    const ticketId = state.ticket?.id ?? TICKET_ID;
    state = decideTurn(desk, state, event.kind === 'staff_command' ? { ...event, ticketId } : event, NOW).state;
  }
  return decideTurn(desk, state, await turnOf(desk, text, locale), NOW + 5 * MINUTE_MS);
}

function decideTurn({ content }: Desk, state: ConversationState, event: DeskEvent, now: number): Decision {
  return decide(state, event, { content, policy: DEFAULT_POLICY, now, eventId: String(now) });
}

function newConversation(locale: string): ConversationState {
  const customer = { id: 'u1', name: 'Kim' };
  return newConversationState({ id: 'c1', channel: 'web', locale, customer, createdAt: NOW });
}
