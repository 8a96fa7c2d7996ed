/** What is planted in a sample history, so that reports and models can be compared with it. It is written beside the store as `truth.json`. */

/** When everything else happens as usual, in talks an hour at the busiest. */
export const TRUTH = {
  /** How busy each weekday is, from Monday, and each hour of the day. */
  weekdays: [1.25, 1.1, 1, 1, 0.95, 0.55, 0.45],
  hours: [
    0.12, 0.08, 0.05, 0.05, 0.07, 0.12, 0.25, 0.45, 0.75, 1, 1.1, 1.05, 0.9, 0.95, 1, 1, 0.95, 0.9, 0.85, 0.9, 0.8, 0.6,
    0.4, 0.22,
  ],
  /** How much more there is at the end than at the beginning. */
  trend: 0.35,
  /** What customers ask for, of the sample desk's intents, by how often they do. */
  intents: {
    track_order: 10,
    delivery_period: 6,
    return_item: 5,
    place_order: 5,
    cancel_order: 4,
    refund_period: 4,
    get_refund: 4,
    payment_issue: 4,
    product_availability: 4,
    change_order: 3,
    track_refund: 3,
    delivery_options: 3,
    recover_password: 3,
    change_shipping_address: 3,
    discount_code: 3,
    gift_card: 3,
    check_payment_methods: 2,
    check_refund_policy: 2,
    check_cancellation_fee: 2,
    delivery_countries: 2,
    damaged_item: 2,
    exchange_item: 2,
    warranty: 2,
    get_invoice: 2,
    choose_bulb: 2,
    product_care: 2,
    missing_parcel: 1.5,
    create_account: 1.5,
    registration_problems: 1.5,
    change_payment_method: 1.5,
    shop_location: 1.5,
    book_advice: 1,
    wrong_item: 1,
    tell_when_shipped: 1,
    complaint: 1,
    double_charge: 1,
    check_invoice: 1,
    edit_account: 1,
    delete_account: 1,
    loyalty_points: 1,
    set_up_shipping_address: 1,
    newsletter_subscription: 1,
    review: 0.5,
    switch_account: 0.5,
  } as Record<string, number>,
  /** On one day three fifths through, so many times as many customers as usual come about this for so many hours, and this share of them wants a person. */
  outage: { atShare: 0.6, hours: 6, intent: 'payment_issue', times: 9, person: 0.6 },
  /** From four fifths on, customers ask about something new, in so large a share of their talks. */
  launch: { atShare: 0.8, share: 0.08, words: ['Polaris lantern', '北极星灯笼'] },
  /** In the last four weeks this intent rises to so many times its share. */
  rising: { intent: 'double_charge', days: 28, times: 3 },
  /** What the sample desk hands over to people by itself, as their intents say. */
  handedOver: ['complaint', 'missing_parcel', 'double_charge', 'book_advice'] as readonly string[],
  /** How large a share of talks is about what no article knows, and how large a share of those ask for a person then. */
  unknown: { share: 0.06, person: 0.8 },
  /** How large a share of customers writes Chinese, of talks is angry or in a hurry, and of those helped says thanks. */
  manner: { chinese: 0.28, angry: 0.04, urgent: 0.05, thanks: 0.25 },
  /** What a rating is made of, before chance: on a scale from 1 to 5. */
  rating: { base: 4.5, perDoubledHour: -0.35, reopened: -1.1, perSkill: 0.35, noise: 0.75, answeredShare: 0.55 },
  /** How large a share of tickets comes up again, and what is added to it where somebody less skilled has resolved it. */
  reopen: { share: 0.07, unskilled: 0.1 },
  /** The log odds that a customer never comes back after a talk. */
  churn: { base: -1, unhappy: 1.6, waitedFourHours: 0.9, visitor: 0.6, regular: -1.1, answered: -0.4 },
  /** Of an answer, how often it is scored, and how often it then helped; of these intents less often. */
  answers: {
    scoredShare: 0.3,
    helped: 0.86,
    weak: { refund_period: 0.45, gift_card: 0.4 } as Record<string, number>,
    /** Of this intent two answers are tried, and the second helps more often. */
    trial: { intent: 'delivery_period', helped: [0.55, 0.88] as const },
  },
  /** What a customer asks next after this, with such a chance; otherwise anything. */
  next: {
    place_order: [
      ['track_order', 0.45],
      ['delivery_period', 0.2],
    ],
    track_order: [
      ['missing_parcel', 0.3],
      ['return_item', 0.15],
    ],
    return_item: [
      ['refund_period', 0.4],
      ['track_refund', 0.3],
    ],
    payment_issue: [['double_charge', 0.35]],
    missing_parcel: [
      ['complaint', 0.35],
      ['track_refund', 0.2],
    ],
  } as Record<string, [string, number][]>,
  /** Who comes: how large a share of new customers, how many days between their talks, what they ask for, how they write, and by which of the desk's channels they come, in their order. */
  segments: {
    visitor: {
      share: 0.62,
      daysBetween: 60,
      person: 0.16,
      night: 1,
      channels: [0.7, 0.2, 0.1],
    },
    regular: {
      share: 0.23,
      daysBetween: 9,
      person: 0.22,
      night: 1,
      channels: [0.2, 0.5, 0.3],
    },
    night_owl: {
      share: 0.15,
      daysBetween: 14,
      person: 0.62,
      night: 6,
      channels: [0.1, 0.2, 0.7],
    },
  } as Record<
    string,
    { share: number; daysBetween: number; person: number; night: number; channels: readonly number[] }
  >,
  /** Handling: the median in minutes and the spread of its logarithm; those who wait longer than their patience give up. */
  handling: { medianMinutes: 18, spread: 0.7, patienceHours: 30 },
  /** How large a share of tickets has a note, is asked something back about (and how many of those answer), and is put off for two days. */
  work: { noted: 0.15, askedBack: 0.15, answers: 0.85, snoozed: 0.05 },
  /** Nobody comes back earlier than this, as that would be the same matter still. */
  restsDays: 4,
} as const;

/** People who answer: how skilled they are (what it does to ratings), how fast (what it does to handling), and when they are there. */
export const AGENTS = [
  {
    id: 'sample-mara',
    name: 'Mara',
    role: 'admin',
    skill: 0.6,
    pace: 0.85,
    weekdays: [0, 1, 2, 3, 4],
    from: 8,
    to: 16,
  },
  { id: 'sample-jonas', name: 'Jonas', role: 'agent', skill: 0, pace: 1, weekdays: [0, 1, 2, 3, 4], from: 9, to: 17 },
  { id: 'sample-lin', name: 'Lin', role: 'agent', skill: 0.3, pace: 1.1, weekdays: [0, 1, 2, 4, 5], from: 12, to: 20 },
  {
    id: 'sample-pia',
    name: 'Pia',
    role: 'agent',
    skill: -0.8,
    pace: 1.35,
    weekdays: [0, 2, 3, 5, 6],
    from: 10,
    to: 18,
  },
] as const;

export type Agent = (typeof AGENTS)[number];
