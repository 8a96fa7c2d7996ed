/** Long texts that make a bad regular expression or parser slow, made from what it reads and from many scripts. */

import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';

/** A long text: one part as often as its length needs, between two others. */
export interface HostileInput {
  prefix: string;
  pump: string;
  suffix: string;
}

/** What texts of all kinds are made of, the kinds that classes of characters tell apart. */
export const PUMPS = [
  ...[
    'a',
    'A',
    'word ',
    'ab1',
    '1',
    '1.',
    '1 ',
    '-',
    '_',
    '.',
    ',',
    '!',
    '"',
    "'",
    '(',
    '[',
    '<',
    '&',
    '@',
    '#',
    '/',
    '\\',
  ],
  ...[' ', '\t', '\n', '\r', ' \n', '\u00a0', '\u3000', '\u2028', '\u200b', '\0'],
  ...['é', 'e\u0301', '\u0301', 'ß', 'ж', 'ع', 'عربي ', 'ש', 'ไ', 'ภาษาไทย', 'ह', 'Ω', 'İ'],
  ...['中', '中文。', '一', 'か', 'カ', '한', '，', '！', 'Ａ', '１', 'ﷺ'],
  ...['😀', '👨‍👩‍👧', '\ud83d', '\ude00', '🇨🇳', '\u{20000}'],
];

/** What a text may end with that breaks off what went well until then. */
const SUFFIXES = ['', 'x', '\0', '\n'];

/** Inputs of every script, and for each part of the pattern that may be repeated: what leads there, that part, and an end. */
export function hostileInputsFor(source: string, flags: string): HostileInput[] {
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, { unicode: flags.includes('u') });
  const sampler = createSampler(pattern, flags);
  const inputs = new Map<string, HostileInput>();
  const add = (prefix: string, pump: string, suffix: string): void => {
    if (pump !== '') inputs.set(JSON.stringify([prefix, pump, suffix]), { prefix, pump, suffix });
  };
  for (const pump of PUMPS) add('', pump, '');
  visitRegExpAST(pattern, {
    onQuantifierEnter(quantifier) {
      if (quantifier.max < FEWEST_REPEATS) return;
      const { element } = quantifier;
      const breaker = sampler.breakerOf(element);
      const befores = SIZES.map((size) => sampler.before(quantifier, size));
      for (const pump of sampler.pumpsFor(element)) {
        for (const suffix of new Set([...SUFFIXES, breaker])) {
          for (const prefix of new Set(['', breaker, ...befores])) add(prefix, pump, suffix);
          for (const before of befores) add('', before + pump, suffix);
        }
      }
    },
  });
  return [...inputs.values()];
}

/** What is repeated less often than this costs no more than so much. */
const FEWEST_REPEATS = 20;
/** As little as the pattern asks for, or each part that may be left out once. */
const SIZES = ['least', 'once'] as const;
type Size = (typeof SIZES)[number];
type Leaf = AST.Character | AST.CharacterClass | AST.CharacterSet;

interface Sampler {
  /** A text that leads from the pattern's beginning to this node. */
  before(node: AST.Node, size: Size): string;
  /** A character that no part of this element matches; empty where each matches some. */
  breakerOf(element: AST.Element): string;
  /** Texts that this element may match, and parts of them. */
  pumpsFor(element: AST.Element): Set<string>;
}

const MOST_PUMPS = 8;

function createSampler(pattern: AST.Pattern, flags: string): Sampler {
  const alphabet = alphabetOf(pattern);
  const matchers = new Map<string, (character: string) => boolean>();
  const matcherOf = ({ raw }: Leaf): ((character: string) => boolean) => {
    const known = matchers.get(raw);
    if (known !== undefined) return known;
    const regexp = new RegExp(`^(?:${raw})$`, flags.replace(/[gy]/g, ''));
    const matcher = (character: string) => regexp.test(character);
    matchers.set(raw, matcher);
    return matcher;
  };
  const leaves = leavesOf(pattern);
  /** One character of each kind that the pattern tells apart. */
  const kinds = new Map<string, string>();
  for (const character of alphabet) {
    const kind = leaves.map((leaf) => (matcherOf(leaf)(character) ? '1' : '0')).join('');
    if (!kinds.has(kind)) kinds.set(kind, character);
  }
  const representatives = [...kinds.values()];

  const sample = (node: AST.Element, size: Size): string => {
    switch (node.type) {
      case 'Character':
        return String.fromCodePoint(node.value);
      case 'CharacterClass':
      case 'CharacterSet':
        return alphabet.find(matcherOf(node)) ?? '';
      case 'Group':
      case 'CapturingGroup': {
        const alternative = size === 'least' ? node.alternatives[0] : node.alternatives.at(-1);
        return (alternative?.elements ?? []).map((element) => sample(element, size)).join('');
      }
      case 'Quantifier':
        return sample(node.element, size).repeat(size === 'least' ? node.min : Math.max(1, node.min));
      default:
        return '';
    }
  };

  /** The element with each alternative of each group within it in turn. */
  const variants = (element: AST.Element): string[] => {
    if (element.type === 'Quantifier') return variants(element.element);
    if (element.type !== 'Group' && element.type !== 'CapturingGroup') return [];
    return element.alternatives.flatMap(({ elements }) => {
      const once = elements.map((one) => sample(one, 'once'));
      const varied = elements.flatMap((one, at) => variants(one).map((variant) => once.with(at, variant).join('')));
      return [once.join(''), ...varied];
    });
  };

  return {
    before(node, size) {
      let text = '';
      for (let at = node; at.parent !== null; at = at.parent) {
        const { parent } = at;
        if (parent.type !== 'Alternative') continue;
        const earlier = parent.elements.filter(({ end }) => end <= at.start);
        text = earlier.map((element) => sample(element, size)).join('') + text;
      }
      return text;
    },
    breakerOf(element) {
      const within = leavesOf(element);
      return representatives.find((character) => !within.some((leaf) => matcherOf(leaf)(character))) ?? '';
    },
    pumpsFor(element) {
      const within = leavesOf(element);
      const single = representatives.filter((character) => within.some((leaf) => matcherOf(leaf)(character)));
      return new Set([
        ...SIZES.map((size) => sample(element, size)),
        ...variants(element),
        ...spread(single, MOST_PUMPS),
      ]);
    },
  };
}

/** At most so many of the values, from all over the list. */
function spread<T>(values: readonly T[], most: number): T[] {
  const step = Math.max(1, values.length / most);
  return values.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

const PRINTABLE = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index));
const LETTERS_FIRST = [...PRINTABLE].sort((one, other) => Number(/\w/.test(other)) - Number(/\w/.test(one)));

/** Characters of all kinds, letters first, and those that the pattern names itself. */
function alphabetOf(pattern: AST.Pattern): string[] {
  const named: string[] = [];
  visitRegExpAST(pattern, { onCharacterEnter: ({ value }) => void named.push(String.fromCodePoint(value)) });
  return [...new Set([...LETTERS_FIRST, ...PUMPS.flatMap((pump) => [...pump]), ...named])];
}

/** What matches a single character, outside of classes. */
function leavesOf(node: AST.Node): Leaf[] {
  const leaves = new Map<string, Leaf>();
  const add = (leaf: Leaf): void => {
    if (!leaf.parent.type.startsWith('CharacterClass')) leaves.set(leaf.raw, leaf);
  };
  visitRegExpAST(node, {
    onCharacterEnter: add,
    onCharacterSetEnter: add,
    onCharacterClassEnter: add,
  });
  return [...leaves.values()];
}
