/**
 * The blocks of what only one person sees: views and private messages. Slack's client is told nothing but how they read, so
 * the blocks are found again among those that the desk has sent.
 */

import { z } from 'zod';
import type { SlackPlatform } from '../../platforms/slack/slack-platform.ts';

export type Sent = 'home' | 'form' | 'private';

const METHODS: Record<string, Sent> = {
  'views.publish': 'home',
  'views.open': 'form',
  'views.update': 'form',
  'chat.postEphemeral': 'private',
};

interface Candidate {
  blocks: unknown[];
  /** What is read in them, as far as it is read as it was sent. */
  texts: string[];
}

/** Returns a function that finds the blocks sent as `kind` that read so: of those that fit, the ones that say most, the newest of equals. */
export function createSentBlocks(platform: SlackPlatform): (kind: Sent, shownText: string) => unknown[] | undefined {
  const candidates: Record<Sent, Candidate[]> = { home: [], form: [], private: [] };
  let requestsRead = 0;
  const answered = new Set<unknown>();

  function readNew(): void {
    for (const { method, body } of platform.requests.all().slice(requestsRead)) {
      const kind = METHODS[method];
      if (kind !== undefined) candidates[kind].push(toCandidate(body));
      requestsRead += 1;
    }
    for (const delivery of platform.deliveries) {
      if (delivery.kind !== 'slash_commands' || delivery.acknowledgement === undefined || answered.has(delivery))
        continue;
      answered.add(delivery);
      candidates.private.push(toCandidate(delivery.acknowledgement));
    }
  }

  return (kind, shownText) => {
    readNew();
    const fitting = candidates[kind].filter(({ texts }) => texts.every((text) => shownText.includes(text)));
    const most = Math.max(...fitting.map(lengthOf));
    return fitting.findLast((candidate) => lengthOf(candidate) === most)?.blocks;
  };
}

const parsed = z.preprocess((value) => (typeof value === 'string' ? JSON.parse(value) : value), z.unknown());
const bodySchema = z.object({ view: parsed.optional(), blocks: parsed.optional() });
const blocksSchema = z.array(z.looseObject({ type: z.string() }));

function toCandidate(body: unknown): Candidate {
  const { view, blocks } = bodySchema.parse(body);
  const given = blocks ?? z.object({ blocks: z.unknown() }).safeParse(view).data?.blocks;
  const read = blocksSchema.safeParse(given).data ?? [];
  return { blocks: read, texts: read.flatMap(({ accessory: _button, ...block }) => textsIn(block)) };
}

/** Every stretch of plain text in a block; what is in mrkdwn or in buttons and fields reads otherwise. */
function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text, elements, fields, label } = value as Record<string, unknown>;
  if (type === 'actions' || type === 'mrkdwn' || type === 'markdown' || type === 'date') return [];
  const own = typeof text === 'string' ? [text] : textsIn(text);
  return [...own, ...textsIn(elements), ...textsIn(fields), ...textsIn(label)];
}

function lengthOf({ texts }: Candidate): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}
