import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigError } from '../../../src/config/config-error.ts';
import { deskFileJsonSchema, parseDeskFile, readDeskFile } from '../../../src/config/desk-file.ts';
import { projectRoot } from '../../../src/config/project-root.ts';
import { DEFAULT_LIMITS } from '../../../src/domain/limits.ts';
import { DEFAULT_POLICY } from '../../../src/domain/policy.ts';
import { DEFAULT_RETENTION } from '../../../src/domain/retention.ts';
import { adapterSettings } from '../../support/adapter-settings.ts';

const DEFAULTS = {
  name: 'Relaydesk',
  alsoCalled: [],
  policy: DEFAULT_POLICY,
  limits: DEFAULT_LIMITS,
  retention: DEFAULT_RETENTION,
  savedReplies: [],
  calendars: { always: expect.anything() },
  sla: [],
  goals: {},
  staffing: { targetShare: 0.8, withinMs: 15 * 60_000, chatsAtOnce: 2, shifts: [], agents: [] },
  digest: { weekday: 0, timeOfDayMs: 9 * 3_600_000 },
  actionHosts: [],
  adapters: { slack: {}, discord: {}, telegram: {} },
  warnings: [],
};

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-config-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test.each([
  ['nothing', ''],
  ['comments only', '# name: Shop\n'],
  ['a heading without settings', 'tickets:\n#  reminder_minutes: 5\n'],
])('a file with %s gives the defaults', (_what, text) => {
  expect(parseDeskFile(text)).toEqual(DEFAULTS);
});

test('without a file the defaults are in force', async () => {
  expect(await readDeskFile(folder)).toEqual(DEFAULTS);
});

test('a byte order mark and Windows line ends change nothing; another encoding is refused', async () => {
  const file = join(folder, 'desk.yaml');
  await writeFile(file, '\uFEFFname: Lamp shop\r\ntickets:\r\n  supervisor: Mara\r\n');
  expect(await readDeskFile(folder)).toMatchObject({ name: 'Lamp shop', policy: { supervisor: 'Mara' } });
  for (const encoding of ['utf16le', 'latin1'] as const) {
    await writeFile(file, Buffer.from('name: Grün\n', encoding));
    await expect(readDeskFile(folder)).rejects.toThrow(/desk\.yaml is not UTF-8/);
  }
});

test('a text that a # cuts short is told with its line, and is used as YAML reads it', () => {
  const { warnings, name } = parseDeskFile(`name: Lamps # and more
tickets:
  supervisor: Mara #2
saved_replies:
  - title: Order # asked for
    text: { en: Which order?, zh: '# 多少' }
`);
  expect(name).toBe('Lamps');
  const advice = 'put the whole text in quotes if it belongs to it, else the comment on a line of its own';
  expect(warnings).toEqual([
    `desk.yaml:1: "# and more" is taken for a comment: ${advice}`,
    `desk.yaml:3: "#2" is taken for a comment: ${advice}`,
    `desk.yaml:5: "# asked for" is taken for a comment: ${advice}`,
  ]);
});

test('an ordinary comment behind a setting is not told', () => {
  const { warnings } = parseDeskFile(`name: Lamps    # our own
tickets: # people
  supervisor: Mara  # the boss
  reminder_minutes: 10 # minutes
slack:
  thread_messages: notes # as before
`);
  expect(warnings).toEqual([]);
});

