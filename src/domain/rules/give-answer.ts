/** Giving an answer: in the words of an intent, or a part of an article. */

import { searchTerms } from '../../lib/search-terms.ts';
import type { CalledAction } from '../actions/called-action.ts';
import type { Understanding } from '../analysis.ts';
import { openingOf, partAt, placeAfter, type ReadingPlace } from '../article-parts.ts';
import { moreChoiceId } from '../choice-id.ts';
import { type Article, type Intent, SMALLTALK_CATEGORY } from '../content.ts';
import type { ActionTaken } from '../decision-record.ts';
import { withoutEscapes } from '../markdown.ts';
import type { Choice, Source } from '../message.ts';
import { renderTemplate } from '../templates/render-template.ts';
import { type TemplateValues, textValues } from '../templates/template-value.ts';
import { isWithStaff } from '../ticket.ts';
import { attemptOf, failTurn } from './attempts.ts';
import { findArticle } from './content.ts';
import { type DecisionBuilder, personChoice, phraseOf, remember, say, sayPhrase, update } from './decision-builder.ts';
import { leans, rememberSaid, rememberTopic } from './remembering.ts';

/** What is being answered. */
export interface Question {
  question: string;
  messageIds: string[];
  confidence: number;
  /** What another system was asked for it. */
  called?: CalledAction | undefined;
  understanding?: Understanding | undefined;
}

/** Answers in the words of an intent. */
export function answerFromIntent(
  decision: DecisionBuilder,
  intent: Intent,
  text: string,
  question: Question & { source: Article | undefined; choices?: Choice[] },
): ActionTaken {
  const taken = { action: 'answered' as const, articleId: question.source?.id };
  const smalltalk = intent.category === SMALLTALK_CATEGORY;
  // What was looked up anew is news also where it is what it was.
  const isNews = smalltalk || question.called !== undefined;
  if (!isNews && isJustSaid(decision, text, question)) return offerPerson(decision, question, []);
  say(decision, text, {
    inReplyTo: question.messageIds,
    intent: intent.name,
    source: question.source && toSource(question.source),
    choices: question.choices ?? [],
    asksFeedback: !smalltalk,
  });
  if (smalltalk) return taken;
  remember(decision, attemptOf('answered', { ...question, intent: intent.name, articleId: question.source?.id }));
  rememberSaid(decision, { text, question: question.question });
  clearAttempts(decision);
  return taken;
}

