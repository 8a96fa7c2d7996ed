import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { TestDesk, TestFolder } from '../support/test-desk.ts';

const GERMAN = `
intents:
  - name: track_order
    category: orders
    utterances:
      - wo ist meine Bestellung {order_number}
      - wann kommt mein Paket
      - Sendung {order_number} verfolgen
      - wo bleibt meine Lieferung
      - ist mein Paket schon unterwegs
    slots:
      - name: order_number
        type: order_number
        ask: Um welche Bestellung geht es?
    answer: Die Bestellung {order_number} ist unterwegs.
  - name: contact_human_agent
    category: person
    utterances:
      - ich möchte mit einem Menschen sprechen
      - bitte einen Mitarbeiter
      - kann mich jemand anrufen
      - verbinden Sie mich mit dem Kundendienst
      - ich brauche einen Ansprechpartner
    escalate: true
phrases:
  cancelled: Gut, dann lassen wir das.
`;

let english: TestFolder;
let withGerman: TestFolder;
let desk: TestDesk;

beforeAll(async () => {
  english = await TestFolder.create();
  withGerman = await TestFolder.create({ 'intents/de/orders.yaml': GERMAN });
});
afterEach(() => desk.stop());
afterAll(() => Promise.all([english.remove(), withGerman.remove()]));

/** What the desk in a folder answers to these messages of a customer whose platform says that they speak `locale`. */
async function answers(folder: TestFolder, locale: string, ...texts: string[]): Promise<string[]> {
  await folder.empty();
  desk = await TestDesk.start(folder);
  for (const text of texts) await desk.says(text, { locale });
  return desk.channel.shown.map(({ message }) => message.text);
}

test.each([
  ['en', ['where is my order', '100577', 'thanks', 'qwrtzpsdf']],
  ['en-US', ['do gift cards expire', 'give me a person']],
  ['fr', ['bonjour', 'où est ma commande 100577 ?']],
  ['fr', ['je voudrais retourner la lampe']],
])(
  'a folder of two German intents changes nothing of what a customer with %s who writes %j is told',
  async (locale, texts) => {
    const before = await answers(english, locale, ...texts);
    await desk.stop();
    expect(before.length).toBeGreaterThan(0);
    expect(await answers(withGerman, locale, ...texts)).toEqual(before);
  },
);

test('it serves who writes German, whatever their platform says, and in the words that the desk has for it', async () => {
  const texts = ['Guten Tag, wo bleibt denn meine Lieferung?', 'ach, lassen wir das', 'Bestellung 100577'];
  expect((await answers(withGerman, 'en', ...texts))[0]).toBe('Um welche Bestellung geht es?');
  await desk.stop();
  const german = await answers(withGerman, 'de-AT', 'wann kommt mein Paket', 'stop', 'Sendung 100577 verfolgen');
  expect(german).toEqual([
    'Um welche Bestellung geht es?',
    'Gut, dann lassen wir das.',
    'Die Bestellung 100577 ist unterwegs.',
  ]);
});
