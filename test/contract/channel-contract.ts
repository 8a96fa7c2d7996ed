/** The contract of the Channel port: every adapter passes it on its platform. */

import { describe, expect, test } from 'vitest';
import type { ChannelCapabilities } from '../../src/ports/channel.ts';
import type { ChannelHarness, Situation } from '../support/channels/channel-harness.ts';
import { CONNECTION } from './channel-connection.ts';
import { expectNoSecret, FAILURES, FAILURES_OF_THE_TOKEN, FAILURES_WHILE_UNREACHABLE } from './channel-failures.ts';
import { FILES } from './channel-files.ts';
import { INBOUND } from './channel-inbound.ts';
import { NONSENSE } from './channel-nonsense.ts';
import { OUTBOUND } from './channel-outbound.ts';
import { RESPONDING } from './channel-responding.ts';
import type { Rules } from './channel-rules.ts';

const RECEIVING = { ...INBOUND, ...RESPONDING, ...CONNECTION, ...NONSENSE };
const RULES = { ...RECEIVING, ...OUTBOUND, ...FILES, ...FAILURES };

/** A rule by its sentence. */
export type ChannelRule =
  | keyof typeof RULES
  | keyof typeof FAILURES_WHILE_UNREACHABLE
  | keyof typeof FAILURES_OF_THE_TOKEN;

/** The rules a channel does not keep, each with the reason why it cannot. */
export type ChannelExceptions = Partial<Record<ChannelRule, string>>;

/** The rule that shows whether a channel can do what it says it can. */
const PROOFS: Record<keyof ChannelCapabilities, ChannelRule> = {
  buttons: 'a choice comes back by its id, with the key of the message it stands under',
  reactions: 'an emoji on a message of ours comes as it is put there, and as it is taken away',
  edits: 'an edit shows the new words in the place of the old, as often as asked',
  deletes: 'a message is taken back with all its parts; one that is gone counts as taken back',
  threads: 'in a public conversation customers write on, and others are heard as who they are',
  typing: 'it shows that somebody is writing',
  idempotentForMs: 'a message that is sent again under its id shows once',
  concurrentSends: 'a message that is sent twice at once shows once',
  tellsDeletes: 'a deletion comes with the key of the message',
  maxTextLength: 'a long text arrives whole and in order, the buttons under its end',
  maxFileBytes: 'files go out as they are, with the words',
};

/** Where nothing can be deleted, whatever is deleted is told: such a channel needs no proof. */
const NEEDS_NO_PROOF = new Set<string>(['tellsDeletes']);

/** Several rules with one reason. */
export function except(reason: string, rules: ChannelRule[]): ChannelExceptions {
  return Object.fromEntries(rules.map((rule) => [rule, reason]));
}

type Open = (situation: Situation) => Promise<ChannelHarness>;

/** Runs every rule on a bench of its own; the exceptions show as skipped, with their reasons. */
export function channelContract(name: string, open: Open, exceptions: ChannelExceptions): void {
  describe(name, () => {
    run(open, 'connected', RULES, exceptions);
    run(open, 'unreachable', FAILURES_WHILE_UNREACHABLE, exceptions);
    run(open, 'wrong token', FAILURES_OF_THE_TOKEN, exceptions);

    test('the channel can do what it says, and what it cannot is an exception with its reason', async () => {
      const { channel, close } = await open('connected');
      await close();
      const capabilities = new Map(Object.entries(channel.capabilities));
      for (const [capability, rule] of Object.entries(PROOFS)) {
        const isProved = exceptions[rule] === undefined;
        const isSaid = Boolean(capabilities.get(capability)) && (isProved || !NEEDS_NO_PROOF.has(capability));
        expect([capability, isSaid]).toEqual([capability, isProved]);
      }
    });
  });
}

/** The rules of what comes in alone, for a channel's other way of being told. */
export function receivingContract(name: string, open: Open, exceptions: ChannelExceptions): void {
  describe(name, () => run(open, 'connected', RECEIVING, exceptions));
}

function run(open: Open, situation: Situation, rules: Rules, exceptions: ChannelExceptions): void {
  const reasons = new Map(Object.entries(exceptions));
  for (const [rule, prove] of Object.entries(rules)) {
    const reason = reasons.get(rule);
    if (reason !== undefined) {
      test.skip(`${rule} (not here: ${reason})`);
      continue;
    }
    test(rule, async () => {
      const harness = await open(situation);
      try {
        await prove(harness);
        await expectNoSecret(harness);
      } finally {
        await harness.close();
      }
    });
  }
}
