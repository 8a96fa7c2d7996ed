/** What staff do in Slack, and what the desk hears of it. */

import { expect, test } from 'vitest';
import { gate } from '../platforms/slack/running.ts';
import { makeCard, makeEvent, makeMessage } from '../support/scripted-staff-service.ts';
import { SlackStaffSetup } from '../support/slack-staff-platform.ts';

const ASSIGNED_TO_BEN = {
  ok: false as const,
  code: 'assigned_to_other' as const,
  message: 'This ticket is assigned to Ben.',
};

/** A ticket that is assigned to Ann. */
async function startAssigned(options?: Parameters<typeof SlackStaffSetup.start>[0]) {
  const staff = await SlackStaffSetup.start(options);
  const card = await staff.opens(makeCard({ status: 'claimed' }));
  card.ticket.assignee = staff.memberFor(staff.ann);
  await staff.changes(card, {});
  return { staff, card };
}

test('a click on Claim claims, and clicking twice claims once', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens();
  const outcomes = await Promise.all([1, 2].map(() => staff.ann.presses(staff.refTo(card), 'action:claim')));
  expect(outcomes.map(({ kind }) => kind)).toEqual(['acknowledged', 'acknowledged']);
  expect(staff.service.submissions).toBe(2);
  expect(staff.service.requests).toMatchObject([
    { ticketId: 'ticket-12', staff: staff.memberFor(staff.ann), command: { kind: 'claim' } },
  ]);
});

test('of two who claim at once one is told who has it, and only they see that', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens();
  staff.service.decide = ({ staff: { name } }) => (name === 'Ben' ? { ok: true, message: 'Yours.' } : ASSIGNED_TO_BEN);
  await Promise.all([staff.ann, staff.ben].map((person) => person.presses(staff.refTo(card), 'action:claim')));
  await staff.platform.until(() => staff.ann.sees(staff.channel).length === 2);
  expect(staff.ann.sees(staff.channel)[1]).toMatchObject({ text: 'This ticket is assigned to Ben.', ephemeral: true });
  expect(staff.ben.sees(staff.channel)).toHaveLength(1);
});

test('a click is acknowledged only once it is durable', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens();
  const disk = gate();
  staff.service.keep = () => disk.opened;
  const clicking = staff.ann.presses(staff.refTo(card), 'action:claim');
  await staff.service.submitted(1);
  expect(staff.platform.deliveries.at(-1)?.acknowledgement).toBeUndefined();
  disk.open();
  expect((await clicking).kind).toBe('acknowledged');
});

test.each([
  ['action:resolve', { kind: 'resolve' }],
  ['action:claim', { kind: 'claim' }],
])('a button of the card: %s', async (action, command) => {
  const { staff, card } = await startAssigned();
  await staff.ann.presses(staff.refTo(card), action);
  expect((await staff.service.asked(1)).command).toEqual(command);
});

test.each([
  ['hand_back', { kind: 'hand_back' }],
  ['close', { kind: 'close' }],
])('the card’s menu: %s', async (action, command) => {
  const { staff, card } = await startAssigned();
  await staff.ann.chooses(staff.refTo(card), 'action:more', `${action} ticket-12`);
  expect((await staff.service.asked(1)).command).toEqual(command);
});

test('whoever is not staff may look on: clicks, 👀 and a reply in the thread do nothing, and they are told', async () => {
  const { staff, card } = await startAssigned();
  await staff.zoe.presses(staff.refTo(card), 'action:resolve');
  staff.zoe.reacts(staff.refTo(card), 'eyes');
  staff.writes(card, '! Hello from Zoe', staff.zoe);
  staff.writes(card, 'What is going on?', staff.zoe);
  await staff.platform.until(
    () => staff.zoe.sees(staff.channel).length === 3 && staff.below(card, staff.zoe).length === 3,
  );
  await staff.desk.settled();
  expect(staff.zoe.sees(staff.channel)[1]).toMatchObject({
    ephemeral: true,
    text: expect.stringContaining('acting is for staff'),
  });
  expect(staff.service.requests).toEqual([]);
});

test('👀 on the card claims and ✅ resolves; elsewhere, and by the bot, they are only emoji', async () => {
  const { staff, card } = await startAssigned();
  const note = staff.writes(card, 'a note');
  await staff.service.asked(1);
  staff.ann.reacts(note, 'white_check_mark');
  staff.ann.reacts(staff.refTo(card), 'eyes');
  staff.ann.reacts(staff.refTo(card), 'tada');
  await staff.service.asked(2);
  staff.ann.reacts(staff.refTo(card), 'white_check_mark');
  await staff.service.asked(3);
  await staff.desk.settled();
  expect(staff.service.requests.map(({ command }) => command.kind)).toEqual(['note', 'claim', 'resolve']);
});

