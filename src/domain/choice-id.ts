/** What the id of an offered choice stands for. The id says all, so that a button of an earlier offer still works. */

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
