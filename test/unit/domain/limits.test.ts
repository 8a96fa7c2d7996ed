import { expect, test } from 'vitest';
import type { InboundBody, InboundEvent } from '../../../src/domain/inbound.ts';
import { admitEvent, MAX_MESSAGE_LENGTH, tellTooLong } from '../../../src/domain/length-limits.ts';

const LONG = 'x'.repeat(2_000_000);
const FILE = { channel: 'web', account: 'a', key: 'k', name: LONG, mediaType: undefined, sizeBytes: undefined };
const ENCLOSED = { kind: 'forward', title: undefined, author: 'Lu', text: '', url: undefined } as const;

function event(body: InboundBody, name = 'Kim'): InboundEvent {
  const address = { channel: 'slack', account: 'T1', conversationKey: 'c' };
  return { ...address, eventKey: 'e', occurredAt: 5, customer: { key: 'kim', name, locale: 'en' }, body };
}

const LONG_BODIES: InboundBody[] = [
  { kind: 'message', messageKey: 'm', text: LONG },
  { kind: 'message', messageKey: 'm', text: '', attachments: Array(500).fill(FILE) },
  { kind: 'message', messageKey: 'm', text: '', enclosures: [{ ...ENCLOSED, text: LONG, url: LONG, author: LONG }] },
  { kind: 'edit', messageKey: 'm', text: LONG },
  { kind: 'command', messageKey: 'm', command: 'help', argument: LONG, isPrivate: true },
  { kind: 'choice', messageKey: 'm', choiceId: LONG },
  { kind: 'reaction', messageKey: 'm', emoji: LONG, added: true },
  { kind: 'reachability', reachable: false, detail: LONG },
];

test.each(LONG_BODIES)(
  'whatever a platform hands in, what is kept of a $kind is bounded, and marked as cut',
  (body) => {
    const kept = JSON.stringify(admitEvent(event(body, LONG)));
    expect(kept.length).toBeLessThan(MAX_MESSAGE_LENGTH + 2_000);
    expect(kept).toContain('…');
  },
);

test('names show what they are, and the ending of a file is never cut off', () => {
  const names = ['in\u202Efdp.exe', `${'x'.repeat(500)}.pdf`];
  const attachments = names.map((name) => ({ ...FILE, name }));
  const enclosures = [{ ...ENCLOSED, author: '\u3164', title: 'a\u202Eb' }];
  const { customer, body } = admitEvent(
    event({ kind: 'edit', messageKey: 'm', text: '', attachments, enclosures }, '\u202EKim'),
  );
  expect(customer.name).toBe('Kim');
  expect(body).toMatchObject({
    attachments: [{ name: 'infdp.exe' }, { name: expect.stringMatching(/^x+…\.pdf$/) }],
    enclosures: [{ author: undefined, title: 'a b' }],
  });
});

test('what is not too long stays as it is', () => {
  const text = 'x'.repeat(MAX_MESSAGE_LENGTH);
  const given = event({ kind: 'message', messageKey: 'm', text, attachments: [{ ...FILE, name: 'a.txt' }] });
  expect(admitEvent(given)).toEqual(given);
});

test('a text is not cut within a character', () => {
  const { body } = admitEvent(event({ kind: 'edit', messageKey: 'm', text: `x${'😀'.repeat(MAX_MESSAGE_LENGTH)}` }));
  expect(body).toMatchObject({ text: expect.stringMatching(/^x(😀)+…$/u) });
});

test.each([
  [10_000, undefined],
  [10_001, '10001 characters are too many: at most 10000.'],
])('a reply of %i characters: %s', (length, words) => {
  expect(tellTooLong('x'.repeat(length))).toBe(words);
});