test('a plain message in the thread is a note', async () => {
  const { staff, card } = await startAssigned();
  const { ts } = staff.writes(card, 'Is this *really* lost? See https://track.example');
  expect(await staff.service.asked(1)).toMatchObject({
    key: `slack:message:${staff.channel.id}:${ts}`,
    ticketId: 'ticket-12',
    staff: { name: 'Ann', role: 'agent' },
    command: { kind: 'note', staffPost: `${staff.channel.id}:${ts}` },
  });
});

test('a message that begins with the reply prefix is a reply, with its files', async () => {
  const { staff, card } = await startAssigned();
  const files = { files: [{ name: 'label.pdf', content: 'label' }] };
  const { ts } = staff.writes(card, '  ! It is on its way', staff.ann, files);
  expect((await staff.service.asked(1)).command).toEqual({
    kind: 'reply',
    text: 'It is on its way',
    staffPost: `${staff.channel.id}:${ts}`,
    attachments: [
      {
        channel: 'slack',
        account: staff.platform.team.id,
        key: expect.stringMatching(/^F/),
        name: 'label.pdf',
        mediaType: 'application/pdf',
        sizeBytes: 5,
      },
    ],
  });
});

test('the reply prefix alone is nothing, and a message elsewhere in the channel is nobody’s business', async () => {
  const { staff, card } = await startAssigned();
  staff.writes(card, '!');
  staff.ann.writes(staff.channel, '! lunch?');
  const other = staff.ann.writes(staff.channel, 'a thread of our own');
  staff.ann.writes(staff.channel, '! in it', { thread: other.ts });
  await staff.desk.settled();
  expect(staff.service.requests).toEqual([]);
  expect(staff.desk.events).toEqual([]);
});

test('where a ticket was shown once is a place of staff, whatever is configured today', async () => {
  const staff = await SlackStaffSetup.start({
    settings: { helpChannels: ['#old-desk'] },
    arrange: (platform, people) => void platform.createChannel({ name: 'old-desk', members: people }),
  });
  const old = staff.channelNamed('old-desk');
  const card = staff.ben.writes(old, 'stands for the card');
  await staff.platform.until(() => staff.desk.events.length > 0);
  staff.desk.events.length = 0;
  const staffThread = { channelKey: old.id, threadKey: card.ts };
  staff.service.cards.push({ ...makeCard({ assignee: { id: 'a', name: 'Ann', role: 'agent' } }), staffThread });
  staff.ann.writes(old, 'he calls every week', { thread: card.ts });
  staff.ann.writes(old, '! On its way', { thread: card.ts });
  staff.zoe.writes(old, 'and what is this?');
  await staff.service.asked(2);
  await staff.desk.settled();
  expect(staff.service.requests.map(({ command }) => command)).toMatchObject([
    { kind: 'note', text: 'he calls every week' },
    { kind: 'reply', text: 'On its way' },
  ]);
  expect(staff.desk.events).toEqual([]);
});

test('a reply in a thread that is no ticket’s any more is refused aloud to its writer', async () => {
  const { staff } = await startAssigned();
  const gone = staff.ben.writes(staff.channel, 'stands for the card of before');
  staff.ann.writes(staff.channel, 'a word among us', { thread: gone.ts });
  staff.ann.writes(staff.channel, '! On its way', { thread: gone.ts });
  const told = await staff.platform.until(() => staff.ann.seesThread(gone).find(({ ephemeral }) => ephemeral));
  expect(told.text).toContain('Nothing was sent');
  expect(staff.service.requests).toEqual([]);
});

test('where plain messages go out, the prefix makes a note', async () => {
  const { staff, card } = await startAssigned({ settings: { threadMessages: 'replies', replyPrefix: '//' } });
  staff.writes(card, 'It is on its way');
  staff.writes(card, '// is it?');
  await staff.service.asked(2);
  expect(staff.service.requests.map(({ command }) => command)).toMatchObject([
    { kind: 'reply', text: 'It is on its way' },
    { kind: 'note', text: 'is it?' },
  ]);
});

test.each([
  ['notes', '!', '!important do not refund', 'begin with “!” and a space'],
  ['notes', '!', '!!! careful, a fraudster', 'begin with “!” and a space'],
  ['replies', '//', '//internal: careful', 'do not begin with “//”'],
] as const)(
  'where plain messages are %s, what begins with something like %s stays inside, and its writer is told how to send it: %s',
  async (threadMessages, replyPrefix, typed, advice) => {
    const { staff, card } = await startAssigned({ settings: { threadMessages, replyPrefix } });
    staff.writes(card, typed);
    expect((await staff.service.asked(1)).command).toMatchObject({ kind: 'note' });
    const told = await staff.platform.until(() => staff.below(card).find(({ ephemeral }) => ephemeral));
    expect(told.text).toContain('the customer does not see it');
    expect(told.text).toContain(advice);
  },
);

