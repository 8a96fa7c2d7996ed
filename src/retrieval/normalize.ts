/** Text as it is compared: one spelling for what a reader takes to be the same. */

/** Beyond this many UTF-16 units a text is cut: its beginning and its end are what is read. */
const MAX_LENGTH = 6_000;

const ACCENTS_AND_VOWEL_MARKS = /[\u0300-\u036f\u0640\u064b-\u065f\u0670]/g;
const APOSTROPHES = /['\u2018\u2019\u02bc\uff07]/g;

/**
 * Folds case, width, accents, Arabic vowel marks and apostrophes, so that "Café" is "cafe" and "can’t" is "cant";
 * of a text of more than 6 000 UTF-16 units only the first and the last 3 000 remain.
 */
export function normalize(text: string): string {
  return cutMiddle(text)
    .normalize('NFKD')
    .replace(ACCENTS_AND_VOWEL_MARKS, '')
    .normalize('NFC')
    .replace(APOSTROPHES, '')
    .toLowerCase();
}

function cutMiddle(text: string): string {
  if (text.length <= MAX_LENGTH) return text;
  const half = MAX_LENGTH / 2;
  return `${text.slice(0, half)} ${text.slice(-half)}`;
}