test('a text that YAML cannot read without quotes is told with the sign it starts with', () => {
  const file = 'saved_replies:\n  - title: Hello\n    text:\n      en: {customer}, hello\n';
  expect(() => parseDeskFile(file)).toThrow(/^desk\.yaml:4: .*a text that starts with \{ has to be in quotes/);
});

test('each setting changes its part of the policy, in the unit of its name', async () => {
  const text = `
name: Lamp shop
also_called: [the lamps, 灯铺]
help_centre: { count_use: true }
answering: { answer_intent_at: 0.7, answer_article_at: 0.65, offer_at: 0.3, close_within: 0.1, off_topic_share: 0.4, failures_before_handover: 3,
             forget_minutes: 20, burst_seconds: 1.5, burst_max_seconds: 10 }
priority: { importance_weight: 0.6, urgency_weight: { threshold: 2 }, complexity_weight: { threshold: 1, maximum: 10 }, ageing_per_hour: 1, urgency_per_hour: 0.25 }
tickets: { reminder_minutes: 5, supervisor_minutes: 15, supervisor: Mara, reopen_hours: 24, storm_at: 50, tell_place: false, tell_wait: false }
replies: { undo_seconds: 2.5 }
quiet_customers: { nudge_after_hours: 24, close_after_hours: 72 }
goals: { automation_rate: 0.6, first_response_median_minutes: 15 }
staffing: { within_minutes: 5, chats_at_once: 3, shifts: [{ name: early, from: 07:30, hours: 8 }], people: [{ name: Ann, not: [sunday] }] }
digest: { day: friday, at: 16:30 }
satisfaction: { min_scores: 10, reactions: { 👍🏽: 1, ":shrug:": 0 } }
keep: { decisions_days: 30, surveys_days: 400 }
customer_limits: { messages_per_minute: 10, kilobytes_per_minute: 200, conversations_per_hour: 3, tickets_per_hour: 2 }
address_limits: { conversations_per_hour: 7, messages_per_minute: unlimited, kilobytes_per_minute: 9, open_pages: unlimited }
web_limits: { conversations_per_hour: unlimited, messages_per_minute: 1, kilobytes_per_minute: unlimited, open_pages: 4 }
saved_replies: [{ title: Order number, text: { en: "Hello {customer}", zh: "{customer}，您好" } }]
slack: { staff_channel: help, team_channels: { billing: money }, agents: "@help", leads: "@leads", admins: "@admins", reply_prefix: ">>",
         thread_messages: replies, customers: false, help_channels: [ask], listen_to: [C0123456789], messages_per_second: 3 }
discord: { help_channels: ["1234"], listen_to: ["123456789012345678"], messages_per_second: unlimited, messages_per_second_in_conversation: 2 }
telegram: { listen_to: ["-1001234567890"], messages_per_second: 1000, messages_per_second_in_conversation: unlimited }
`;
  await writeFile(join(folder, 'desk.yaml'), text);
  expect(await readDeskFile(folder)).toEqual({
    name: 'Lamp shop',
    alsoCalled: ['the lamps', '灯铺'],
    policy: {
      answerIntentAt: 0.7,
      answerArticleAt: 0.65,
      offerAt: 0.3,
      closeWithin: 0.1,
      offTopicShare: 0.4,
      failuresBeforeHandover: 3,
      deskName: 'Lamp shop',
      forgetAfterMs: 1_200_000,
      burstWindowMs: 1_500,
      burstMaxMs: 10_000,
      priority: {
        importanceWeight: 0.6,
        urgencyWeight: 0.4,
        complexityWeight: 0.1,
        ageingPerHour: 1,
        urgencyPerHour: 0.25,
      },
      reminderAfterMs: 300_000,
      supervisorAfterMs: 900_000,
      supervisor: 'Mara',
      tellsPlace: false,
      tellsWait: false,
      reopenWithinMs: 86_400_000,
      replyUndoMs: 2_500,
      nudgeAfterMs: 86_400_000,
      closeQuietAfterMs: 259_200_000,
      countsHelpUse: true,
      minScores: 10,
      reactionScores: { '👍': 1, ':shrug:': 0 },
    },
    limits: {
      customer: {
        messages: { amount: 10, perMs: 60_000 },
        bytes: { amount: 200_000, perMs: 60_000 },
        conversations: { amount: 3, perMs: 3_600_000 },
        tickets: { amount: 2, perMs: 3_600_000 },
      },
      address: {
        conversations: { amount: 7, perMs: 3_600_000 },
        messages: { amount: Number.POSITIVE_INFINITY, perMs: 60_000 },
        bytes: { amount: 9_000, perMs: 60_000 },
        openPages: Number.POSITIVE_INFINITY,
      },
      web: {
        conversations: { amount: Number.POSITIVE_INFINITY, perMs: 3_600_000 },
        messages: { amount: 1, perMs: 60_000 },
        bytes: { amount: Number.POSITIVE_INFINITY, perMs: 60_000 },
        openPages: 4,
      },
      newTickets: { amount: 50, perMs: 600_000 },
    },
    retention: { decisionsMs: 30 * 86_400_000, surveysMs: 400 * 86_400_000 },
    actionHosts: [],
    savedReplies: [{ title: 'Order number', texts: { en: 'Hello {customer}', zh: '{customer}，您好' } }],
    calendars: { always: expect.anything() },
    sla: [],
    goals: { automation_rate: 0.6, first_response_median: 15 * 60_000 },
    digest: { weekday: 4, timeOfDayMs: 16.5 * 3_600_000 },
    staffing: {
      targetShare: 0.8,
      withinMs: 5 * 60_000,
      chatsAtOnce: 3,
      shifts: [{ name: 'early', fromMs: 7.5 * 3_600_000, lengthMs: 8 * 3_600_000 }],
      agents: [{ name: 'Ann', mostHours: 40, not: [6], prefers: [] }],
    },
    adapters: expect.anything(),
    timeZone: undefined,
    warnings: [],
  });
  expect(adapterSettings(text)).toEqual({
    slack: {
      staffChannel: 'help',
      teamChannels: { billing: 'money' },
      agents: '@help',
      leads: '@leads',
      admins: '@admins',
      replyPrefix: '>>',
      threadMessages: 'replies',
      customers: false,
      helpChannels: ['ask'],
      listenTo: ['C0123456789'],
      rateLimits: { perSecond: 3, perDestinationPerSecond: 0.9 },
    },
    discord: {
      helpChannels: ['1234'],
      listenTo: ['123456789012345678'],
      rateLimits: { perSecond: Infinity, perDestinationPerSecond: 2 },
    },
    telegram: { listenTo: ['-1001234567890'], rateLimits: { perSecond: 1_000, perDestinationPerSecond: Infinity } },
  });
});

describe('a mistake is told with its line and what to do', () => {
  test.each([
    [
      'an unknown setting',
      'name: A\ntickets:\n  reminder_minute: 5\n',
      3,
      'tickets.reminder_minute is no setting. Did you mean reminder_minutes?',
    ],
    ['an unknown heading', '\nticket: {}\n', 2, 'ticket is no setting. Did you mean tickets?'],
    [
      'a setting unlike any other',
      'satisfaction:\n  colour: red\n',
      2,
      'satisfaction.colour is no setting. There are: min_scores, reactions.',
    ],
    ['a text for a number', 'answering:\n  offer_at: often\n', 2, 'answering.offer_at must be a number'],
    [
      'a fraction for a whole number',
      'answering:\n  failures_before_handover: 1.5\n',
      2,
      'answering.failures_before_handover must be a whole number',
    ],
    ['a percentage for a share', 'answering:\n  offer_at: 20\n', 2, 'answering.offer_at must be at most 1'],
    [
      'more time to undo than anybody waits',
      'replies:\n  undo_seconds: 61\n',
      2,
      'replies.undo_seconds must be at most 60',
    ],
    ['no time at all', 'tickets:\n  reminder_minutes: 0\n', 2, 'tickets.reminder_minutes must be more than 0'],
    ['a negative number', 'priority:\n  urgency_weight: -1\n', 2, 'priority.urgency_weight must be at least 0'],
    [
      'a channel to listen to by its name',
      'slack:\n  listen_to:\n    - general\n',
      3,
      'slack.listen_to.0 is not usable: write a channel’s id such as C0123456789, which its details show at the end',
    ],
    [
      'a channel to listen to without quotes',
      'discord:\n  listen_to: [123456789012345678]\n',
      2,
      'discord.listen_to.0 must be a text: put it in quotes',
    ],
    [
      'a group without its minus',
      'telegram:\n  listen_to: ["1001234567890"]\n',
      2,
      'telegram.listen_to.0 is not usable: write the number of a group, which begins with a minus, in quotes',
    ],
    [
      'channels to listen to of a platform that there is not',
      'irc:\n  listen_to: ["1"]\n',
      1,
      `irc is no setting. There are: ${Object.keys(deskFileJsonSchema().properties ?? {}).join(', ')}.`,
    ],
    ['an empty name', 'name: " "\n', 1, 'name is empty'],
    ['a name that is a number', 'name: 24\n', 1, 'name must be a text: put it in quotes'],
    [
      'a list for settings',
      'tickets:\n  - reminder_minutes\n',
      1,
      'tickets must be made of settings, each on an indented line of its own',
    ],
    ['a file that is a list', '- a\n', 1, 'the file must be made of settings, each on an indented line of its own'],
    [
      'a burst shorter than its pauses',
      'answering:\n  burst_seconds: 9\n',
      1,
      'answering.burst_max_seconds must be at least answering.burst_seconds',
    ],
    [
      'offers above answers',
      'answering:\n  offer_at: 0.9\n',
      2,
      'answering.offer_at must be at most answering.answer_intent_at and answering.answer_article_at',
    ],
    [
      'a threshold beside costs',
      'answering:\n  costs: { wrong_answer: 5, needless_handover: 1, asking_back: 0.5 }\n  offer_at: 0.4\n',
      3,
      'answering.offer_at is not usable: it follows from answering.costs, leave one of the two out',
    ],
    [
      'a cost that is left out',
      'answering:\n  costs: { wrong_answer: 5, asking_back: 0.5 }\n',
      2,
      'answering.costs.needless_handover must be a number',
    ],
    [
      'only off-topic messages',
      'answering:\n  off_topic_share: 1\n',
      2,
      'answering.off_topic_share must be at most 0.95',
    ],
    [
      'a supervisor before the reminder',
      'tickets:\n  reminder_minutes: 60\n',
      1,
      'tickets.supervisor_minutes must be at least tickets.reminder_minutes',
    ],
    [
      'a weight that is neither a number nor a threshold',
      'priority:\n  importance_weight: heavy\n',
      2,
      'priority.importance_weight is not usable: write a weight from 0 to 10 such as 0.5, or a threshold with its maximum such as { threshold: 3, maximum: 5 }, whose quotient is the weight',
    ],
    [
      'a digest on no day of the week',
      'digest: { day: someday }\n',
      1,
      'digest is not usable: write when it is to come, such as { day: monday, at: "09:00" }, or off',
    ],
    ['a weight out of range', 'priority:\n  urgency_weight: 11\n', 2, 'priority.urgency_weight must be at most 10'],
    [
      'a threshold beyond what there can be',
      'priority:\n  complexity_weight: { threshold: 6 }\n',
      2,
      'priority.complexity_weight.threshold is not usable: must be at most the maximum',
    ],
    [
      'quiet customers who are asked after all is settled',
      'quiet_customers:\n  nudge_after_hours: 24\n  close_after_hours: 24\n',
      3,
      'quiet_customers.close_after_hours must be more than quiet_customers.nudge_after_hours',
    ],
  ])('%s', (_what, text, line, reason) => {
    expect(() => parseDeskFile(text)).toThrow(new ConfigError(`desk.yaml:${line}: ${reason}`));
  });

  test('what is not YAML', () => {
    expect(() => parseDeskFile('name: A\n\ttickets: {}\n')).toThrow(/^desk\.yaml:2: .*[Tt]ab/);
    expect(() => parseDeskFile('name: A\nname: B\n')).toThrow(/^desk\.yaml:2: .*unique/);
  });

  test('all of them at once, in the order of lines', () => {
    const mistakes = () => parseDeskFile('answering:\n  offer_at: 3\ntickets:\n  x: 1\n  reopen_hours: -1\nnames: B\n');
    expect(mistakes).toThrow(/^desk\.yaml:2: .*\ndesk\.yaml:4: .*\ndesk\.yaml:5: .*\ndesk\.yaml:6: .*$/);
  });
});

test('costs decide at which confidences the bot answers and asks back', () => {
  const { policy } = parseDeskFile('answering: { costs: { wrong_answer: 5, needless_handover: 1, asking_back: 0.5 } }');
  expect(policy).toMatchObject({ answerIntentAt: 0.9, answerArticleAt: 0.9, offerAt: 0.5, closeWithin: 0.25 });
});

test('the desk.yaml in the project is usable, and its saved JSON Schema is that of this version', async () => {
  await expect(readDeskFile(projectRoot())).resolves.toMatchObject({ name: expect.any(String) });
  const saved = await readFile(join(projectRoot(), 'schemas', 'desk.schema.json'), 'utf8');
  expect(JSON.parse(saved)).toEqual(deskFileJsonSchema());
});

test('the hosts that actions may call are written as in an address, each public or private', () => {
  const hosts = (text: string) => parseDeskFile(`actions:\n  hosts:\n    ${text}\n`).actionHosts;
  expect(hosts('{ API.shop.example: public, "localhost:3400": private, "[::1]": private }')).toEqual([
    { hostname: 'api.shop.example', port: undefined, isPrivate: false },
    { hostname: 'localhost', port: 3400, isPrivate: true },
    { hostname: '[::1]', port: undefined, isPrivate: true },
  ]);
  expect(() => hosts('https://shop.example: public')).toThrow('is no host: write one such as api.shop.example');
  expect(() => hosts('shop.example: open')).toThrow(/desk\.yaml:3: actions\.hosts\.shop\.example .*public/);
});

test('the default locale is a language tag', () => {
  expect(parseDeskFile('default_locale: pt-BR').defaultLocale).toBe('pt-BR');
  expect(parseDeskFile('').defaultLocale).toBeUndefined();
  expect(() => parseDeskFile('name: x\ndefault_locale: English')).toThrow(/desk.yaml:2: default_locale .*no language/);
});

test('a time zone is one that there is', () => {
  expect(parseDeskFile('time_zone: Asia/Shanghai').timeZone).toBe('Asia/Shanghai');
  expect(parseDeskFile('').timeZone).toBeUndefined();
  expect(() => parseDeskFile('name: x\ntime_zone: Mars/Olympus')).toThrow(/desk.yaml:2: .*no time zone/);
});

test.each([
  ['off', undefined],
  ['{ day: sunday }', { weekday: 6, timeOfDayMs: 9 * 3_600_000 }],
  ['{ at: 7:05 }', { weekday: 0, timeOfDayMs: (7 * 60 + 5) * 60_000 }],
])('a digest may be written as %s', (text, digest) => {
  expect(parseDeskFile(`digest: ${text}\n`).digest).toEqual(digest);
});