test.each(['!careful with this one', 'careful with this one'])(
  'a reply that is edited into what is not clearly one does not change for the customer: %s',
  async (typed) => {
    const { staff, card } = await startAssigned();
    const reply = staff.writes(card, '! Hello');
    await staff.service.asked(1);
    staff.service.posts.set(`${staff.channel.id}:${reply.ts}`, { ticketId: 'ticket-12', messageId: 'message-9' });
    staff.ann.edits(reply, typed);
    const told = await staff.platform.until(() => staff.below(card).find(({ ephemeral }) => ephemeral));
    expect(told.text).toContain('still sees what you sent before');
    expect(staff.service.requests).toHaveLength(1);
  },
);

test('a message that Slack delivers again counts once', async () => {
  const { staff, card } = await startAssigned();
  staff.platform.faults.next('message', { kind: 'delivered-twice' });
  staff.writes(card, '! Hello');
  await staff.service.submitted(2);
  expect(staff.service.requests).toHaveLength(1);
});

test('a message that could not be kept is not acknowledged, and comes again', async () => {
  const { staff, card } = await startAssigned();
  let tries = 0;
  staff.service.keep = async () => {
    tries += 1;
    if (tries === 1) throw new Error('disk full');
  };
  staff.writes(card, '! Hello');
  await staff.service.asked(1);
  expect(tries).toBe(2);
});

test('a reply that is refused is told to its writer alone, in the thread', async () => {
  const { staff, card } = await startAssigned();
  staff.service.decide = () => ASSIGNED_TO_BEN;
  staff.writes(card, '! Hello');
  await staff.platform.until(() => staff.below(card).length === 2);
  expect(staff.below(card)[1]).toMatchObject({ text: 'This ticket is assigned to Ben.', ephemeral: true });
  expect(staff.below(card, staff.ben)).toHaveLength(1);
});

test('how far a reply from the thread got is a reaction on the message itself', async () => {
  const { staff, card } = await startAssigned();
  const written = staff.writes(card, '! Hello');
  const { command } = await staff.service.asked(1);
  const staffPost = command.kind === 'reply' ? command.staffPost : undefined;
  const author = { kind: 'agent' as const, id: 'x', name: 'Ann' };
  const message = makeMessage('Hello', { author, staffPost });
  const show = (delivery: typeof message.delivery, deliveryDetail?: string) =>
    staff.staffPlatform.showItem(card.staffThread, written.ts, {
      id: `message:${message.id}`,
      kind: 'message',
      message: { ...message, delivery },
      deliveryDetail,
    });
  const shown = () => staff.below(card).map(({ text, reactions }) => [text, Object.keys(reactions)]);
  await show('pending');
  expect(shown()).toEqual([['! Hello', []]]);
  await show('unknown', 'the answer was lost');
  expect(shown()).toEqual([
    ['! Hello', ['question']],
    ['❓ It is not known whether this arrived: the answer was lost', []],
  ]);
  await show('sent');
  await show('sent');
  expect(shown()).toEqual([
    ['! Hello', ['white_check_mark']],
    ['✅ Delivered', []],
  ]);
});

test('an edit or a delete of a reply from the thread follows to the customer', async () => {
  const { staff, card } = await startAssigned();
  const reply = staff.writes(card, '! Helo');
  await staff.service.asked(1);
  staff.service.posts.set(`${staff.channel.id}:${reply.ts}`, { ticketId: 'ticket-12', messageId: 'message-9' });
  staff.ann.edits(reply, '! Hello');
  expect((await staff.service.asked(2)).command).toEqual({
    ...{ kind: 'edit_reply', messageId: 'message-9', text: 'Hello', attachments: [] },
  });
  staff.platform.unfurl(reply, { title: 'a link’s preview is no edit' });
  staff.ann.deletes(reply);
  expect((await staff.service.asked(3)).command).toEqual({ kind: 'delete_reply', messageId: 'message-9' });
});

test('a file that is taken out of a reply is taken from the customer, and with the last of it the reply', async () => {
  const { staff, card } = await startAssigned();
  const files = ['a.pdf', 'b.pdf'].map((name) => ({ name, content: name }));
  const reply = staff.writes(card, '! Hello', staff.ann, { files });
  const bare = staff.writes(card, '!', staff.ann, { files: files.slice(0, 1) });
  await staff.service.asked(2);
  for (const [{ ts }, messageId] of [[reply, 'message-1'] as const, [bare, 'message-2'] as const])
    staff.service.posts.set(`${staff.channel.id}:${ts}`, { ticketId: 'ticket-12', messageId });
  for (const message of [reply, bare]) staff.ann.deletesFile(message.files?.[0]?.id ?? '');
  await staff.service.asked(4);
  expect(staff.service.requests.slice(2).map(({ command }) => command)).toEqual([
    {
      ...{ kind: 'edit_reply', messageId: 'message-1', text: 'Hello' },
      attachments: [expect.objectContaining({ name: 'b.pdf' })],
    },
    { kind: 'delete_reply', messageId: 'message-2' },
  ]);
});

