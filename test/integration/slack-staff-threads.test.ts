/** What staff see in Slack of tickets and of what happens to them. */

import { expect, test } from 'vitest';
import type { TicketCard } from '../../src/ports/staff-platform.ts';
import { ALL_SCOPES } from '../platforms/slack/scopes.ts';
import { makeCard, makeEvent, makeMessage } from '../support/scripted-staff-service.ts';
import { slackSettings } from '../support/slack-desk.ts';
import { ANOTHER_TRY, FIRST_TRY, SlackStaffSetup } from '../support/slack-staff-platform.ts';

const HOSTILE = '<!channel> <@U1> *bold* :smile: <https://evil.example|safe> `x` & https://evil.example @here';
const LONG_AGO = Date.UTC(2026, 0, 2, 3, 4);

test('a storm of tickets is one notice in the staff channel, changed in place, found again, and put up anew when it is gone', async () => {
  const staff = await SlackStaffSetup.start();
  const texts = () => staff.ann.sees(staff.channel).map(({ text }) => text.replaceAll('\n', ' '));
  const notice = await staff.staffPlatform.showStorm({ waiting: 1 }, undefined, FIRST_TRY);
  expect(await staff.staffPlatform.showStorm({ waiting: 412 }, notice, FIRST_TRY)).toEqual(notice);
  expect(texts()).toEqual([
    '🌩️ Many new tickets at once: 412 more tickets without a card here All of them stand in the queue, in the app’s Home; cards follow bit by bit, at once for those that somebody claims.',
  ]);
  expect(await staff.staffPlatform.showStorm({ waiting: 413 }, undefined, ANOTHER_TRY)).toEqual(notice);
  await staff.staffPlatform.showStorm({ waiting: 0 }, notice, FIRST_TRY);
  expect(texts()).toEqual(['🌤️ The storm of tickets is over: every ticket that still waits has its card here.']);
  const gone = { ...notice, threadKey: '1.000001' };
  expect(await staff.staffPlatform.showStorm({ waiting: 7 }, gone, FIRST_TRY)).not.toEqual(notice);
  expect(texts().at(-1)).toContain(': 7 more tickets without');
});

test('a ticket is a card in the staff channel that says all there is to know, with what can be done', async () => {
  const staff = await SlackStaffSetup.start();
  const earlier = await staff.opens(
    makeCard({ id: 'ticket-3', subject: 'Refund?', status: 'closed', openedAt: LONG_AGO }, { number: 3 }),
  );
  await staff.opens(
    makeCard(
      {
        waitingSince: LONG_AGO,
        tried: [
          {
            question: 'parcel??',
            what: 'nothing_found',
            intent: undefined,
            articleId: undefined,
            confidence: 0,
            at: 0,
          },
          { question: 'Where is it', what: 'asked', intent: 'track', articleId: undefined, confidence: 0.7, at: 0 },
          {
            question: 'Where is it',
            what: 'answered',
            intent: 'track',
            articleId: 'tracking',
            confidence: 0.71,
            at: 0,
          },
        ],
      },
      {
        earlier: [earlier],
        earlierCount: 3,
        satisfaction: {
          ratings: { ...makeCard().satisfaction.ratings, scored: 2, mean: 4.5 },
          answers: makeCard().satisfaction.answers,
        },
        articles: [
          { articleId: 'tracking', locale: 'zh', title: 'Track a parcel', passage: 'x', score: 1, confidence: 0.62 },
        ],
        tellsDeletes: false,
        consoleUrl: 'https://desk.example/console/tickets/12',
      },
    ),
  );
  const card = staff.ann.sees(staff.channel).at(-1);
  expect(card?.text.split('\n')).toEqual([
    '#12 · Where is my parcel?',
    'Kim Li on Discord · Chinese (zh) · 🙁 Unhappy · No answer known',
    '🔵 Waiting for somebody since 2026-01-02 03:04 UTC',
    'Priority 0.5·4 + 0.5·3 = 3.5 (importance 4, urgency 3)',
    'The bot tried',
    '“parcel??” – found nothing',
    '“Where is it” – answered from tracking, 71 % sure',
    'Earlier tickets',
    '#3 Refund? (closed, 2026-01-02 03:04 UTC)',
    'and 2 more',
    'May help',
    '📄 Track a parcel · 62 %',
    'This customer so far: 2 tickets rated, 4.5 of 5 · Discord does not tell when customers delete messages',
    'Open in the console',
  ]);
  const thread = `https://teapot.slack.com/archives/${staff.channel.id}/p${earlier.staffThread.threadKey.replace('.', '')}`;
  expect(card?.links.map(({ url }) => url)).toEqual([thread, 'https://desk.example/console/tickets/12']);
  expect(card?.buttons.map(({ text }) => text)).toEqual(['Send', 'Claim', 'Note', 'Resolve', 'Why?']);
});

