/** A small desk's content, quick to train, whose answers say which question they answer. */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const INTENTS = `
intents:
  - name: track_order
    category: orders
    importance: 3
    utterances:
      - where is order {order_number}
      - where is my order {order_number}
      - track order {order_number}
      - what happened to order {order_number}
      - status of order {order_number} please
      - has order {order_number} been sent
    slots:
      - name: order_number
        type: order_number
        ask: Which order?
    answer: Order {order_number} is on its way.
  - name: gift_card
    category: payment
    importance: 2
    utterances:
      - do you sell gift cards
      - can I buy a gift card
      - I want a gift card
      - gift card as a present
      - how long is a gift card valid
      - is there a gift card
    article: gift-cards
  - name: contact_human_agent
    category: person
    importance: 3
    utterances:
      - I want to talk to a person
      - a human please
      - connect me to an agent
      - let me speak to somebody
      - real person please
    escalate: true
`;

const ARTICLE = `---
title: Gift cards
alternates:
  - do gift cards expire
  - how do I use a gift card
tags: [payment]
updated: 2026-01-01
---
Gift cards never expire. You can use them for everything in the shop.
`;

/** Writes the content into a folder, with a desk.yaml in which every message is a turn of its own, however many there are. */
export async function writeSmallContent(folder: string): Promise<void> {
  await mkdir(join(folder, 'intents', 'en'), { recursive: true });
  await mkdir(join(folder, 'knowledge', 'en'), { recursive: true });
  await writeFile(join(folder, 'intents', 'en', 'shop.yaml'), INTENTS);
  await writeFile(join(folder, 'knowledge', 'en', 'gift-cards.md'), ARTICLE);
  await writeFile(
    join(folder, 'desk.yaml'),
    'name: Test shop\nanswering:\n  burst_seconds: 0\nreplies:\n  undo_seconds: 0\ncustomer_limits:\n  messages_per_minute: unlimited\n',
  );
}