test('a reply whose words are not clearly one any more loses a file, and its words stay as they were sent', async () => {
  const { staff, card } = await startAssigned();
  const reply = staff.writes(card, '! Hello', staff.ann, { files: [{ name: 'a.pdf', content: 'a' }] });
  await staff.service.asked(1);
  const message = makeMessage('Hello', { author: { kind: 'agent', id: 'x', name: 'Ann' }, delivery: 'sent' });
  staff.service.messages.push(message);
  staff.service.posts.set(`${staff.channel.id}:${reply.ts}`, { ticketId: 'ticket-12', messageId: message.id });
  staff.ann.edits(reply, '!Hello to her');
  staff.ann.deletesFile(reply.files?.[0]?.id ?? '');
  expect((await staff.service.asked(2)).command).toEqual({
    ...{ kind: 'edit_reply', messageId: message.id, text: 'Hello', attachments: [] },
  });
});

const SHARED = {
  is_share: true,
  author_name: 'Kim',
  text: 'her card is *4711*',
  files: [{ id: 'F1', name: 'card.png' }],
};

test('a post that is shared in the thread is a note, with its words and files, even where plain messages go out', async () => {
  const { staff, card } = await startAssigned({ settings: { threadMessages: 'replies', replyPrefix: '//' } });
  staff.ann.sends(staff.channel, { thread_ts: staff.refTo(card).ts, attachments: [SHARED] });
  expect((await staff.service.asked(1)).command).toMatchObject({
    kind: 'note',
    text: 'Forwarded from Kim\n\n> her card is \\*4711\\*\n\n📎 card.png',
  });
});

test.each([
  ['a shared post', { attachments: [SHARED] }, ['Forwarded from Kim', 'card.png']],
  ['a file that Slack withholds', { files: [{ id: 'F1', name: 'a.png', mode: 'tombstone' }] }, ['withholds (a.png)']],
  ['a canvas', { files: [{ id: 'F1', title: 'Plan', filetype: 'quip' }] }, ['Canvas (Plan)']],
])('%s does not go out with a reply, and its writer is told', async (_what, fields, named) => {
  const { staff, card } = await startAssigned();
  const thread_ts = staff.refTo(card).ts;
  staff.ann.sends(staff.channel, { thread_ts, text: '! Look', ...fields });
  staff.ann.sends(staff.channel, { thread_ts, text: '!', ...fields });
  const told = await staff.platform.until(() => {
    const ephemeral = staff.below(card).filter((post) => post.ephemeral);
    return ephemeral.length === 2 ? ephemeral.map(({ text }) => text) : undefined;
  });
  expect(told[0]).toContain('Not all of it was sent');
  expect(told[1]).toContain('Nothing was sent');
  for (const text of told) for (const name of named) expect(text).toContain(name);
  expect(staff.service.requests.map(({ command }) => command)).toMatchObject([
    { kind: 'reply', text: 'Look', attachments: [] },
  ]);
});

test('a file in the thread is a note that names it', async () => {
  const { staff, card } = await startAssigned();
  staff.writes(card, '', staff.ann, { files: [{ name: 'a_b.pdf', content: 'a' }] });
  expect((await staff.service.asked(1)).command).toMatchObject({ kind: 'note', text: '📎 a\\_b.pdf' });
});

test('a note that is edited into a reply stays a note, and its writer is told', async () => {
  const { staff, card } = await startAssigned();
  const note = staff.writes(card, 'Hello');
  await staff.service.asked(1);
  staff.service.posts.set(`${staff.channel.id}:${note.ts}`, { ticketId: 'ticket-12', messageId: undefined });
  staff.ann.edits(note, '! Hello');
  await staff.platform.until(() => staff.below(card).length === 2);
  expect(staff.below(card)[1]).toMatchObject({ text: expect.stringContaining('stays a note'), ephemeral: true });
  expect(staff.service.requests).toHaveLength(1);
});