test.each([
  ['open', undefined, ['Claim', 'Note', 'Resolve', 'Why?']],
  ['claimed', 'Ann', ['Reply', 'Note', 'Resolve', 'Take over', 'Why?']],
  ['snoozed', undefined, ['Claim', 'Note', 'Resolve', 'Why?']],
  ['resolved', 'Ann', ['Reopen', 'Note', 'Close', 'Why?']],
  ['closed', 'Ann', ['Reopen', 'Note', 'Why?']],
] as const)(
  'a card of a ticket that is %s, assigned to %s, has the buttons that make sense',
  async (status, name, buttons) => {
    const staff = await SlackStaffSetup.start();
    const assignee = name && { id: 'x', name, role: 'agent' as const };
    await staff.opens(makeCard({ status, assignee }));
    expect(staff.ann.sees(staff.channel)[0]?.buttons.map(({ text }) => text)).toEqual(buttons);
  },
);

test('a card of a ticket that is resolved says who held it last, and offers no articles to send', async () => {
  const staff = await SlackStaffSetup.start();
  const assignee = staff.memberFor(staff.ann);
  const article = {
    articleId: 'tracking',
    locale: 'zh',
    title: 'Track a parcel',
    passage: 'x',
    score: 1,
    confidence: 1,
  };
  await staff.opens(makeCard({ status: 'resolved', assignee, waitingSince: undefined }, { articles: [article] }));
  const [card] = staff.ann.sees(staff.channel);
  expect(card?.text).toContain('✅ Resolved, last assigned to Ann');
  expect(card?.text).not.toContain('Track a parcel');
});

test('a ticket that was put off says until when by the reader’s own clock', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens();
  const event = makeEvent('snoozed', { detail: `Until ${new Date(LONG_AGO).toISOString()}` });
  await staff.adds(card, { id: 'e', kind: 'event', event });
  expect(staff.below(card)[0]?.text).toBe(`💤 ${event.by.name} snoozed it until 2026-01-02 03:04 UTC`);
});

test('a ticket that was put off until the customer writes says so', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens(makeCard({ status: 'snoozed', waitingSince: undefined }));
  expect(staff.ann.sees(staff.channel)[0]?.text).toContain('💤 Snoozed until the customer writes');
  const event = makeEvent('snoozed', { detail: 'Until the customer writes' });
  await staff.adds(card, { id: 'e', kind: 'event', event });
  expect(staff.below(card)[0]?.text).toContain('snoozed it: Until the customer writes');
});

test('a card says of a customer who may not come back how likely that is, and why', async () => {
  const staff = await SlackStaffSetup.start();
  await staff.opens(makeCard({}, { leaving: { probability: 0.784, reasons: 'waited 12 h, last rating: 2' } }));
  const [shown] = staff.ann.sees(staff.channel);
  expect(shown?.text).toContain('May not come back (78 %): waited 12 h, last rating: 2');
});

test('the card changes in place', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens();
  await staff.changes(card, { status: 'claimed', assignee: staff.memberFor(staff.ann), waitingSince: undefined });
  const [shown, ...others] = staff.ben.sees(staff.channel);
  expect(shown?.text).toContain('🟡 In hand, assigned to Ann');
  expect(others).toEqual([]);
});

test('a ticket goes to the channel of its category’s team', async () => {
  const staff = await SlackStaffSetup.start({
    settings: { teamChannels: { billing: 'Billing' } },
    arrange: (platform, members) => void platform.createChannel({ name: 'billing', members }),
  });
  const { staffThread } = await staff.opens(makeCard({ category: 'billing' }));
  expect(staffThread.channelKey).toBe(staff.channelNamed('billing').id);
});

test('a channel that is not there keeps the ticket for later, and says what to do', async () => {
  const staff = await SlackStaffSetup.start({ settings: { staffChannel: '#nowhere' } });
  await expect(staff.staffPlatform.openThread(makeCard(), FIRST_TRY)).rejects.toMatchObject({
    failure: 'unavailable',
    message: expect.stringContaining('create it, or invite the app'),
  });
});

