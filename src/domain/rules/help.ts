/** `/help`: what the bot can do, and the articles to read: by category, or those that answer some words. */

import { type ArticleGroup, articlesByCategory } from '../article-categories.ts';
import { moreChoiceId } from '../choice-id.ts';
import { toCommandText } from '../customer-commands.ts';
import type { DeskEvent } from '../decision.ts';
import { searchWords } from '../help-use.ts';
import type { Choice } from '../message.ts';
import { announce, type DecisionBuilder, phraseOf } from './decision-builder.ts';

/** Every platform shows as many buttons under a message. */
const MOST_BUTTONS = 20;
const FROM_THE_BEGINNING = { next: 0, said: { from: 0, to: 0 } };

export function giveHelp(decision: DecisionBuilder, event: Extract<DeskEvent, { kind: 'command' }>): void {
  const { argument, facts, messageId } = event;
  const { content } = decision.context;
  const groups = articlesByCategory(content.locales[decision.state.locale]?.articles ?? []);
  const inReplyTo = [messageId];
  const categories = groups.map((group) => toCategoryChoice(decision, group)).slice(0, MOST_BUTTONS);
  if (argument === '') return void announce(decision, 'help', {}, { inReplyTo, choices: categories });
  const wanted = argument.trim().toLowerCase();
  const group = groups.find((known) => nameOf(decision, known).toLowerCase() === wanted);
  if (group !== undefined) {
    const values = { category: nameOf(decision, group) };
    return void announce(decision, 'help_category', values, { inReplyTo, choices: toChoices(group.articles) });
  }
  noteSearch(decision, argument, facts.articles.length > 0);
  const choices = toChoices(facts.articles.map(({ articleId, title }) => ({ id: articleId, title })));
  if (choices.length > 0) return void announce(decision, 'help_found', {}, { inReplyTo, choices });
  announce(decision, 'help_none', {}, { inReplyTo, choices: categories });
}

function noteSearch({ context, effects }: DecisionBuilder, argument: string, isFound: boolean): void {
  const words = searchWords(argument);
  if (!context.policy.countsHelpUse || words === '') return;
  effects.push({ kind: 'note_help_use', use: { kind: 'search', words, isFound } });
}

/** Pressing it amounts to typing the command with the category. */
function toCategoryChoice(decision: DecisionBuilder, group: ArticleGroup): Choice {
  const name = nameOf(decision, group);
  return { id: toCommandText('help', name), label: name };
}

function nameOf(decision: DecisionBuilder, { category }: ArticleGroup): string {
  return category ?? phraseOf(decision, 'help_other');
}

function toChoices(articles: readonly { id: string; title: string }[]): Choice[] {
  return articles
    .flatMap(({ id, title }) => {
      const choiceId = moreChoiceId(id, FROM_THE_BEGINNING);
      return choiceId === undefined ? [] : [{ id: choiceId, label: title }];
    })
    .slice(0, MOST_BUTTONS);
}