test('Reply opens a form with saved replies and a preview of what the customer will see', async () => {
  const { staff, card } = await startAssigned();
  staff.service.saved = [{ id: 'hi', title: 'Greeting', text: 'Hello **Kim**' }];
  staff.service.articles = [{ id: 'tracking', title: 'Track a parcel', text: 'Look [here](https://track.example).' }];
  card.articles.push({
    articleId: 'tracking',
    locale: 'zh',
    title: 'Track a parcel',
    passage: '',
    score: 1,
    confidence: 1,
  });
  await staff.ann.presses(staff.refTo(card), 'action:reply');
  expect(staff.ann.modal()).toMatchObject({ title: 'Reply', submit: 'Send', fields: ['Your reply'] });
  expect(staff.ann.modal()?.text).toContain('the customer writes Chinese (zh)');
  await staff.ann.choosesInModal('form:insert', 'saved hi');
  expect(staff.ann.modal()?.text).toContain('👀 What Kim Li will see\nHello Kim');
  await staff.ann.choosesInModal('form:insert', 'article tracking');
  expect(staff.ann.modal()?.text).toContain('Hello Kim\n\nLook here.');
  expect(await staff.ann.submits()).toEqual({ ok: true });
  expect((await staff.service.asked(1)).command).toEqual({
    kind: 'reply',
    text: 'Hello **Kim**\n\nLook [here](https://track.example).',
    articleId: 'tracking',
  });
  expect(staff.service.typing).toEqual(['ticket-12', 'ticket-12', 'ticket-12']);
});

test('a reply that is refused keeps the form open with its text, and can be sent once it may', async () => {
  const { staff, card } = await startAssigned();
  staff.service.decide = () => ASSIGNED_TO_BEN;
  await staff.ann.presses(staff.refTo(card), 'action:reply');
  expect(await staff.ann.submits({ 'text-0': 'Hello' })).toEqual({
    ok: false,
    errors: { 'text-0': ASSIGNED_TO_BEN.message },
  });
  staff.service.decide = () => ({ ok: true, message: 'Sent.' });
  expect(await staff.ann.submits({ 'text-0': 'Hello' })).toEqual({ ok: true });
  expect(staff.service.requests).toHaveLength(2);
});

test('a reply too long for a form is not cut by being edited there', async () => {
  const { staff, card } = await startAssigned();
  const author = { kind: 'agent' as const, id: 'x', name: 'Ann' };
  const message = makeMessage('long '.repeat(700), { author, delivery: 'sent' });
  staff.service.messages.push(message);
  const ts = await staff.adds(card, { id: 'm', kind: 'message', message, deliveryDetail: undefined });
  const post = { channel: staff.channel.id, ts };
  await staff.ann.chooses(post, `action:more:${message.id}`, `edit_reply ticket-12 ${message.id}`);
  await staff.platform.until(() =>
    staff.below(card).some(({ ephemeral, text }) => ephemeral && text.includes('in the console')),
  );
  expect(staff.ann.modal()).toBeUndefined();
});

test('a form that opens too late for Slack is to be asked for again', async () => {
  const { staff, card } = await startAssigned();
  staff.platform.faults.next('views.open', { kind: 'refused', error: 'expired_trigger_id' });
  await staff.ann.presses(staff.refTo(card), 'action:reply');
  await staff.platform.until(() => staff.ann.sees(staff.channel)[1]?.text.includes('Please click again'));
});

test('one click sends an article, and takes a ticket that nobody has', async () => {
  const staff = await SlackStaffSetup.start();
  staff.service.articles = [{ id: 'tracking', title: 'Track a parcel', text: 'Look here.' }];
  const article = {
    articleId: 'tracking',
    locale: 'zh',
    title: 'Track a parcel',
    passage: '',
    score: 1,
    confidence: 1,
  };
  const card = await staff.opens(makeCard({}, { articles: [article] }));
  await Promise.all([1, 2].map(() => staff.ann.presses(staff.refTo(card), 'action:send_article:tracking')));
  await staff.service.asked(2);
  expect(staff.service.requests.map(({ command }) => command)).toEqual([
    { kind: 'claim' },
    { kind: 'reply', text: 'Look here.', articleId: 'tracking' },
  ]);
});

test.each([
  ['note', { answer: 'Check the depot' }, { kind: 'note', text: 'Check the depot' }],
  ['priority', { answer: '5' }, { kind: 'set_importance', importance: 5 }],
  ['snooze', { until: '1900000000' }, { kind: 'snooze', until: 1_900_000_000_000 }],
  ['snooze', { answer: '24' }, { kind: 'snooze', until: expect.any(Number) }],
  ['snooze', { answer: 'reply' }, { kind: 'snooze', until: undefined }],
  ['snooze', { answer: 'reply', until: '1900000000' }, { kind: 'snooze', until: 1_900_000_000_000 }],
])('%s asks in a form', async (action, values, command) => {
  const { staff, card } = await startAssigned();
  if (action === 'note') await staff.ann.presses(staff.refTo(card), 'action:note');
  else await staff.ann.chooses(staff.refTo(card), 'action:more', `${action} ticket-12`);
  expect(await staff.ann.submits(values)).toEqual({ ok: true });
  expect((await staff.service.asked(1)).command).toEqual(command);
});

