/** What kinds of quantities a text asks for, and which it states: a question for a time is not answered by a price. */

export type Quantity = 'time' | 'day' | 'money' | 'size' | 'power' | 'share' | 'count';

type Patterns = readonly (readonly [Quantity, RegExp])[];

const ASKED: Record<string, Patterns> = {
  en: [
    [
      'time',
      /\b(?:how long|how (?:many|much) (?:\w+ )?(?:days?|weeks?|hours?|minutes?|months?|years?|time)|how (?:soon|fast|quick(?:ly)?|old|often)|when|by what (?:time|day)|(?:un)?til(?:l)? what|what time|which day|at what (?:time|age)|(?:minimum|maximum|least|what|which) (?:age|time|wait|period)|takes? (?:longer|ages|forever)|deadline|last day|still in time|too late)\b/i,
    ],
    [
      'day',
      /\b(?:when|what time|which days?|what days?|what hours|opening (?:hours|times)|at the weekend|weekends?|saturdays?|sundays?)\b/i,
    ],
    [
      'money',
      /\b(?:how much|costs?|prices?|fees?|charges?|expensive|cheap(?:er)?|for free|free of charge|extra|pay for|paid for|minimum (?:order|amount|value)|least (?:amount|i (?:can|must))|(?:highest|lowest|largest|biggest|smallest|maximum|minimum|what) (?:amount|value|sum)|certain amount|postage)\b/i,
    ],
    [
      'size',
      /\b(?:how (?:big|large|long|wide|tall|high|heavy|bulky)|size|sizes|dimensions?|too (?:big|large|heavy|bulky|long)|weigh[ts]?|maximum size)\b/i,
    ],
    ['power', /\b(?:watts?|wattage|lumens?|how bright|brightness)\b|\d ?w\b/i],
    ['share', /\b(?:per ?cent|percentage|shrink(?:s|age)?|how much (?:off|do i (?:save|get off))|rate)\b|%/i],
    ['count', /\b(?:how many|more than one|two|both|at once|several|how often|limit|maximum|times)\b/i],
  ],
  zh: [
    [
      'time',
      /多久|多长时间|几[天日周年月小]|多少[天日周年月小]|什么时候|何时|几点|啥时候|哪天|第几天|最[晚迟]|最[长多]几|期限|多大年纪|几岁|年龄|满多少岁/,
    ],
    ['day', /什么时候|何时|几点|周[一二三四五六日末]|星期|礼拜|哪天|营业时间/],
    [
      'money',
      /多少钱|多贵|费用|运费|手续费|要钱|收钱|收费|要不要钱|免费|价格|便宜|最[低少]|起[送订]|满多少|出钱|花钱|金额|扣/,
    ],
    ['size', /多大|多长|多宽|多高|多重|尺寸|太大|大小|体积|限重|超重/],
    ['power', /瓦|功率|流明|多亮|亮度|\d ?w/i],
    ['share', /百分之|比例|几折|多少折|缩|%/],
    ['count', /几[个次张件单份]|多少[个次张件单份]|一次|两[个次张件单份]|同时|最多|上限|次数/],
  ],
};

const STATED: Record<string, Patterns> = {
  en: [
    [
      'time',
      /\b(?:\d+|a|an|one|two|three|four|five|six|ten|half an|same|next|first) ?(?:working |business |whole )?(?:days?|weeks?|hours?|minutes?|months?|years?)\b|\b(?:at once|immediately|forever|expires?|for life|twice a|once a|18)\b|\d:\d\d/i,
    ],
    ['day', /\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\d:\d\d|\bweekends?\b/i],
    ['money', /\d ?(?:eur|usd|gbp|chf)\b|[€$£]|\b(?:free|fee|nothing|full amount|no reward|minimum order|cost)\b/i],
    ['size', /\d ?(?:cm|mm|m|kg|g|litres?)\b/i],
    ['power', /\d ?w\b|\bwatts?\b|\blumens?\b/i],
    ['share', /%|\bper ?cent\b/i],
    ['count', /\b(?:one|once|two|twice|three|several|as many|any number|only|limit|\d+ times|at most)\b/i],
  ],
  zh: [
    [
      'time',
      /[\d一二两三四五六七八九十半几] ?(?:个)?(?:工作日|天|周|小时|分钟|月|年)|当天|次日|立刻|马上|永不|过期|岁|\d:\d\d/,
    ],
    ['day', /周[一二三四五六日末]|星期|\d:\d\d|节假日/],
    ['money', /\d ?(?:欧元|元|英镑|美元)|免费|不收|不要钱|全额|没有报酬|最低|费/],
    ['size', /\d ?(?:厘米|毫米|米|公斤|千克|克)/],
    ['power', /\d ?瓦|流明/],
    ['share', /%|百分之|折/],
    ['count', /[一两二三几\d] ?[个次张件份]|最多|只能|一次|几个|不限/],
  ],
};

/** The kinds of quantities that a question asks for; none in a language whose words for them are not known. */
export function quantitiesAsked(text: string, locale: string): Set<Quantity> {
  return kindsIn(ASKED[locale.slice(0, 2).toLowerCase()], text);
}

/** The kinds of quantities that a text states. */
export function quantitiesStated(text: string, locale: string): Set<Quantity> {
  return kindsIn(STATED[locale.slice(0, 2).toLowerCase()], text);
}

function kindsIn(patterns: Patterns = [], text: string): Set<Quantity> {
  return new Set(patterns.filter(([, pattern]) => pattern.test(text)).map(([kind]) => kind));
}
