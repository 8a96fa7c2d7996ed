import { anyOf, chinesePhrases, englishWords, says } from './phrases.ts';

const HUMAN = anyOf(
  'humans?',
  'human beings?',
  'agents?',
  'representatives?',
  'reps?',
  'operators?',
  'managers?',
  'supervisors?',
  'advis[eo]rs?',
);
const ANYBODY = anyOf(
  HUMAN,
  'persons?',
  'people',
  'someone',
  'somebody',
  'anyone',
  'anybody',
  'staff',
  'employees?',
  '(?:customer|human) (?:service|support|care)',
  '(?:support|service) (?:team|staff)',
);
const REAL = anyOf('real', 'live', 'actual', 'human', 'proper');
const ARTICLES = '(?:(?:an?|any|some|the|your|one of your|another|different) )?';
const TALK = anyOf(
  'speak',
  'talk',
  'chat',
  'connect',
  'transfer',
  'put',
  'pass',
  'hand',
  'switch',
  'forward',
  'escalate',
  'redirect',
  'speaking',
  'talking',
  'chatting',
);
const TO = anyOf('with', 'to', 'through to', 'over to', 'through');
const GET = anyOf(
  'need',
  'want',
  'give me',
  'get me',
  'find me',
  'call me',
  'send me',
  'prefer',
  'looking for',
  'contact',
  'reach',
  'is there',
  'can i get',
  'can i have',
  'could i get',
  'could i have',
  "i'd like",
  'i would like',
  'get hold of',
);
/** "The agent who called me" tells of a person and asks for none. */
const NOT_DESCRIBED = '(?! (?:who|whom|whose|that|which|under|over|aged|older|younger|per|at a time))';
const PLEASE = '(?:please|pls|plz|now|asap|immediately|right now|already|instead|thanks)';
const ANY_HUMAN = anyOf(
  HUMAN,
  'persons?',
  'people',
  'staff',
  'team ?members?',
  'members? of (?:staff|(?:the|your) (?:team|staff))',
  'colleagues?',
  'boss',
  'owner',
  'mods?',
  'admins?',
  'moderators?',
  'employees?',
  'specialists?',
  'experts?',
  'customer (?:service|support|care)(?: (?:agent|rep|representative|person|team))?',
  '(?:support|service|sales|help ?desk) (?:team|staff|agent|rep|representative|person|guy|desk)',
);

