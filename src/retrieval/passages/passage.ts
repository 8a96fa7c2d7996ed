/** The part of an article that answers. */

import { withVideo } from '../../domain/article-parts.ts';
import { isInOpening, wholeOf, withWhatBelongs } from './candidates.ts';
import { type Asked, type DescribedPart, describeParts, type Features } from './features.ts';
import { WEIGHTS } from './weights.ts';

/** Another part is said as well where it is at least so likely, in proportion to the likeliest … */
const SECOND_SHARE = 0.2;
/** … and both together are not longer, in UTF-16 units. */
const MAX_TOGETHER = 500;

/**
 * The sentence or list item that answers likeliest, with what belongs to it: the question that it answers, the sentence that introduces
 * its list, or the sentence beside it that leans on it; and another where that may answer as well. A question for the article as a whole has
 * the opening paragraph, or what the article's kind adds to it. CommonMark of at most 500 characters but for that; a single sentence that
 * is longer is cut between words.
 */
export function choosePassage(asked: Asked): ChosenPassage {
  const { kind, body } = asked.article.article;
  const { passage, isDetail } = chooseParts(asked);
  return { passage: kind === 'video' ? withVideo(passage, body) : passage, isDetail };
}

export interface ChosenPassage {
  passage: string;
  /** Whether another part than the opening answers likeliest. */
  isDetail: boolean;
}

/** One or two parts of an article, in its order. */
export function chooseParts(asked: Asked, weights: Features = WEIGHTS): ChosenPassage {
  const [best, ...others] = describeParts(asked)
    .map((part) => ({ part, odds: Math.exp(scoreOf(part.features, weights)) }))
    .sort((a, b) => b.odds - a.odds);
  if (best === undefined) return { passage: '', isDetail: false };
  const isDetail = best.part.candidate !== undefined && best.part.features.inOpening === 0;
  const text = textOf(asked, best.part);
  const second = others
    .filter(({ part, odds }) => odds >= SECOND_SHARE * best.odds && mayAdd(part))
    .map(({ part }) => ({ part, other: textOf(asked, part) }))
    .find(({ other }) => !text.includes(other) && !other.includes(text));
  if (second === undefined) return { passage: text, isDetail };
  const { part, other } = second;
  const both = firstAt(best.part) <= firstAt(part) ? `${text}\n\n${other}` : `${other}\n\n${text}`;
  return { passage: both.length <= MAX_TOGETHER ? both : text, isDetail };
}

/** Besides the opening only what says something of the question that the title does not. */
function mayAdd({ features }: DescribedPart): boolean {
  return features.shared > 0 && (features.opening > 0 || features.beyond > 0);
}

/** A part as it is said. */
export function textOf({ article, locale }: Asked, { candidate }: DescribedPart): string {
  const isGeneral = candidate === undefined || isInOpening(article.segments, candidate);
  return isGeneral ? wholeOf(article) : withWhatBelongs(article.segments, candidate, locale);
}

function firstAt({ candidate }: DescribedPart): number {
  return candidate?.from ?? -1;
}

function scoreOf(features: Features, weights: Features): number {
  const names = Object.keys(weights) as (keyof Features)[];
  return names.reduce((sum, name) => sum + weights[name] * features[name], 0);
}
