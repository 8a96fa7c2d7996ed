import { sentimentOf } from './sentiment.ts';

/** Whether any of the patterns finds itself in the text. */
function says(text: string, patterns: readonly RegExp[]): boolean {
  return patterns.some((pattern) => pattern.test(text));
}

const TALK = String.raw`(?:speak|talk|chat|connect|transfer|put|pass|hand|switch|forward|escalate|get through)`;
const PERSON = String.raw`(?:humans?(?: being)?|persons?|people|agents?|representatives?|reps?|operators?|advis[eo]rs?|someone|somebody|staff|staff members?|managers?|supervisors?|employees?|customer (?:service|support|care)|support (?:team|staff|agents?)|service (?:team|staff|agents?))`;
const KIND = String.raw`(?:(?:a|an|any|some|the|your|one of your|real|live|actual|human|with|to|through|over) ){0,5}`;
const NOT_A_DESCRIPTION = String.raw`(?! (?:who|whom|whose|that|which|from the courier|delivering))`;
const WANTS_PERSON: readonly RegExp[] = [
  new RegExp(String.raw`\b${TALK}(?: (?:me|us|this|it|directly|now)){0,2} (?:with|to|through|over to|through to) ${KIND}${PERSON}\b${NOT_A_DESCRIPTION}`, 'i'),
  new RegExp(String.raw`\b(?:need|want|give me|get me|prefer|looking for|contact|reach|is there|find me|call) ${KIND}(?:real |live |actual |human )(?:${PERSON}|being)\b${NOT_A_DESCRIPTION}`, 'i'),
  /\b(?:need|want|give me|get me|prefer|can i (?:get|have)|could i (?:get|have)|i(?:'d| would) like) (?:a |an |the |some |your )?(?:human|live agent|agent|representative|operator|manager|supervisor|human being)\b(?! (?:who|that))/i,
  /^\W*(?:(?:an?|real|live|actual|human) )*(?:human|person|agent|representative|operator|customer (?:service|support))(?: (?:please|pls|plz|now|thanks|agent|being|support|help))*\W*$/i,
  /\b(?:human|real person|live person|live agent|actual person|an agent|representative|operator),? (?:please|pls|plz)\b/i,
  /\b(?:not|hate|stop|no more|sick of|tired of|don'?t want(?: to talk to)?) (?:talking to |this |a |an |these |the |stupid ){0,3}(?:bots?|robots?|chatbots?|machines?)\b/i,
  /转(?:接)?(?:到)?(?:人工|真人|客服|人)|(?:人工|真人)(?:客服|服务|坐席|处理|回复|接待)|^\W*(?:人工|真人|客服|找客服|找人工)\W*$/u,
  /(?:要|想|找|叫|联系|接|换|来|有没有|能不能|给我)(?:一?[个位])?(?:人工|真人|活人|你们?经理|主管|负责人|领导)/u,
  /(?:找|叫|来|派|换)(?:一?个)?(?:客服|人)(?:来)?(?:跟|和|帮|给|处理|回|说|聊|谈|解决)|(?:跟|和|与)(?:人工|真人|活人|客服|真的人)(?:聊|说|谈|讲|对话|沟通|联系)/u,
  /(?:不想|不要|别|不愿)(?:再)?(?:跟|和|用|让)?(?:机器人|机器|智能客服)/u,
];
const NO_PERSON =
  /\b(?:don'?t|do not|no need to|not need to|rather not|without|instead of) (?:want to |need to |have to |like to |wish to )?(?:speak|talk|chat)(?:ing)? (?:to|with)\b|(?:不要|不用|不想|不需要|别)(?:给我)?(?:转|找|要|联系)(?:接)?(?:人工|真人|客服)/iu;
const NO_BOT = /\b(?:bots?|robots?|chatbots?|machines?)\b|机器/iu;

/** Whether the customer asks for a human being; naming a person ("the person who delivered it") is not asking for one. */
export function wantsPerson(text: string): boolean {
  return says(text, WANTS_PERSON) && (!NO_PERSON.test(text) || NO_BOT.test(text));
}

const ANGRY: readonly RegExp[] = [
  /\b(?:f+u+c+k\w*|wtf|bullshit|assholes?|bastards?|idiots?|morons?|scumbags?|piss(?:ed)? off|screw you|go to hell|what the hell|damn you)\b/i,
  /\b(?:scammers?|thieves|crooks|con artists|rip[- ]?offs?|ripping me off|robbing me|you (?:guys |people |lot )?(?:are |stole|lied|cheated|robbed))\b(?=.{0,40}\b(?:scam\w*|thie\w+|crook\w*|liars?|useless|joke|pathetic|incompetent|terrible|awful|worst|ridiculous|stole|lied|cheated|robbed|frauds?|rip[- ]?off|my|me)\b|.{0,10}$)/i,
  /\b(?:useless|stupid|dumb|terrible|awful|horrible|pathetic|worst|incompetent|disgraceful|appalling|crappy|shitty|lousy) (?:\w+ ){0,2}(?:bots?|company|companies|service|support|shop|store|website|people|staff|customer)\b/i,
  /\b(?:service|support|company|bot|shop|staff) (?:is|are|was|has been) (?:\w+ ){0,2}(?:useless|stupid|terrible|awful|horrible|pathetic|incompetent|disgraceful|appalling|garbage|trash|crap|a joke|the worst|ridiculous|disgusting)\b/i,
  /\b(?:this is|absolutely|completely|totally|utterly|simply) (?:so |absolutely |completely |totally |utterly |just |beyond )?(?:ridiculous|unacceptable|outrageous|disgraceful|disgusting|a joke|a scam|bullshit|pathetic|insane)\b/i,
  /\b(?:furious|livid|outraged|fuming|enraged|fed up|had enough|lost my patience|losing my patience|sick (?:and tired )?of|so angry|very angry|really angry|extremely angry|absolutely furious)\b/i,
  /\b(?:sue you|suing you|take you to court|see you in court|legal action|my lawyer|my solicitor|a lawyer|small claims|trading standards|ombudsman|better business bureau|bbb|consumer protection|report you|go to the (?:press|police))\b/i,
  /\bnever (?:ever )?(?:(?:going to|will i|gonna|i will|i'll) )?(?:be )?(?:buy|buying|order|ordering|shop|shopping|use|using|come|coming|do business|spend)\b.{0,40}\bagain\b/i,
  /\b(?:taking|take) my (?:business|money|custom) elsewhere|\b(?:losing|lost) (?:me as )?a customer\b/i,
  /\b(?:(?:third|3rd|fourth|4th|fifth|5th|sixth|tenth|10th|hundredth|100th|umpteenth) time|how many (?:more )?times (?:do|must|have)|(?:told|asked|said|written|contacted|called)(?: you)?(?: this| people)? (?:\w+ )?(?:three|four|five|ten|several|many|\d+) times)\b/i,
  /(?:垃圾|破烂?|什么破|狗屁|黑心)(?:客服|平台|公司|店|服务|商家|网站|机器人|玩意|卖家)|(?:客服|平台|公司|店家?|服务|商家|机器人|你们?)(?:就是|真是|都是|太|真)?(?:垃圾|骗子|废物|差劲|恶心|黑心|不要脸|无耻)/u,
  /骗子|骗钱|坑人|坑钱|黑店|傻[逼叉X]|他妈|妈的|尼玛|你妈|废物|脑残|有病吧|滚(?!筒|轮|动|烫|边)|混蛋|去死|不要脸|无耻/u,
  /气死|忍无可忍|受够|烦死|太过分|欺人太甚|岂有此理|忍不了|非常生气|很生气|太生气|愤怒|火大|耍我|玩我/u,
  /(?:投诉|举报|起诉|告|曝光)(?:死)?(?:你们?|平台|商家|店家)|12315|消费者协会|消协|工商局|法院见|找律师|律师函|打官司|媒体曝光/u,
  /(?:再也不|以后不|永远不)(?:会|想)?(?:再)?(?:在你们?\S{0,4})?(?:买|来|用|光顾|相信)|第[三四五六七八九十\d]+[次遍](?!购|下单|买|来)|(?:说|问|催|讲)了(?:多少|好几|无数|[三四五六七八九十\d]+)[次遍]/u,
];

const SHOUTED_LETTERS = 12;
const SHOUTED_SHARE = 0.8;

/**
 * Whether the customer is angry with the desk: insults, threats, having asked time and again, shouting. A negative report
 * ("my parcel is damaged") is not anger.
 */
export function isAngry(text: string): boolean {
  if (says(text, ANGRY)) return true;
  const sentiment = sentimentOf(text);
  return (isShouted(text) && sentiment <= 0) || (/[!！]{3}/.test(text) && sentiment < 0);
}

function isShouted(text: string): boolean {
  const words = text.match(/(?<![\w#])[A-Za-z']{2,}(?!\w)/g) ?? [];
  const letters = words.join('').replace(/'/g, '');
  const capitals = letters.replace(/[^A-Z]/g, '').length;
  return words.length >= 3 && letters.length >= SHOUTED_LETTERS && capitals >= letters.length * SHOUTED_SHARE;
}

const URGENT =
  /\b(?:urgent(?:ly)?|urgency|asap|a\.s\.a\.p|as soon as possible|immediate(?:ly)?|right (?:now|away)|straight away|at once|emergency|hurry|time[- ](?:sensitive|critical)|need (?:it|this|them|that) (?:by |before )?(?:today|tonight|tomorrow|now)|can'?t wait|cannot wait)\b|紧急|加急|急需|急用|很急|好急|非常急|着急|急死|急急|马上|立刻|立即|尽快|赶紧|赶快|火速|快点|在线等|十万火急/iu;
const NOT_URGENT =
  /\b(?:not|isn'?t|nothing|no|non) ?-?(?:that |so |very |really |an? |in an? |in )?(?:urgent|urgency|emergency|hurry|rush)\b|(?:不|没那么|不太|不是很|不用)(?:着急|急|赶)/iu;

/** Whether the customer says that it cannot wait. */
export function isUrgent(text: string): boolean {
  return URGENT.test(text) && !NOT_URGENT.test(text);
}

const CANCELS: readonly RegExp[] = [
  /^\W*(?:(?:ok|okay|oh|no|ah|actually|please|sorry|well|hmm|um|just|then|alright) ?,? ?){0,4}(?:never ?mind|nvm|forget (?:it|that|about it|this)|cancel(?: (?:that|this|it))?|stop(?: (?:it|that|this))?|leave it|drop it|scrap that|ignore (?:that|it|me)|don'?t bother|no,? thank(?:s| you)|not now|quit|exit|abort|start over|i changed my mind|changed my mind|it'?s (?:fine|ok|okay) (?:now|already)|doesn'?t matter|it doesn'?t matter)(?: (?:please|thanks|thank you|then|now|anymore|any more|about it))*\W*$/i,
  /^\W*(?:(?:那|还是|就|好吧|嗯|哦|唉|先|那就|我)[，, ]?){0,3}(?:算了|不用了|没事了?|取消|不需要了?|不问了|不要了|不弄了|不办了|不查了|别管了|当我没说|不麻烦了|改变主意了|停止?|退出|暂时不用)(?:吧|啦|了|谢谢|[，, 。!！])*$/u,
];

/** Whether the text as a whole calls off what is going on. "Cancel my order" does not: it asks for something. */
export function cancelsTurn(text: string): boolean {
  return says(text, CANCELS);
}