/** The values that an answer goes by. */
export interface GivenSlots {
  /** Whose slots they are; undefined where it is not there any more. */
  intent: Intent | undefined;
  slots: Record<string, string>;
  /** Those of them that the customer gave just now, or that were looked up. */
  given: Record<string, string>;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Values of slots as a wording shows them: days as the language writes them. */
function slotValues(intent: Intent | undefined, slots: Record<string, string>): TemplateValues {
  const days = (intent?.slots ?? []).filter(({ name, type }) => type === 'date' && DAY.test(slots[name] ?? ''));
  const dates = days.map(({ name }) => [name, { type: 'date', value: slots[name] ?? '' }] as const);
  return { ...textValues(slots), ...Object.fromEntries(dates) };
}

/** A wording with its values, which names those that it goes by and that the customer did not give just now. */
export function wordingFor(
  decision: DecisionBuilder,
  wording: string,
  { intent, slots, given }: GivenSlots,
  values: TemplateValues = {},
): string {
  const { policy } = decision.context;
  const name = textValues({ name: policy.deskName });
  const known = { ...name, ...slotValues(intent, slots), ...values };
  const text = renderTemplate(wording, known, { locale: decision.state.locale });
  const recalled = Object.entries(slots).filter(([name]) => given[name] === undefined);
  const said = withoutEscapes(text);
  const unsaid = recalled.map(([, value]) => value).filter((value) => !said.includes(value));
  return unsaid.length === 0 ? text : `${phraseOf(decision, 'about_value', { value: unsaid.join(', ') })} ${text}`;
}

/** Answers with a passage of an article, its opening where none is named, and names the article; the rest is behind a button. */
export function answerFromArticle(
  decision: DecisionBuilder,
  answered: Question & { article: Article; passage: string | undefined; intent?: string | undefined },
): ActionTaken {
  const { article, intent } = answered;
  const passage = answered.passage ?? openingOf(article);
  const choices = moreChoices(decision, article, placeAfter(article.body, passage));
  if (isJustSaid(decision, passage, answered)) return offerPerson(decision, answered, choices);
  say(decision, passage, {
    inReplyTo: answered.messageIds,
    intent,
    source: toSource(article),
    choices,
    asksFeedback: true,
  });
  remember(decision, attemptOf('answered', { ...answered, articleId: article.id }));
  rememberSaid(decision, { text: passage, question: answered.question });
  if (intent === undefined) {
    rememberTopic(decision, {
      question: answered.question,
      intent,
      articleId: article.id,
      slots: {},
      leans: leans(answered.understanding),
    });
  }
  clearAttempts(decision);
  return { action: 'answered', articleId: article.id };
}

/**
 * Whether the customer has just read it, and asks on. The same question has the same answer, and "and Taiwan?" one that names Taiwan,
 * also where it was said before.
 */
function isJustSaid(decision: DecisionBuilder, text: string, { question }: Question): boolean {
  const { memory, ticket } = decision.state;
  const said = memory?.said;
  if (said?.text !== text || said.question === question || isWithStaff(ticket)) return false;
  return !namesSomethingIn(text, question, said.question);
}

/** Shorter words of a language with letters seldom name anything. */
const SHORTEST_NAME = { letters: 3, characters: 2 };

/** Whether a question has a word of the answer that the one before it had not. */
function namesSomethingIn(answer: string, question: string, before: string): boolean {
  const said = new Set(searchTerms(answer));
  const asked = new Set(searchTerms(before));
  return searchTerms(question).some((term) => {
    const shortest = /^\p{sc=Han}/u.test(term) ? SHORTEST_NAME.characters : SHORTEST_NAME.letters;
    return term.length >= shortest && said.has(term) && !asked.has(term);
  });
}

/** Who asks on is not told the same again: the rest of the article and a person are offered, and the second time a person comes. */
function offerPerson(decision: DecisionBuilder, asked: Question, more: Choice[]): ActionTaken {
  const { question, messageIds, understanding } = asked;
  const retry = (): ActionTaken => {
    sayPhrase(decision, 'nothing_new', { inReplyTo: messageIds, choices: [...more, personChoice(decision)] });
    return { action: 'offered_choices' };
  };
  const cause = { text: question, messageIds, understanding };
  return { ...failTurn(decision, cause, retry, 'not_helpful'), rule: 'nothing_new' };
}

/** Says the part of an article that a button for more stands for, or that it is gone. */
export function readOn(
  decision: DecisionBuilder,
  { articleId, place }: { articleId: string; place: ReadingPlace },
  messageIds: string[],
): ActionTaken {
  const article = findArticle(decision, articleId);
  const part = article && partAt(article.body, place);
  if (article === undefined || part === undefined) {
    sayPhrase(decision, 'choice_expired', { inReplyTo: messageIds });
    return { action: 'informed' };
  }
  say(decision, part.text, {
    inReplyTo: messageIds,
    source: toSource(article),
    choices: moreChoices(decision, article, part.after),
  });
  if (decision.context.policy.countsHelpUse) {
    const isBegun = place.next === 0 && place.said.from === place.said.to;
    const way = isBegun ? 'chat' : 'more';
    decision.effects.push({ kind: 'note_help_use', use: { kind: 'read', articleId, way } });
  }
  return { action: 'answered', articleId };
}

function moreChoices(decision: DecisionBuilder, article: Article, place: ReadingPlace | undefined): Choice[] {
  const id = place && moreChoiceId(article.id, place);
  return id === undefined ? [] : [{ id, label: phraseOf(decision, 'more') }];
}

function toSource({ id, locale, title }: Article): Source {
  return { articleId: id, locale, title };
}

function clearAttempts(decision: DecisionBuilder): void {
  update(decision, { failures: 0, slotFilling: undefined, offer: undefined });
}
