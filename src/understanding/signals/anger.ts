import { sentimentOf } from '../sentiment.ts';
import { anyOf, chinesePhrases, englishWords, says } from './phrases.ts';

const SWEARING = englishWords(
  // As in "my fucking parcel" it colours a request, and is no anger at the desk yet.
  'f+u+c+k(?!ing|in|en)\\w*',
  'wtf',
  'bullshit',
  'shitty',
  'assholes?',
  'bastards?',
  'idiots?',
  'morons?',
  'scumbags?',
  'screw you',
  'go to hell',
  'what the hell',
  'damn you',
  'pissed off',
  'thieves',
  'crooks',
  'scammers?',
  'con artists',
  'liars',
);

const CONTEMPT = anyOf(
  'useless',
  'stupid',
  'dumb',
  'terrible',
  'awful',
  'horrible',
  'pathetic',
  'incompetent',
  'disgraceful',
  'appalling',
  'crappy',
  'lousy',
  'shameful',
  'worst',
  'garbage',
  'trash',
  'crap',
  'a joke',
  'ridiculous',
  'disgusting',
  'a scam',
  'unacceptable',
  'outrageous',
  'insane',
);
const US = anyOf('bots?', 'company', 'companies', 'service', 'support', 'shop', 'store', 'website', 'people', 'staff');
const WHOLLY = ['absolutely', 'completely', 'totally', 'utterly'];
const SO = ['so', 'just', 'all', 'f+u+c+king', 'bloody', 'damn', 'simply', 'really', 'beyond', 'such', 'the', 'an?'];
const VERY = `(?: ${anyOf(...SO, ...WHOLLY)})*`;
const SCORN: readonly RegExp[] = [
  englishWords(`${CONTEMPT}(?: customer)? ${US}`, `${US} (?:is|are|was|has been)${VERY} ${CONTEMPT}`),
  englishWords(
    `you(?: guys| people| lot)? are${VERY} ${CONTEMPT}`,
    `you(?: guys| people| lot)? (?:lied|cheated|robbed|stole|scammed|ripped)`,
  ),
  englishWords(
    `(?:this is|that is|that's)${VERY} ${CONTEMPT}`,
    // The last word of this kind is enough: to look on from each to the end would take quadratic time.
    `${anyOf(...WHOLLY)}(?: ${anyOf(...SO)})* ${CONTEMPT}`,
    'rip(?:ping)? me off',
    'robbing me',
    'scamming me',
  ),
];

const FED_UP: readonly RegExp[] = [
  englishWords(
    'furious',
    'livid',
    'outraged',
    'fuming',
    'enraged',
    'fed up',
    'had enough',
    'lost my patience',
    'losing my patience',
    'sick and tired',
    'sick of (?:this|you|your|waiting)',
    "(?:i'm|i am|am|so|very|really|extremely) angry",
  ),
  englishWords(
    '(?:third|3rd|fourth|4th|fifth|5th|sixth|6th|tenth|10th|hundredth|100th|umpteenth) time',
    'how many (?:more )?times',
    '(?:told|asked|said|written|contacted|called|emailed)(?: you| this| people)*(?: (?:about|for) \\w+)? (?:three|four|five|six|ten|several|many|\\d+) times',
  ),
];

const THREATS: readonly RegExp[] = [
  englishWords(
    'sue you',
    'suing you',
    'take you to court',
    'see you in court',
    'legal action',
    '(?:my|a) (?:lawyer|solicitor|attorney)',
    'small claims',
    'trading standards',
    'ombudsman',
    'better business bureau',
    'bbb',
    'consumer protection',
    'report(?:ing)? you',
    'go(?:ing)? to the (?:press|police)',
  ),
  englishWords(
    'never (?:ever )?(?:going to |gonna )?(?:be )?(?:buy|order|shop|use|com|spend|deal)(?:e|ing|ping)?(?: \\w+){0,6} again',
    '(?:take|taking) my (?:business|money|custom) elsewhere',
    '(?:lost|losing) (?:me as )?a customer',
  ),
];

const CHINESE = chinesePhrases(
  '(?:垃圾|破|狗屁|黑心|什么破)(?:客服|平台|公司|店|服务|商家|网站|机器人|玩意|卖家)',
  '(?:客服|平台|公司|店家?|服务|商家|机器人|你们?)(?:就是|真是|都是|太|真)?(?:垃圾|骗子|废物|差劲|恶心|黑心|不要脸|无耻)',
  '骗子',
  '骗钱',
  '坑人',
  '坑钱',
  '黑店',
  '傻[逼叉X]',
  '他妈',
  '妈的',
  '尼玛',
  '你妈',
  '废物',
  '脑残',
  '有病吧',
  '滚(?![筒轮动烫边])',
  '混蛋',
  '去死',
  '不要脸',
  '无耻',
  '气死',
  '忍无可忍',
  '受够',
  '烦死',
  '太过分',
  '欺人太甚',
  '岂有此理',
  '忍不了',
  '(?:很|太|非常|真的?)生气',
  '愤怒',
  '火大',
  '(?:耍|玩)我',
  '(?:投诉|举报|起诉|告|曝光)(?:死)?(?:你们?|平台|商家|店家)',
  '12315',
  '消费者协会',
  '消协',
  '工商局',
  '法院见',
  '找律师',
  '律师函',
  '打官司',
  '媒体曝光',
  '(?:再也不|以后不|永远不)会?想?再?(?:在你们?.{0,4})?(?:买|来|用|光顾|相信)',
  '第[三四五六七八九十\\d]+[次遍](?!购|下单|买|来)',
  '(?:说|问|催|讲)了(?:多少|好几|无数|[三四五六七八九十\\d]+)[次遍]',
);

const PATTERNS = [SWEARING, ...SCORN, ...FED_UP, ...THREATS, CHINESE];

/**
 * Whether the customer is angry with the desk: insults, threats, having asked time and again, shouting. A negative report
 * ("my parcel is damaged") is not anger.
 */
export function isAngry(text: string): boolean {
  if (says(text, PATTERNS)) return true;
  const sentiment = sentimentOf(text);
  return (isShouted(text) && sentiment <= 0) || (/[!！]{3}/.test(text) && sentiment < 0);
}

const SHOUTED_LETTERS = 12;
const SHOUTED_SHARE = 0.8;

/** At least three words, nearly all in capitals; numbers and codes do not count. */
function isShouted(text: string): boolean {
  const words = text.match(/(?<![\w#])[A-Za-z]{2,}(?!\w)/g) ?? [];
  const letters = words.join('');
  const capitals = letters.replace(/[^A-Z]/g, '').length;
  return words.length >= 3 && letters.length >= SHOUTED_LETTERS && capitals >= letters.length * SHOUTED_SHARE;
}
