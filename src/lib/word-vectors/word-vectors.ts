import { joinCharacters } from './chinese-words.ts';
import { ENGLISH } from './en.ts';
import { CHINESE } from './zh.ts';

/** Words as vectors: words of like meaning point the same way, and the more a word says the longer it is. */
interface WordVectors {
  dimensions: number;
  /** By word: the number of its vector. */
  numbers: ReadonlyMap<string, number>;
  /** One vector after the other, each up to a factor of its own. */
  values: Int8Array;
  factors: Float32Array;
}

const WRITTEN: Record<string, WrittenVectors | undefined> = { en: ENGLISH, zh: CHINESE };
const read = new Map<string, WordVectors>();

/** What a text means: the sum of its words' vectors, of unit length; undefined where no word is known, or no language has any. */
export function meaningOf(tokens: readonly string[], locale: string): Float32Array | undefined {
  const language = languageOf(locale);
  const vectors = vectorsOf(language);
  if (vectors === undefined) return undefined;
  const { dimensions, numbers, values, factors } = vectors;
  const sum = new Float32Array(dimensions);
  for (const word of language === 'zh' ? joinCharacters(tokens, numbers) : tokens) {
    const number = numbers.get(word);
    if (number === undefined) continue;
    const factor = factors[number] as number;
    const start = number * dimensions;
    for (let index = 0; index < dimensions; index += 1) {
      sum[index] = (sum[index] as number) + factor * (values[start + index] as number);
    }
  }
  const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
  if (length === 0) return undefined;
  for (let index = 0; index < dimensions; index += 1) sum[index] = (sum[index] as number) / length;
  return sum;
}

/** Words of a language whose words stand apart; undefined where none are known. */
export function knownWords(locale: string): Pick<ReadonlyMap<string, unknown>, 'has'> | undefined {
  return languageOf(locale) === 'en' ? vectorsOf('en')?.numbers : undefined;
}

function languageOf(locale: string): string {
  return locale.split(/[-_]/)[0]?.toLowerCase() ?? '';
}

/** A language's vectors are read once they are needed. */
function vectorsOf(language: string): WordVectors | undefined {
  const written = WRITTEN[language];
  if (written === undefined) return undefined;
  const vectors = read.get(language) ?? readVectors(written);
  read.set(language, vectors);
  return vectors;
}

/** A table as the training prints it: the words, parted by spaces, their factors as 32-bit floats and their values as 8-bit integers, both in base64. */
interface WrittenVectors {
  words: string;
  factors: string;
  values: string;
}

function readVectors({ words, factors, values }: WrittenVectors): WordVectors {
  const list = words.split(' ');
  const bytes = Buffer.from(values, 'base64');
  return {
    dimensions: bytes.length / list.length,
    numbers: new Map(list.map((word, number) => [word, number])),
    values: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length),
    factors: new Float32Array(Uint8Array.from(Buffer.from(factors, 'base64')).buffer),
  };
}