const ASKS: readonly RegExp[] = [
  englishWords(
    `${TALK}(?: (?:me|us|this|it|directly|now|on|over|case|my case|my ticket))* ${TO} ${ARTICLES}(?:${REAL} )*${anyOf(ANYBODY, ANY_HUMAN)}${NOT_DESCRIBED}`,
  ),
  englishWords(
    `${GET} ${ARTICLES}(?:${REAL} )+${anyOf(ANYBODY, ANY_HUMAN)}${NOT_DESCRIBED}`,
    `${GET} ${ARTICLES}${anyOf(HUMAN, ANY_HUMAN)}${NOT_DESCRIBED}(?! (?:bags?|lamps?|tents?|sizes?|discount|account|fee))`,
    `(?:get|give|find|bring|fetch|send|call|pass|hand) me (?:to )?(?:one|some(?:one|body)|any(?:one|body))(?! (?:of (?:these|those)|more|for))`,
    `(?:discuss|explain|settle|sort|handle|resolve)(?: (?:this|it|that|things|everything))?(?: \\w+){0,3} (?:with|to) ${ARTICLES}(?:${REAL} )*${ANY_HUMAN}${NOT_DESCRIBED}`,
  ),
  englishWords(
    `${REAL} (?:person|human|agent|people),? ${PLEASE}`,
    `${anyOf(HUMAN, 'person')},? ${PLEASE}`,
    `${PLEASE},? (?:an? |some |the )?(?:${REAL} )*${anyOf(HUMAN, 'person')}(?! (?:size|tent|under|bag))`,
    '(?:transfer|connect|put|hand|pass|escalate|redirect) (?:me|us|this|it)(?: (?:over|through|on|up|further|higher|now|then|please|already))*',
    '(?:is|are) (?:there )?(?:any|some)(?:one|body)(?: (?:real|there|here|alive|available|around|online|awake|actually|human|on (?:duty|shift)|at all))+',
    '(?:is|are) (?:there )?(?:any|a|an) (?:real |live |actual )*(?:humans?|persons?|people|agents?|staff|reps?|representatives?|operators?|admins?|mods?)(?: (?:there|here|available|around|online|awake|on (?:duty|shift)))',
    `(?:can|could|may|will|would) (?:i|we|you|some(?:one|body)|any(?:one|body))(?: please)? (?:get|have|see|reach|find|ask for|contact|call|bring in|involve|loop in) (?:an? |the |your |some )?(?:${REAL} )*(?:humans?|persons?|agents?|managers?|supervisors?|boss|reps?|representatives?|operators?|staff|colleagues?|someone|somebody|team)`,
    `(?:can|could|will|would|may) (?:an? |the |your |one of your |some )?(?:${REAL} )*(?:humans?|agents?|managers?|supervisors?|reps?|representatives?|operators?|staff|colleagues?|real people|real person|advis[eo]rs?|some(?:one|body) (?:real|human|from|in|at|on))(?: \\w+){0,4} (?:please )?(?:help|call|contact|look|answer|reply|respond|write|take|speak|talk|get back|assist|check|handle|step in|sort)`,
    'some(?:one|body) (?:real|human|competent|in charge|from (?:your |the )?(?:support|team|staff|service|sales|company|customer service)|who (?:can|could|actually|knows|understands|is (?:real|human|able))[^.!?]{0,40})',
    '(?:let|have) (?:me|us) (?:speak|talk|chat|write)(?: (?:to|with) \\w+| directly)?',
    '(?:want|need|prefer|rather|like) (?:to )?(?:speak|talk|chat) (?:to|with) (?:some(?:one|body)|any(?:one|body)|people|you guys)',
    'human (?:support|help|assistance|being|service|contact|agent|intervention)(?: \\w+){0,2}',
    '(?:live|real) (?:chat|support|help|service)',
    '(?:not|no|instead of) (?:a |an |this |the )?(?:stupid |dumb |useless )?(?:bot|robot|machine|computer|ai)(?:,)? (?:but )?(?:a |an )?(?:real |actual )?(?:human|person)',
  ),
  /^\W*(?:(?:a|an|the|my|please|pls|hey|hi|hello|ok|okay|no|just|give|want|need) )*(?:(?:real|live|actual|human) )*(?:humans?|persons?|agents?|representatives?|reps?|operators?|supervisors?|managers?|support|staff|customer (?:service|support|care))(?: (?:please|pls|plz|now|thanks|here))*\W*$/i,
  /(?<![\p{L}\p{N}])(?:human|agent|operator|representative|person)s? ?!/iu,
  chinesePhrases(
    '转(?:接|到|去|给|一下)?(?:你们)?(?:的)?(?:人工|真人|客服|人|专员|主管|经理|上级|领导)',
    '(?:人工|真人)(?:客服|服务|坐席|处理|回复|回答|接待|接听|在吗|在不在|呢|来|帮|介入|协助|吧|啊|谢谢)',
    '(?:要|想|找|叫|联系|呼叫|接|换|喊|来|派|有没有|有无|能不能|给我|请|让)(?:一?[个位名]|你们?的?|您们?的?)*(?:人工|真人|活人|经理|主管|负责人|领导|老板|上级|客服专员|工作人员|管理员|店长|掌柜|懂的人|能管事的)',
    '(?:找|叫|来|派|换|安排|让|有没有|给我)一?[个位名]?(?:客服|人|活的)来?(?:跟|和|帮|给|处理|回|聊|谈|解决|说|接|管|看|吧|啊|行不行|可以吗|能)',
    '(?:跟|和|与|同)(?:你们?的?)?(?:人工|真人|活人|客服|真的人|人|工作人员|经理|老板)(?:直接)?(?:聊|说|谈|讲|对话|沟通|联系|通话|交流)',
    '(?:有没有|有|还有)(?:真?人|客服|活人|工作人员)(?:在)?(?:吗|嘛|么|没|不|管|理我|回我|在线)',
    '客服(?:在吗|在不在|在哪|呢[？?！!]?$|出来|快来|人呢|有吗|小姐姐在|小哥在|能来|能不能)',
    '(?:怎么|如何|哪里|在哪)(?:才能)?(?:联系|找|转|接通)(?:到)?(?:你们?的?)?(?:人工|真人|客服|工作人员)',
  ),
  /^[^\p{L}\p{N}]*(?:我?要?(?:人工|真人|活人)(?:啊|吧|呀|呢|谢谢){0,2}|找?客服|找?人工|有人吗?|有人在吗?|在吗?有人吗?|人工人工|rg|zrg)[^\p{L}\p{N}]*$/iu,
];

