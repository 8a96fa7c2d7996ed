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
const NOT_DESCRIBED = '(?! (?:who|whom|whose|that|which))';

const ASKS: readonly RegExp[] = [
  englishWords(`${TALK}(?: (?:me|us|this|it|directly|now))* ${TO} ${ARTICLES}(?:${REAL} )*${ANYBODY}${NOT_DESCRIBED}`),
  englishWords(
    `${GET} ${ARTICLES}(?:${REAL} )+${ANYBODY}${NOT_DESCRIBED}`,
    `${GET} ${ARTICLES}${HUMAN}${NOT_DESCRIBED}`,
  ),
  englishWords(`${REAL} (?:person|human|agent),? (?:please|pls|plz)`, `${HUMAN},? (?:please|pls|plz)`),
  /^\W*(?:an? )?(?:(?:real|live|actual|human) )*(?:human|person|agent|representative|operator|customer (?:service|support))(?: (?:please|pls|plz|now|thanks))*\W*$/i,
  chinesePhrases(
    '转(?:接|到|去|给)?(?:人工|真人|客服)',
    '(?:人工|真人)(?:客服|服务|坐席|处理|回复|接待|在吗|呢)',
    '(?:要|想|找|叫|联系|接|换|有没有|能不能|给我)一?[个位名]?(?:人工|真人|活人|你们?经理|经理|主管|负责人|领导)',
    '(?:找|叫|来|派|换|安排)一?[个位名]?(?:客服|人)来?(?:跟|和|帮|给|处理|回|聊|谈|解决)',
    '(?:跟|和|与)(?:人工|真人|活人|客服|真的人)(?:聊|说|谈|讲|对话|沟通|联系)',
  ),
  /^[^\p{L}\p{N}]*(?:人工|真人|找?客服|找?人工|有人吗?|人工人工)[^\p{L}\p{N}]*$/u,
];

const REJECTS_BOT: readonly RegExp[] = [
  englishWords(
    `(?:no more|sick of|tired of|hate|stop with|don't want|do not want|not)(?: to)?(?: talk(?:ing)? to)?(?: this| these| a| an| the| stupid)* (?:bots?|robots?|chatbots?|machines?)`,
  ),
  chinesePhrases('(?:不想|不要|别|不愿意?)再?(?:跟|和|用|让)?(?:机器人|机器|智能客服)'),
];

const DECLINES: readonly RegExp[] = [
  englishWords(
    `(?:don't|do not|no|not|rather not|without|instead of)(?: (?:want|need|have|like|wish))?(?: to)? ${TALK} ${TO}`,
  ),
  chinesePhrases('(?:不要|不用|不想|不需要|别)(?:给我)?(?:转|找|要|联系)接?(?:人工|真人|客服)'),
];

/** Whether the customer asks for a human being. Telling of a person ("the person who delivered it") is not asking for one. */
export function wantsPerson(text: string): boolean {
  return says(text, REJECTS_BOT) || (says(text, ASKS) && !says(text, DECLINES));
}
