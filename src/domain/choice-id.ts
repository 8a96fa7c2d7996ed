/** What the id of an offered choice stands for. The id says all, so that a button of an earlier offer still works. */

import type { ReadingPlace } from './article-parts.ts';

/** The choice that leads to a person. */
export const PERSON_CHOICE_ID = 'person';

const INTENT = 'i:';
const ARTICLE = 'a:';

/** The choice of an intent. */
export function intentChoiceId(name: string): string {
  return INTENT + name;
}

/** The choice of an article. */
export function articleChoiceId(id: string): string {
  return ARTICLE + id;
}

/** The intent or article that a choice stands for, whether or not there is such a one; neither for any other choice. */
export function fromChoiceId(choiceId: string): { intent?: string; articleId?: string } {
  if (choiceId.startsWith(INTENT)) return { intent: choiceId.slice(INTENT.length) };
  return choiceId.startsWith(ARTICLE) ? { articleId: choiceId.slice(ARTICLE.length) } : {};
}

const CONFIRM = /^(y|n):([A-Za-z0-9_.-]{1,44})$/;

/** The choices to agree to what waits for that under an id, or not to. */
export function confirmChoiceIds(id: string): { yes: string; no: string } {
  return { yes: `y:${id}`, no: `n:${id}` };
}

/** What a customer agrees to, or does not; undefined for any other choice. */
export function fromConfirmChoiceId(choiceId: string): { id: string; agrees: boolean } | undefined {
  const [, answer, id] = CONFIRM.exec(choiceId) ?? [];
  return id === undefined ? undefined : { id, agrees: answer === 'y' };
}

const STOP = /^f:([A-Za-z0-9_.-]{1,46})$/;

/** The choice to be told no more. */
export function stopChoiceId(followUpId: string): string {
  return `f:${followUpId}`;
}

/** What is to be told no more; undefined for any other choice. */
export function fromStopChoiceId(choiceId: string): string | undefined {
  return STOP.exec(choiceId)?.[1];
}

const MORE = /^m:([a-z0-9_-]+):(\d{1,4})\.(\d{1,4})-(\d{1,4})$/;
/** The longest id that every channel carries. */
const MAX_LENGTH = 48;

/** The choice to read an article on from a place; undefined where its id would be too long. */
export function moreChoiceId(articleId: string, { next, said }: ReadingPlace): string | undefined {
  const id = `m:${articleId}:${next}.${said.from}-${said.to}`;
  return id.length <= MAX_LENGTH ? id : undefined;
}

/** The article to read on, and where; undefined for any other choice. */
export function fromMoreChoiceId(choiceId: string): { articleId: string; place: ReadingPlace } | undefined {
  const [, articleId, next, from, to] = MORE.exec(choiceId) ?? [];
  if (articleId === undefined) return undefined;
  return { articleId, place: { next: Number(next), said: { from: Number(from), to: Number(to) } } };
}
