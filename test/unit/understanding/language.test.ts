import { describe, expect, test } from 'vitest';
import { loadContent } from '../../../src/content/load-content.ts';
import type { DeskContent, LocaleContent } from '../../../src/domain/content.ts';
import { createLocaleDetector } from '../../../src/understanding/language.ts';

const { content } = await loadContent({ root: '.' });
const { en, zh } = content?.locales ?? {};
if (en === undefined || zh === undefined) throw new Error('the sample desk has mistakes');

/** A locale of two intents, as somebody begins one. */
function begun(locale: string, ...utterances: [string[], string[]]): LocaleContent {
  const intents = utterances.map((own, index): LocaleContent['intents'][number] => ({
    name: `intent_${index}`,
    locale,
    category: 'orders',
    importance: 3,
    utterances: own,
    slots: [],
    outcome: { kind: 'escalate' },
  }));
  return { locale, phrases: {}, articles: [], intents };
}

const de = begun('de', ['wo ist meine Bestellung {order}', 'wann kommt mein Paket'], ['ich will etwas zurückgeben']);
const ru = begun('ru', ['где мой заказ', 'когда придёт посылка'], ['хочу вернуть товар']);
const uk = begun('uk', ['де моє замовлення', 'коли прийде посилка'], ['хочу повернути товар']);

function detectorFor(...contents: LocaleContent[]) {
  const locales: DeskContent['locales'] = Object.fromEntries(contents.map((one) => [one.locale, one]));
  return createLocaleDetector({ locales });
}

describe('of languages in different scripts', () => {
  const detect = detectorFor(en, zh);
  test.each([
    ['where is my order', 'zh', 'en'],
    ['我的订单在哪里', 'en', 'zh'],
    ['我的訂單在哪裡', 'en', 'zh'],
    ['我的 iPhone 15 什么时候到货', 'en', 'zh'],
    ['I ordered a 旗袍 last week', 'zh', 'en'],
    ['the app crashes when I pay', 'zh', 'en'],
    ['shipping to Norway?', 'zh', 'en'],
    ['ok', 'zh', 'zh'],
    ['12345678', 'zh', 'zh'],
    ['👍', 'zh', 'zh'],
    ['', 'zh', 'zh'],
    ['someone@shop.example', 'zh', 'zh'],
    ['hotel', 'zh', 'zh'],
    ['PayPal', 'zh', 'zh'],
    ['Apple Pay', 'zh', 'zh'],
    ['Nintendo Switch Lite', 'zh', 'zh'],
    ['ありがとうございます', 'en', 'en'],
    ['где мой заказ', 'zh', 'zh'],
    ['où est ma commande', 'zh', 'zh'],
  ])('"%s" in a conversation in %s is in %s', (text, preferred, expected) => {
    expect(detect(text, preferred)).toBe(expected);
  });
});

describe('a German folder with two intents', () => {
  const detect = detectorFor(en, zh, de);

  test.each([
    'wo bleibt denn mein Päckchen',
    'Können Sie mir bitte helfen?',
    'ich habe die falsche Farbe bekommen',
    'Was kostet der Versand in die Schweiz?',
    'Danke',
    'Guten Abend, eine Frage zur Rechnung',
    'Kann ich das noch umtauschen',
    'ist der Artikel wieder lieferbar',
    'Wie lange habe ich Garantie?',
    'mit wem spreche ich hier',
    'das ist nicht was ich bestellt habe',
    'Bestellung 100234 ist noch nicht da',
  ])('serves a German customer who writes "%s"', (text) => {
    expect(detect(text, 'en')).toBe('de');
    expect(detect(text, 'zh')).toBe('de');
    expect(detect(text, 'de')).toBe('de');
  });

  test.each([
    'has my parcel left yet',
    'I would like to swap the lamp for a bigger one',
    'Do I have to pay customs?',
    'thanks a lot',
    'change the delivery address',
    'my voucher code is refused',
    'invoice for 100234 please',
    'can somebody call me back',
    'die lamp was broken when it came',
    'in stock again?',
  ])('changes nothing for an English customer who writes "%s"', (text) => {
    expect(detect(text, 'en')).toBe('en');
    expect(detect(text, 'en-GB')).toBe('en');
    expect(detect(text, 'zh')).toBe('en');
  });

  test.each([
    "je n'ai toujours pas reçu mon colis",
    'Bonjour, comment puis-je changer mon adresse ?',
    'combien coûte la livraison en Suisse',
    'je voudrais un remboursement',
    'merci',
    'la lampe ne marche plus',
    'où puis-je trouver ma facture',
    'annuler la commande 100234',
    'est-ce que vous livrez en Belgique',
    'quels moyens de paiement acceptez-vous',
  ])('leaves a French customer who writes "%s" in the default language', (text) => {
    expect(detect(text, 'fr')).toBe('en');
    expect(detect(text, 'en')).toBe('en');
  });

  test.each([
    'ok',
    'OK!!',
    'hotel',
    'paypal',
    'Klarna',
    'IKEA Fado',
    'Galaxy S24 Ultra',
    '100234',
    'AB-1234-XY',
    '😀😀',
    'email',
    'WLAN',
    'Taxi',
    'haha',
    'Anna Schmidt',
    'www.lanternfold.example/orders',
    'LED',
    'hmm',
    '...',
  ])('leaves the conversation in its language at "%s"', (text) => {
    for (const locale of ['en', 'zh', 'de']) expect(detect(text, locale)).toBe(locale);
  });
});

test('languages that share another script are told apart by their words', () => {
  const detect = detectorFor(en, ru, uk);
  expect(detect('где моя посылка', 'uk')).toBe('ru');
  expect(detect('коли прийде замовлення', 'ru')).toBe('uk');
  expect(detect('Львів', 'ru')).toBe('ru');
});

test('a locale the desk does not have falls back to one of the same language, or else to the first', () => {
  expect(detectorFor(en, zh)('123', 'zh-TW')).toBe('zh');
  expect(detectorFor(en, zh)('123', 'fr')).toBe('en');
  expect(detectorFor()('hello', 'fr')).toBe('fr');
});