test('a ticket is assigned to staff, and to nobody else', async () => {
  const { staff, card } = await startAssigned();
  await staff.ann.chooses(staff.refTo(card), 'action:more', 'assign ticket-12');
  expect(await staff.ann.submits({ answer: staff.zoe.id })).toEqual({
    ok: false,
    errors: { answer: 'Zoe is not staff.' },
  });
  expect(await staff.ann.submits({ answer: staff.ben.id })).toEqual({ ok: true });
  expect((await staff.service.asked(1)).command).toEqual({ kind: 'transfer', to: staff.memberFor(staff.ben) });
});

test('a reply that was written in a form is changed and taken back from its post', async () => {
  const { staff, card } = await startAssigned();
  const author = { kind: 'agent' as const, id: 'x', name: 'Ann' };
  const message = makeMessage('Helo', { author, delivery: 'sent' });
  staff.service.messages.push(message);
  const ts = await staff.adds(card, { id: 'm', kind: 'message', message, deliveryDetail: undefined });
  const post = { channel: staff.channel.id, ts };
  await staff.ann.chooses(post, `action:more:${message.id}`, `edit_reply ticket-12 ${message.id}`);
  expect(await staff.ann.submits({ answer: 'Hello' })).toEqual({ ok: true });
  await staff.ann.chooses(post, `action:more:${message.id}`, `delete_reply ticket-12 ${message.id}`);
  expect(staff.ann.modal()?.text).toContain('Helo');
  expect(await staff.ann.submits()).toEqual({ ok: true });
  await staff.service.asked(2);
  expect(staff.service.requests.map(({ command }) => command)).toEqual([
    { kind: 'edit_reply', messageId: message.id, text: 'Hello' },
    { kind: 'delete_reply', messageId: message.id },
  ]);
});

test('roles come from channels and user groups, and follow who joins and leaves', async () => {
  const staff = await SlackStaffSetup.start({
    settings: { leads: '@leads', admins: '#admins' },
    arrange(platform, [, ben]) {
      platform.createUserGroup({ handle: 'leads', users: [ben] });
      platform.createChannel({ name: 'admins', members: [] });
    },
  });
  const [group] = staff.platform.userGroups;
  const card = await staff.opens();
  const roleOf = async (person = staff.ann) => {
    const asked = staff.service.requests.length;
    await staff.changes(card, { importance: asked + 1 });
    await staff.desk.settled();
    await person.presses(staff.refTo(card), 'action:claim');
    return (await staff.service.asked(asked + 1)).staff.role;
  };
  expect([await roleOf(), await roleOf(staff.ben)]).toEqual(['agent', 'lead']);
  if (group !== undefined) staff.platform.changeUserGroup(group, [staff.ann]);
  expect([await roleOf(), await roleOf(staff.ben)]).toEqual(['lead', 'agent']);
  staff.ann.joins(staff.channelNamed('admins'));
  expect(await roleOf()).toBe('admin');
  staff.ann.leaves(staff.channelNamed('admins'));
  expect(await roleOf()).toBe('lead');
});

test('who leaves the agents’ channel is told of to the desk at once, and who comes back is recognized', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens();
  await staff.ann.presses(staff.refTo(card), 'action:claim');
  await staff.service.asked(1);
  expect([...staff.service.staff.values()]).toMatchObject([{ name: 'Ann', role: 'agent' }]);
  staff.ann.leaves(staff.channelNamed('agents'));
  await staff.service.until(() => staff.service.staff.size === 0);
  staff.ann.joins(staff.channelNamed('agents'));
  await staff.desk.settled();
  await staff.ann.runs('/desk', 'queue', staff.channel);
  expect(staff.service.staff.size).toBe(1);
});

test('nobody counts as gone while Slack does not say who may act', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens();
  await staff.ann.presses(staff.refTo(card), 'action:claim');
  await staff.service.asked(1);
  staff.platform.faults.every('conversations.members', { kind: 'refused', error: 'missing_scope' });
  staff.ann.leaves(staff.channelNamed('agents'));
  await staff.desk.settled();
  expect(staff.service.staff.size).toBe(1);
});

test('whom an admin has removed may read, and no more', async () => {
  const staff = await SlackStaffSetup.start();
  const card = await staff.opens();
  staff.service.removed.add(staff.ann.id);
  await staff.ann.presses(staff.refTo(card), 'action:claim');
  const told = await staff.platform.until(() => staff.ann.sees(staff.channel).find(({ ephemeral }) => ephemeral));
  expect(told.text).toContain('acting is for staff');
  expect(staff.service.requests).toEqual([]);
});