test('a channel that the app is not in keeps the ticket for later, and says what to do', async () => {
  const scopes = ALL_SCOPES.filter((scope) => scope !== 'chat:write.public');
  const staff = await SlackStaffSetup.start({ platform: { scopes } });
  staff.platform.removeApp(staff.channel);
  await expect(staff.staffPlatform.openThread(makeCard(), FIRST_TRY)).rejects.toMatchObject({
    failure: 'unavailable',
    message: expect.stringContaining('invite the app'),
  });
});

test('nothing a customer wrote pings, formats, links or names an emoji, anywhere', async () => {
  const staff = await SlackStaffSetup.start();
  const leaving = { probability: 0.8, reasons: HOSTILE };
  const changes = { subject: HOSTILE, customerName: HOSTILE };
  const card = await staff.opens(makeCard(changes, { unreachable: HOSTILE, leaving }));
  const author = { kind: 'customer' as const, id: 'c', name: HOSTILE };
  const message = makeMessage(HOSTILE, { author });
  await staff.adds(card, { id: 'h', kind: 'history', messages: [message] });
  await staff.adds(card, { id: 'm', kind: 'message', message, deliveryDetail: undefined });
  await staff.adds(card, { id: 'e', kind: 'event', event: makeEvent('reacted', { by: author, detail: HOSTILE }) });
  await staff.adds(card, { id: 'a', kind: 'event', event: makeEvent('action_ended', { detail: HOSTILE }) });
  for (const shown of [...staff.ann.sees(staff.channel), ...staff.below(card)]) {
    expect(shown.text).toContain(HOSTILE);
    expect([shown.pings, shown.links]).toEqual([[], []]);
  }
  for (const { text, blocks } of staff.platform.messages(staff.channel)) {
    expect(text).not.toMatch(/<[!@h]|:smile:/);
    expect(JSON.stringify(blocks)).not.toContain('mrkdwn');
  }
});

test('the longest texts are cut so that Slack takes them', async () => {
  const staff = await SlackStaffSetup.start();
  const long = `${'很长 '.repeat(20_000)}`;
  const article = { articleId: 'a', locale: 'zh', title: long, passage: long, score: 1, confidence: 1 };
  const attempt = {
    question: long,
    what: 'answered' as const,
    intent: 'i',
    articleId: undefined,
    confidence: 1,
    at: 0,
  };
  const card = await staff.opens(
    makeCard(
      { subject: long, customerName: 'K'.repeat(200), tried: Array(20).fill(attempt) },
      { articles: Array.from({ length: 3 }, (_, index) => ({ ...article, articleId: `a${index}` })) },
    ),
  );
  const messages = Array.from({ length: 60 }, () => makeMessage(long));
  await staff.adds(card, { id: 'h', kind: 'history', messages });
  await staff.adds(card, { id: 'm', kind: 'message', message: makeMessage(long), deliveryDetail: undefined });
  await staff.adds(card, { id: 'n', kind: 'event', event: makeEvent('note', { detail: long }) });
  expect(staff.below(card).map(({ text }) => text.endsWith('…'))).toEqual([true, true, true]);
});

test('what was said before stands first in the thread', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens();
  const bot = { kind: 'bot' as const, id: 'bot', name: 'Shop bot' };
  const messages = [makeMessage('**你好**'), makeMessage('Hello! See\n[our returns](return-item).', { author: bot })];
  await staff.adds(card, { id: 'history', kind: 'history', messages });
  expect(staff.below(card)[0]?.text).toBe(
    '💬 What was said before\nKim Li: **你好**\nShop bot: Hello! See our returns.',
  );
});

test('the customer’s messages appear in the thread, and mention who holds the ticket', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens(makeCard({ status: 'claimed' }));
  card.ticket.assignee = staff.memberFor(staff.ann);
  await staff.adds(card, {
    id: 'm1',
    kind: 'message',
    message: makeMessage('Still there?'),
    deliveryDetail: undefined,
  });
  expect(staff.below(card)).toMatchObject([{ text: 'Kim Li → @Ann\nStill there?', pings: ['Ann'] }]);
  await staff.ann.runs('/desk', 'mute 1h', staff.channel);
  await staff.adds(card, { id: 'm2', kind: 'message', message: makeMessage('Hello?'), deliveryDetail: undefined });
  expect(staff.below(card)[1]).toMatchObject({ text: 'Kim Li\nHello?', pings: [] });
});

