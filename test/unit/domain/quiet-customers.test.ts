import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY, HOUR_MS } from '../../../src/domain/policy.ts';
import { ANNA, analysis, heldByAnna, type TestConversation } from '../../support/conversation.ts';
import { HOUR_TO_REPLY, serviceLevels } from '../../support/service-levels.ts';

const BOTH = { nudgeAfterMs: 24 * HOUR_MS, closeQuietAfterMs: 72 * HOUR_MS };

/** Anna has just answered. */
function answered(quiet: Partial<typeof BOTH> = BOTH, at?: number): TestConversation {
  const conversation = heldByAnna();
  conversation.policy = { ...DEFAULT_POLICY, ...quiet };
  if (at !== undefined) conversation.now = at;
  conversation.does(ANNA, { kind: 'reply', text: 'Which lamp is it?' });
  return conversation;
}

/** In how many hours the silence is looked at next; undefined where the last decision did not say. */
function nextLook({ effects, now }: TestConversation): number | undefined {
  const set = effects.findLast((effect) => 'timer' in effect && effect.timer === 'quiet_customer');
  return set?.kind === 'set_timer' ? (set.at - now) / HOUR_MS : undefined;
}

const isCancelled = ({ effects }: TestConversation) =>
  effects.some((effect) => effect.kind === 'cancel_timer' && effect.timer === 'quiet_customer');

function fireAfter(conversation: TestConversation, hours: number): string[] {
  conversation.pass(hours * HOUR_MS);
  conversation.handle({ kind: 'timer', timer: 'quiet_customer' });
  return conversation.sent.map(({ text }) => text);
}

describe('a customer who leaves a reply unanswered', () => {
  test('is let be where the desk does not say otherwise', () => {
    const conversation = answered({});
    expect([nextLook(conversation), isCancelled(conversation)]).toEqual([undefined, false]);
    expect(fireAfter(conversation, 1_000)).toEqual([]);
    expect(conversation.state.ticket?.status).toBe('pending');
  });

  test('is asked about it once, and later told that the request is settled, with the question how it was', () => {
    const conversation = answered();
    expect(nextLook(conversation)).toBe(24);
    expect(fireAfter(conversation, 24)).toEqual([
      expect.stringMatching(/^We are waiting for your answer\. .*settled\.$/),
    ]);
    expect([conversation.recorded, nextLook(conversation)]).toEqual([['customer_nudged'], 48]);
    expect(fireAfter(conversation, 48)).toEqual([
      expect.stringMatching(/^We have not heard from you, .* How satisfied/),
    ]);
    expect(conversation.recorded).toEqual(['resolved']);
    expect(conversation.state.ticket?.status).toBe('resolved');
    expect(conversation.sent[0]?.asksRatingOf).toBe(conversation.state.ticket?.id);
    expect(conversation.state.ratingRequest?.messageId).toBe(conversation.sent[0]?.id);
    expect(conversation.timers).toContain('close_resolved');
    expect(fireAfter(conversation, 1)).toEqual([]);
  });

  test('is told in their language', () => {
    const conversation = answered();
    conversation.state = { ...conversation.state, locale: 'zh' };
    expect(fireAfter(conversation, 24)).toEqual([expect.stringMatching(/^我们在等您的回复。/)]);
    expect(fireAfter(conversation, 48)).toEqual([
      expect.stringMatching(/^我们没有收到您的回复，.*\S您的问题已标记为解决。/),
    ]);
  });

  test.each([
    ['only asked', { nudgeAfterMs: 24 * HOUR_MS }, 24, /Then just write here\.$/, 'pending'],
    ['only told', { closeQuietAfterMs: 72 * HOUR_MS }, 72, /^We have not heard from you/, 'resolved'],
  ] as const)('is %s where only that is set', (_what, quiet, hours, said, status) => {
    const conversation = answered(quiet);
    expect(nextLook(conversation)).toBe(hours);
    expect(fireAfter(conversation, hours)).toEqual([expect.stringMatching(said)]);
    expect(conversation.state.ticket?.status).toBe(status);
    expect(nextLook(conversation)).toBeUndefined();
  });

  test.each([
    ['their word', (one: TestConversation) => one.says('the blue one', analysis([]))],
    ['a snooze', (one: TestConversation) => one.does(ANNA, { kind: 'snooze', until: one.now + HOUR_MS })],
    [
      'the news that a reply may not have arrived',
      (one: TestConversation) =>
        one.handle({ kind: 'delivery_failed', messageId: 'm1', author: 'agent', detail: 'lost' }),
    ],
    ['the resolution', (one: TestConversation) => one.does(ANNA, { kind: 'resolve' })],
  ])('is not watched any more after %s', (_what, ends) => {
    const conversation = answered();
    fireAfter(conversation, 24);
    ends(conversation);
    expect([isCancelled(conversation), conversation.state.ticket?.quiet]).toEqual([true, undefined]);
    expect(fireAfter(conversation, 72)).toEqual([]);
  });

  test('has the whole time again from another reply on', () => {
    const conversation = answered();
    fireAfter(conversation, 24);
    conversation.does(ANNA, { kind: 'reply', text: 'Or is it the red one?' });
    expect(nextLook(conversation)).toBe(24);
    expect(fireAfter(conversation, 24)).toHaveLength(1);
  });

  test('has as long from a late question on as they would have had from one in time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 24, max: 10_000 }), (hours) => {
        const conversation = answered();
        expect(fireAfter(conversation, hours)).toHaveLength(1);
        expect([conversation.state.ticket?.status, nextLook(conversation)]).toEqual(['pending', 48]);
      }),
    );
  });

  test('is given the time of the settings of now', () => {
    const conversation = answered();
    conversation.policy = { ...DEFAULT_POLICY, ...BOTH, nudgeAfterMs: 30 * HOUR_MS };
    expect(fireAfter(conversation, 24)).toEqual([]);
    expect(nextLook(conversation)).toBe(6);
    conversation.policy = DEFAULT_POLICY;
    expect(fireAfter(conversation, 6)).toEqual([]);
  });

  test('is let be where nothing can be written to them', () => {
    const conversation = answered();
    conversation.handle({ kind: 'reachability', reachable: false, detail: 'blocked' });
    expect(fireAfter(conversation, 100)).toEqual([]);
    expect(conversation.state.ticket?.status).toBe('pending');
  });
});

describe('the time counts', () => {
  const FRIDAY = Date.parse('2026-01-09T15:00:00Z');
  const quiet = { nudgeAfterMs: 2 * HOUR_MS };
  const lookedAt = (sla: string) => {
    const conversation = heldByAnna();
    conversation.policy = { ...DEFAULT_POLICY, ...quiet };
    conversation.serviceLevels = serviceLevels(sla);
    conversation.now = FRIDAY;
    conversation.does(ANNA, { kind: 'reply', text: 'Which lamp is it?' });
    return new Date(FRIDAY + (nextLook(conversation) ?? 0) * HOUR_MS).toISOString();
  };

  test.each([
    ['by the calendar of what was promised', HOUR_TO_REPLY, '2026-01-12T09:00:00.000Z'],
    ['round the clock where that is promised', HOUR_TO_REPLY.replace('office', 'always'), '2026-01-09T17:00:00.000Z'],
    ['by the opening hours where nothing is promised', '  []', '2026-01-12T09:00:00.000Z'],
  ])('%s', (_what, sla, at) => {
    expect(lookedAt(sla)).toBe(at);
  });
});