test('/desk console gives a link that signs the asker in as themselves', async () => {
  const staff = await SlackStaffSetup.start({ consoleUrl: 'https://desk.example/console' });
  await staff.ann.runs('/desk', 'console', staff.channel);
  const shown = staff.ann.sees(staff.channel).at(-1);
  expect(shown?.ephemeral).toBe(true);
  expect(shown?.links.map(({ url }) => url)).toEqual([
    `https://desk.example/console/sign-in/secret-of-slack:${staff.platform.team.id}:${staff.ann.id}`,
  ]);
});

test('by default everybody in the staff channel is an agent, and the workspace’s admins are admins', async () => {
  const staff = await SlackStaffSetup.start({ settings: { agents: undefined } });
  const card = await staff.opens();
  const boss = staff.platform.createUser({ name: 'Boss', admin: true });
  boss.joins(staff.channel);
  await staff.desk.settled();
  await staff.zoe.presses(staff.refTo(card), 'action:claim');
  await boss.presses(staff.refTo(card), 'action:claim');
  await staff.service.asked(2);
  expect(staff.service.requests.map((request) => [request.staff.name, request.staff.role])).toEqual([
    ['Zoe', 'agent'],
    ['Boss', 'admin'],
  ]);
});

test('App Home is an agent’s inbox, with a button to claim, and is kept up to date', async () => {
  const { staff, card } = await startAssigned();
  const free = await staff.opens(makeCard({ id: 'ticket-13', subject: 'Refund <!here>' }, { number: 13 }));
  staff.ann.opensHome();
  const home = await staff.platform.until(() => staff.ann.home());
  expect(home.text.split('\n')).toEqual([
    'Mine (1)',
    '*#12* · 🟡 in hand for less than a minute · priority 3.5',
    'Where is my parcel?',
    'Kim Li, Discord, assigned to Ann',
    'Unclaimed (1)',
    '*#13* · 🔵 waiting for somebody for less than a minute · priority 3.5',
    'Refund <!here>',
    'Kim Li, Discord',
    'Waiting for the customer',
    'None.',
    'Snoozed',
    'None.',
    'My satisfaction',
    'Nobody has scored your answers or rated your tickets in the last 90 days.',
  ]);
  await staff.ann.pressesAtHome('action:claim:13');
  expect((await staff.service.asked(1)).ticketId).toBe('ticket-13');
  await staff.changes(free, { status: 'claimed', assignee: staff.memberFor(staff.ann) });
  await staff.changes(card, { status: 'pending' });
  await staff.platform.until(() => staff.ann.home()?.text.startsWith('Mine (1)\n*#13*'));
});

test('a click in App Home that is refused is told in direct messages', async () => {
  const staff = await SlackStaffSetup.start();
  await staff.opens();
  staff.service.decide = () => ASSIGNED_TO_BEN;
  staff.ann.opensHome();
  await staff.platform.until(() => staff.ann.home());
  await staff.ann.pressesAtHome('action:claim:12');
  const told = await staff.platform.until(() => staff.ann.sees(staff.ann.directMessage())[0]);
  expect(told.text).toBe('This ticket is assigned to Ben.');
});

test('App Home tells everybody else where to ask', async () => {
  const staff = await SlackStaffSetup.start();
  staff.zoe.opensHome();
  expect((await staff.platform.until(() => staff.zoe.home())).text).toContain('Questions?');
});

test.each([
  ['', 'What /desk can do'],
  ['nonsense', 'There is no “nonsense”.'],
  ['queue', 'The queue\n*#13*'],
  ['mine', 'Yours\n*#12*'],
  ['stats', 'How the desk is doing\nNow: 0 unclaimed, 0 assigned, 0 snoozed'],
  ['find parcel', 'Found for “parcel”\n*#12*'],
  ['find', 'Find what?'],
  ['tag 12 VIP, lamps', '#12: Done.'],
  ['tag #99 vip', 'There is no ticket #99.'],
  ['tag vip', 'Which ticket?'],
  ['unlink 12', '#12: Done.'],
  ['unlink #99', 'There is no ticket #99.'],
  ['unlink kim', 'Which ticket?'],
  ['console', 'The console has no address that you could reach it at'],
  ['mute', 'The desk does not mention you until'],
  ['mute off', 'You are mentioned again.'],
  ['mute ages', 'For how long?'],
])('/desk %s answers the asker alone', async (text, answer) => {
  const { staff } = await startAssigned();
  await staff.opens(makeCard({ id: 'ticket-13', subject: 'Refund' }, { number: 13 }));
  await staff.ann.runs('/desk', text, staff.channel);
  const shown = staff.ann.sees(staff.channel).at(-1);
  expect(shown?.ephemeral).toBe(true);
  expect(shown?.text).toContain(answer);
  expect(staff.ben.sees(staff.channel)).toHaveLength(2);
});

