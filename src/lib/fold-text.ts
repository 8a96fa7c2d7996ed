const ACCENTS_AND_VOWEL_MARKS = /[\u0300-\u036f\u0640\u064b-\u065f\u0670]/g;
const APOSTROPHES = /['\u2018\u2019\u02bc\uff07]/g;

/** Folds case, width, accents, Arabic vowel marks and apostrophes, so that "Café" is "cafe" and "can’t" is "cant". */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(ACCENTS_AND_VOWEL_MARKS, '')
    .normalize('NFC')
    .replace(APOSTROPHES, '')
    .toLowerCase();
}
