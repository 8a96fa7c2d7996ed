/** What the customers of a bench ask: what the sample content answers without asking back. */

const QUESTIONS = [
  'where is your shop',
  'how much is shipping',
  'what payment methods do you accept',
  'how long does delivery take',
  'which countries do you deliver to',
  'how do I place an order',
  'how do I create an account',
  'how do I reset my password',
  'can I exchange an item',
  'how long is the warranty',
  'do you sell gift cards',
  'how do I unsubscribe from the newsletter',
  'how do I write a review',
];

/** One of them; the next number asks the next. */
export function question(number: number): string {
  return QUESTIONS[number % QUESTIONS.length] ?? '';
}