const REJECTS_BOT: readonly RegExp[] = [
  englishWords(
    `(?:no more|sick of|tired of|hate|stop with|don't want|do not want|not)(?: to)?(?: talk(?:ing)? to)?(?: this| these| a| an| the| stupid)* (?:bots?|robots?|chatbots?|machines?)`,
  ),
  chinesePhrases('(?:不想|不要|别|不愿意?)再?(?:跟|和|用|让)?(?:机器人|机器|智能客服)'),
];

const DECLINES: readonly RegExp[] = [
  englishWords(
    `(?:don't|do not|dont|no|not|never|rather not|without|instead of|hate|hated|no need)(?: (?:want|need|have|like|wish|care))?(?: to)?(?: (?:be|get))? ${anyOf(TALK, 'transferred', 'connected', 'passed')}(?: me)? ${TO}`,
    `(?:don't|do not|dont|no need to|please don't|never) (?:transfer|connect|put|hand|pass|escalate|redirect|switch|forward) (?:me|us|this|it)`,
    `(?:don't|do not|dont|didn't) (?:want|need|like|care for)(?: to)?(?: (?:an?|any|your|the))? (?:${REAL} )*${anyOf(ANYBODY, ANY_HUMAN)}`,
    `(?:no|without|need no|not) (?:${REAL} )*(?:humans?|agents?|persons?|people|staff|representatives?) (?:needed|necessary|required|involved|please|thanks|at all)`,
    '(?:prefer|rather (?:have|talk to|use)|like) (?:the |a |you |this )?(?:bots?|robots?|machines?)',
  ),
  chinesePhrases(
    '(?:不要|不用|不想|不需要|不必|无需|无须|别|甭|没必要|先别|千万别)(?:再)?(?:给我|帮我)?(?:转|找|要|联系|接|叫|让|跟|和|麻烦)?(?:接)?(?:去|到|你们)?(?:人工|真人|客服|人)',
    '(?:不|别|没)[^，。！？,.!?]{0,4}转人工',
    '人工(?:费|湖|草|智能|成本|降|打磨|打造|制作|合成|呼吸|授粉|关节|晶体|皮|林|岛|喂养|培育|养殖|种植|孵化|审核要|审核多|费用|多少|几点|时间|上班|服务时间|热线|电话)',
  ),
];

/** Whether the customer asks for a human being. Telling of a person ("the person who delivered it") is not asking for one. */
export function wantsPerson(text: string): boolean {
  return says(text, REJECTS_BOT) || (says(text, ASKS) && !says(text, DECLINES));
}

/** Whether the customer wants no human being, or only tells of one, whatever else the words sound like. */
export function declinesPerson(text: string): boolean {
  return says(text, DECLINES) && !says(text, REJECTS_BOT);
}