test('a customer’s edit and delete change the post, and mention nobody', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens(makeCard({ status: 'claimed' }));
  card.ticket.assignee = staff.memberFor(staff.ann);
  const message = makeMessage('order 41');
  const postKey = await staff.adds(card, { id: 'm', kind: 'message', message, deliveryDetail: undefined });
  const show = (changed: Partial<typeof message>) =>
    staff.staffPlatform.showItem(card.staffThread, postKey, {
      id: 'm',
      kind: 'message',
      message: { ...message, ...changed },
      deliveryDetail: undefined,
    });
  await show({ text: 'order 42', editedAt: 1 });
  expect(staff.below(card)).toMatchObject([{ text: 'Kim Li (edited)\norder 42', pings: [] }]);
  await show({ deletedAt: 2 });
  expect(staff.below(card)).toMatchObject([{ text: '🗑️ Kim Li: (deleted by the customer)' }]);
});

test('the customer’s files are copied into the thread; those that cannot be are named with why', async () => {
  const files = new Map([
    ['a', 'one'],
    ['b', ''],
  ]);
  const staff: SlackStaffSetup = await SlackStaffSetup.start({
    openAttachment: (file) => staff.service.openAttachment(file),
  });
  staff.service.files = files;
  const card = await staff.opens();
  const file = (key: string, name: string, sizeBytes: number) => ({
    channel: 'discord',
    account: 'x',
    key,
    name,
    mediaType: undefined,
    sizeBytes,
  });
  const attachments = [file('a', 'photo.png', 3), file('b', '../empty.txt', 0), file('c', 'film.mov', 2_000_000_000)];
  const message = makeMessage('Look', { attachments });
  await staff.adds(card, { id: 'm', kind: 'message', message, deliveryDetail: undefined });
  const [post, copy, ...others] = staff.below(card);
  expect(post?.text.split('\n')).toEqual([
    'Kim Li',
    'Look',
    '📎 photo.png (3 B)',
    '📎 ../empty.txt (0 B)',
    '📎 film.mov (2000.0 MB, larger than 100.0 MB: not copied here)',
    '⚠️ Could not be copied here: ../empty.txt: it is empty',
  ]);
  expect(copy?.files).toEqual(['photo.png']);
  expect(others).toEqual([]);
  await staff.staffPlatform.addItem(
    card.staffThread,
    { id: 'm', kind: 'message', message, deliveryDetail: undefined },
    ANOTHER_TRY,
  );
  expect(staff.below(card).flatMap((shown) => shown.files)).toEqual(['photo.png']);
});

test('what an agent wrote elsewhere stands in the thread with how far it got, and can be changed there', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens();
  const author = { kind: 'agent' as const, id: 'x', name: 'Ann' };
  const message = makeMessage('It is **on its way**, see [tracking](https://track.example).', {
    author,
    delivery: 'pending',
  });
  const item = { id: 'm', kind: 'message' as const, message, deliveryDetail: undefined };
  const postKey = await staff.adds(card, item);
  expect(staff.below(card)[0]?.text).toBe('💬 Ann → Kim Li\nIt is on its way, see tracking.\n⏳ On its way');
  const show = (changed: Partial<typeof message>, deliveryDetail?: string) =>
    staff.staffPlatform.showItem(card.staffThread, postKey, {
      ...item,
      message: { ...message, ...changed },
      deliveryDetail,
    });
  await show({ delivery: 'unknown' }, 'the answer was lost');
  expect(staff.below(card)[0]?.text).toContain('❓ It is not known whether this arrived: the answer was lost');
  await show({ delivery: 'sent', score: 1, editedAt: 1 });
  expect(staff.below(card)[0]?.text).toContain('💬 Ann → Kim Li (edited)');
  expect(staff.below(card)[0]?.text).toContain('✅ Delivered · 👍 helped');
});

test('what happened stands in the thread in few words', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens();
  const ann = { kind: 'agent' as const, id: 'x', name: 'Ann' };
  const kim = { kind: 'customer' as const, id: 'c', name: 'Kim Li' };
  const events = [
    makeEvent('claimed', { by: ann }),
    makeEvent('note', { by: ann, detail: 'Is it\nlost?' }),
    makeEvent('reacted', { by: kim, detail: '👍' }),
    makeEvent('customer_unreachable', { by: kim, detail: 'blocked the bot' }),
    makeEvent('action_requested', { by: ann, detail: 'order_status (order_number 100234)' }),
    makeEvent('action_ended', { by: ann, detail: 'order_status (order_number 100234): found, state packed' }),
  ];
  for (const [index, event] of events.entries()) await staff.adds(card, { id: `e${index}`, kind: 'event', event });
  expect(staff.below(card).map(({ text }) => text)).toEqual([
    '🙋 Ann claimed it',
    '📝 Ann left a note\nIs it\nlost?',
    '💟 Kim Li reacted: 👍',
    '🚫 Kim Li cannot be written to: blocked the bot',
    '⚙️ Ann asked for an action: order_status (order_number 100234)',
    '⚙️ Ann told how an action ended: order_status (order_number 100234): found, state packed',
  ]);
});

