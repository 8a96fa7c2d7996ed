import type { Article, DeskContent } from '../../../src/domain/content.ts';

/** An article with everything but what matters left plain. */
export function article(parts: Partial<Article> & { id: string }): Article {
  return {
    locale: 'en',
    title: '',
    alternates: [],
    tags: [],
    category: undefined,
    kind: 'faq',
    audience: 'customers',
    updated: '2026-01-05',
    body: '',
    ...parts,
  };
}

/** Content of articles alone, each in its own locale. */
export function contentOf(articles: Article[]): DeskContent {
  const locales = new Set(articles.map(({ locale }) => locale));
  const ownOf = (locale: string) => articles.filter((candidate) => candidate.locale === locale);
  const toContent = (locale: string) => ({ locale, intents: [], articles: ownOf(locale), phrases: {} });
  return {
    version: 'test',
    locales: Object.fromEntries(Array.from(locales, (locale) => [locale, toContent(locale)])),
  };
}

/** A small shop in two languages. */
export const SHOP: Article[] = [
  article({
    id: 'track-order',
    title: 'Where is my order?',
    alternates: ['track my parcel', 'has my order been shipped', 'my delivery has not arrived'],
    body: 'Open **Orders** and press *Track*. The carrier updates the page twice a day.',
  }),
  article({
    id: 'refund-times',
    title: 'When will I get my money back?',
    alternates: ['how long does a refund take', 'my refund has not arrived', 'refund status'],
    body: 'We refund within 5 working days. See [Where is my order?](track-order) for parcels.\n\nA bank transfer abroad takes up to two weeks.',
  }),
  article({
    id: 'reset-password',
    title: 'I forgot my password',
    alternates: ['reset my password', 'I cannot sign in', 'change my password'],
    body: 'Press *Forgot password* on the sign-in page. The link is valid for one hour.',
  }),
  article({
    id: 'gift-cards',
    title: 'How do gift cards work?',
    alternates: ['buy a gift card', 'redeem a voucher', 'gift card balance'],
    body: 'Enter the code at checkout. The balance is shown in your account.',
  }),
  article({
    id: 'track-order',
    locale: 'zh',
    title: '我的订单到哪里了？',
    alternates: ['查物流', '什么时候发货', '快递还没到'],
    body: '打开**我的订单**，点查看物流。物流每天更新两次。',
  }),
  article({
    id: 'refund-times',
    locale: 'zh',
    title: '退款多久到账？',
    alternates: ['我要退钱', '退款还没收到', '退款进度'],
    body: '我们会在五个工作日内退款。国外的银行最多要两周。',
  }),
];