test('/desk queue says how long who comes now is likely to wait', async () => {
  const { staff } = await startAssigned();
  staff.service.expectedWait = { lowMs: 0, highMs: 50 * 60_000 };
  await staff.ann.runs('/desk', 'queue', staff.channel);
  expect(staff.ann.sees(staff.channel).at(-1)?.text).toContain('Who comes now is likely to wait up to 50 minutes.');
});

test('/desk answers nobody but staff', async () => {
  const { staff } = await startAssigned();
  await staff.zoe.runs('/desk', 'queue', staff.channel);
  expect(staff.zoe.sees(staff.channel).at(-1)?.text).toContain('This is for staff.');
});

test('a note that was written in the thread is not repeated there', async () => {
  const { staff, card } = await startAssigned();
  const note = staff.writes(card, 'a note');
  const event = makeEvent('note', { detail: 'a note', staffPost: `${staff.channel.id}:${note.ts}` });
  await staff.staffPlatform.showItem(card.staffThread, note.ts, { id: 'event:1', kind: 'event', event });
  expect(staff.below(card)).toMatchObject([{ text: 'a note', reactions: {} }]);
});

const BY_ANN = { kind: 'agent' as const, id: 'x', name: 'Ann' };
const TAKEN_BACK = { ok: true as const, message: 'Taken back.', takenBack: 'It leaves *tomorow*' };

test('a reply that can be undone has a button for it, which is gone once it has left', async () => {
  const { staff, card } = await startAssigned();
  const message = makeMessage('Helo', { author: BY_ANN, delivery: 'pending', leavesAt: 1 });
  const item = { id: 'm', kind: 'message' as const, message, deliveryDetail: undefined };
  const ts = await staff.adds(card, { ...item, customerWroteSince: true });
  const shown = () => staff.below(card)[0];
  expect(shown()?.text).toContain('Leaves in a moment · The customer has written meanwhile');
  expect(shown()?.buttons.map(({ text }) => text)).toContain('Undo');
  staff.service.decide = () => TAKEN_BACK;
  await staff.ann.presses({ channel: staff.channel.id, ts }, `action:undo_reply:${message.id}`);
  expect((await staff.service.asked(1)).command).toEqual({ kind: 'undo_reply', messageId: message.id });
  await staff.platform.until(() => staff.below(card).length === 2);
  expect(staff.below(card)[1]).toMatchObject({ ephemeral: true, text: expect.stringContaining('It leaves *tomorow*') });
  expect(staff.below(card, staff.ben)).toHaveLength(1);
  const { leavesAt: _, ...left } = message;
  const sent = { ...item, message: { ...left, delivery: 'sent' as const } };
  await staff.staffPlatform.showItem(card.staffThread, ts, sent);
  expect(shown()?.text).toContain('Delivered');
  expect(shown()?.buttons.map(({ text }) => text)).not.toContain('Undo');
});

test('who replies in the thread can undo it there: they alone see the button, once', async () => {
  const { staff, card } = await startAssigned();
  const message = makeMessage('Helo', { author: BY_ANN, delivery: 'pending', leavesAt: 1 });
  staff.service.messages.push(message);
  staff.service.decide = ({ command }) => {
    if (command.kind !== 'reply') return TAKEN_BACK;
    staff.service.posts.set(command.staffPost ?? '', { ticketId: 'ticket-12', messageId: message.id });
    return { ok: true, message: 'It leaves in 5 seconds.' };
  };
  staff.writes(card, '! Helo');
  const ephemerals = () => staff.below(card).filter(({ ephemeral }) => ephemeral);
  await staff.platform.until(() => ephemerals().length === 1);
  expect(ephemerals()[0]).toMatchObject({ text: expect.stringContaining('Leaves in a moment') });
  expect(staff.below(card, staff.ben)).toHaveLength(1);
  const { ts = '' } = ephemerals()[0] ?? {};
  await staff.ann.presses({ channel: staff.channel.id, ts }, `action:undo_reply:${message.id}`);
  expect((await staff.service.asked(2)).command).toEqual({ kind: 'undo_reply', messageId: message.id });
  await staff.platform.until(() => ephemerals().every(({ buttons }) => buttons.length === 0));
  await staff.desk.settled();
  expect(ephemerals().map(({ text }) => text)).toEqual([expect.stringContaining('It leaves *tomorow*')]);
});

test('a reply that leaves at once has no button', async () => {
  const { staff, card } = await startAssigned();
  const message = makeMessage('Hello', { author: BY_ANN, delivery: 'pending' });
  staff.service.messages.push(message);
  staff.service.decide = ({ command }) => {
    if (command.kind === 'reply')
      staff.service.posts.set(command.staffPost ?? '', { ticketId: 'ticket-12', messageId: message.id });
    return { ok: true, message: 'On its way to the customer.' };
  };
  staff.writes(card, '! Hello');
  await staff.service.asked(1);
  await staff.desk.settled();
  expect(staff.below(card)).toHaveLength(1);
});