test('a reminder shows in the channel and mentions nobody; the supervisor’s call mentions whom desk.yaml names', async () => {
  const staff = await SlackStaffSetup.start();
  staff.platform.createUserGroup({ handle: 'leads', users: [staff.ben] });
  const card = await staff.opens();
  await staff.adds(card, {
    id: 'r',
    kind: 'event',
    event: makeEvent('reminder', { detail: 'Nobody has claimed this yet' }),
  });
  const detail = 'Still unclaimed: @leads, please see to it';
  await staff.adds(card, { id: 's', kind: 'event', event: makeEvent('supervisor_called', { detail }) });
  expect(staff.ann.sees(staff.channel).slice(1)).toMatchObject([
    { text: '🔔 Nobody has claimed this yet', pings: [] },
    { text: `📣 ${detail} @leads`, pings: ['leads'] },
  ]);
});

test('a card or an item whose answer was lost is found again, not shown twice', async () => {
  const staff = await SlackStaffSetup.start();
  const { faults } = staff.platform;
  const card: TicketCard = makeCard();
  faults.next('chat.postMessage', { kind: 'response-lost' });
  await expect(staff.staffPlatform.openThread(card, FIRST_TRY)).rejects.toMatchObject({ failure: 'unknown' });
  card.staffThread = await staff.staffPlatform.openThread(card, ANOTHER_TRY);
  staff.service.cards.push(card);
  const item = { id: 'e', kind: 'event' as const, event: makeEvent('claimed') };
  faults.next('chat.postMessage', { kind: 'response-lost' });
  await expect(staff.adds(card, item)).rejects.toMatchObject({ failure: 'unknown' });
  const postKey = await staff.staffPlatform.addItem(card.staffThread, item, ANOTHER_TRY);
  expect(staff.ann.sees(staff.channel)).toMatchObject([{ ts: card.staffThread.threadKey, replies: 1 }]);
  expect(staff.below(card)).toMatchObject([{ ts: postKey }]);
});

test('an item that an earlier version posted is found as well', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens();
  const { channelKey, threadKey } = card.staffThread;
  const metadata = { event_type: 'relaydesk_room', event_payload: { ticket: card.ticket.id, entry: 'e' } };
  const values = { channel: channelKey, thread_ts: threadKey, text: 'Claimed', metadata: JSON.stringify(metadata) };
  const response = await fetch(`${staff.platform.url}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${staff.platform.botToken}` },
    body: new URLSearchParams(values),
  });
  expect(await response.json()).toMatchObject({ ok: true });
  const item = { id: 'e', kind: 'event' as const, event: makeEvent('claimed') };
  const postKey = await staff.staffPlatform.addItem({ channelKey, threadKey }, item, ANOTHER_TRY);
  expect(staff.below(card)).toMatchObject([{ ts: postKey }]);
});

test('a card that somebody removed is gone, and a new thread takes its place', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens();
  await staff.adds(card, { id: 'e', kind: 'event', event: makeEvent('claimed') });
  staff.platform.removeMessage(staff.refTo(card));
  expect(await staff.staffPlatform.showCard(card.staffThread, card)).toBe('gone');
  const staffThread = await staff.staffPlatform.openThread(card, FIRST_TRY);
  expect(await staff.staffPlatform.showCard(staffThread, card)).toBe('shown');
});

test('when Slack asks to send less, the thread is shown later and the channel is left alone until then', async () => {
  const rateLimits = slackSettings().rateLimits;
  const staff = await SlackStaffSetup.start({ settings: { rateLimits } });
  staff.platform.faults.next('chat.postMessage', { kind: 'rate-limited', retryAfterSeconds: 30 });
  await expect(staff.staffPlatform.openThread(makeCard(), FIRST_TRY)).rejects.toMatchObject({
    failure: 'unavailable',
    retryAfterMs: 30_000,
  });
});
