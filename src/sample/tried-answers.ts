/** Two answers that are tried side by side in a sample history: `TRUTH.answers.trial` says how often each helps. */

const ARTICLE = '\n    article: delivery-times\n';

const ANSWERS = {
  en: [
    'That depends on where you live and which way you choose: you see the date at checkout before you pay.',
    'Within Europe **3-5 working days**, or the next working day by express. To Singapore, Hong Kong, mainland China and Taiwan **7-12 days**.',
  ],
  zh: [
    '要看您住在哪里、选哪种配送方式：付款之前，结账页面会显示日期。',
    '欧洲境内 **3–5 个工作日**，特快下一个工作日送到。寄到中国大陆、香港、台湾和新加坡 **7–12 天**。',
  ],
} as const;

/** The sample desk's intents on delivery, the one on delivery times with two answers above its article. @throws Error where it has none */
export function withTriedAnswers(intents: string, locale: keyof typeof ANSWERS): string {
  if (!intents.includes(ARTICLE)) throw new Error(`intents/${locale}/delivery.yaml has no intent for delivery-times.`);
  const answers = ANSWERS[locale].map((text) => `      - ${JSON.stringify(text)}\n`).join('');
  return intents.replace(ARTICLE, `\n    answers:\n${answers}${ARTICLE.slice(1)}`);
}
