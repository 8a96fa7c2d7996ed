/** Whether a text only closes a talk: thanks, praise, "it works now", a farewell, an emoji; with nothing in it for anybody to do. */

import { chinesePhrases, englishWords, says } from './phrases.ts';

/** What sounds like a question, a complaint or a wish and is none: taken out before those are looked for. */
const KINDLY_MEANT: readonly RegExp[] = [
  englishWords(
    '(?:thanks?|thank you|thx|ty) (?:so much |a lot |very much )?(?:again|anyway)',
    "(?:can't|cannot|couldn't) (?:thank you (?:enough|all)|complain|be happier|ask for (?:more|better)|believe (?:how|it was|that))",
    '(?:what|how) (?:would|could|can) i (?:ever )?(?:do without|thank|repay) (?:you|u|this|ya)?',
    "(?:don't|do not) (?:need|want) (?:anything|any(?: more)? help|that any ?more|any more|more)",
    "(?:don't|do not) (?:worry|bother|mind)",
    '(?:no|not any|zero) (?:more |further |other )?(?:problems?|issues?|questions?|worries|complaints|need|trouble|errors?)(?: any ?more| left| now| at all)?',
    '(?:nothing|not) (?:else|more|further)',
    '(?:not needed|no longer needed|not necessary)(?: any ?more)?',
    "(?:wasn't|isn't|is not|was not|nothing was|nothing) (?:broken|a problem|an issue|wrong)(?: any ?more| after all)?",
    'no longer (?:a problem|an issue|an error|broken|needed|shows?|happens?)',
    "(?:couldn't|could not|can't) be (?:better|happier|easier)",
    "(?:didn't|did not|never) (?:expect|think|thought)",
    'how (?:kind|nice|lovely|sweet|great|awesome|fast|quick|easy|simple|cool)',
    'what an? (?:great|lovely|wonderful|nice|quick|fast|awesome|amazing|brilliant|fantastic|excellent|good|relief|service|team|star|legend)',
    'what a (?:\\w+ )?(?:service|team|shop|support|company)',
    'not bad(?: at all)?',
    '(?:can|could|may|please)(?: you| u)?(?: please)? (?:now )?(?:close|shut|mark|tick) (?:this|it|the (?:ticket|case|chat)|my (?:ticket|case))(?: (?:as )?(?:resolved|solved|done|off|now))?',
    '(?:please|pls) (?:tell|give|pass|say|send) (?:him|her|them|your colleagues?|the team|my thanks|my regards|thanks)[^.!?]{0,40}',
    'sorry (?:for|about) (?:the|all|my|this|that|any)(?: \\w+){0,3}',
    'sorry to (?:have )?bother(?:ed)?(?: you)?',
    '(?:my|own) (?:mistake|fault|bad)',
    "why (?:didn't|did not) i (?:think|try|ask|see|do)[^.!?]{0,30}",
    'who knew',
    'no rush',
    'still (?:going|works?|working) (?:strong|fine|great|perfectly|well)',
  ),
  chinesePhrases(
    '没(?:有)?(?:别的|其他|其它|什么|任何)?(?:问题|事儿?|疑问|毛病|异常)了?',
    '不(?:用|需要|必)(?:再)?(?:处理|退|换|麻烦|管|回复|担心|谢|客气|了)[^，。！？,.!?]{0,6}',
    '(?:沒|没)(?:什麼|什么)?(?:事|別的)了?',
    '不(?:错|客气|愧是|好意思|再(?:报错|闪|响|卡|有)[^，。！？]{0,6})',
    '(?:不|沒|没)(?:报错|闪|卡|响|漏)了',
    '麻烦(?:你|您|你们|您们|妳)(?:们)?了',
    '(?:不|沒|没)想到[^，。！？?]{0,20}',
    '(?:太|好|真|超|很|非常)(?:快|好|棒|及时|专业|耐心|贴心|满意|给力|赞|厉害|nice)了?[^，。！？?]{0,4}',
    '再见|再會',
    '还(?:是)?(?:你们?|您|人工|客服)(?:靠谱|给力|厉害|好|专业)',
    '怎么(?:这么|那么)(?:好|快|贴心|厉害|专业)',
    '(?:是|是因为)?我自己[^，。！？?]{0,12}(?:错|搞|弄|忘|没)[^，。！？?]{0,8}',
    '可以关(?:闭|掉|单)?(?:工单|单子|了|这个)?[^，。！？?]{0,4}',
  ),
];

const EVERY_KINDLY_MEANT = KINDLY_MEANT.map((pattern) => new RegExp(pattern, 'giu'));

/** Somebody has something left to do, to answer or to be sorry for. */
const OPEN: readonly RegExp[] = [
  /[?？](?!\))/u,
  /[👎😡🤬😠😤🙄😒😞😢😭💩🖕]/u,
  /\d{4,}/u,
  englishWords(
    '(?:but|however|although|though|except|unfortunately|sadly|instead|only (?:problem|thing|issue)|one (?:more )?(?:thing|question)|another (?:thing|question|problem|issue)|also|besides|by the way|btw|meanwhile)',
    "(?:still|yet|again|anymore)(?: \\w+){0,3} (?:not|no|broken|waiting|missing|wrong|same|flicker\\w*|nothing|doesn't|does not|isn't|won't|can't|hasn't|haven't|the same)",
    'still',
    "(?:not|doesn't|does not|don't|do not|didn't|did not|isn't|is not|aren't|are not|wasn't|was not|can't|cannot|couldn't|won't|wouldn't|hasn't|has not|haven't|have not|never|nobody|no one|nothing|neither)",
    '(?:broke|broken|breaks|missing|lost|wrong|damaged|cracked|dead|stuck|fail(?:s|ed|ing)?|error|crash(?:es|ed)?|leak\\w*|flicker\\w*|late|delayed|empty|worse|worst|useless|joke|ridiculous|disappoint\\w*|unacceptable|terrible|awful|horrible|rubbish|scam|waste|refund|money back|complain\\w*|cancel|return|replace(?:ment)?|compensation|invoice)',
    '(?:please|pls|plz|need|want|could you|can you|would you|will you|can i|could i|may i|should i|do i|let me know|tell me|send|give me|check|reopen|waiting|wait|when|where|how|why|what|which|who|whose|is it|is there|are you|are there|do you|does (?:it|the|this)|did you|have you)',
    '(?:weeks?|days?|months?|hours?) (?:and|later|ago|of)',
    '(?:after|for|took) (?:\\d+|two|three|four|five|six) (?:weeks?|days?|months?)',
  ),
  chinesePhrases(
    '但是?|不过|可是|然而|只是|就是(?!这样|了)|另外|还有|顺便|对了|再问|想问|请问|问一下',
    '还是|仍然?|依然|依旧|又(?!快|好)|老是|总是|一直',
    '不(?!错|客气|谢|愧)|没(?!问题|事)|沒(?!問題|事)|未|无法|别(?!客气)',
    '吗|呢(?![，。！!]?谢)|怎么|怎样|如何|为什么|為什麼|为啥|什么时候|啥时候|几时|多久|多少|哪(?!里哪里)|谁|能否|是否|可否|可不可以|能不能|有没有',
    '退款|退货|退钱|换货(?!已)|赔|投诉|差评|坏|裂|碎|破|漏|错(?!过)|少了|缺|丢|慢|差(?!点忘)|失望|垃圾|坑|骗|离谱|无语|呵呵|敷衍|绝了|真行|报错|打不开|用不了|收不到|打不通',
    '请(?!放心)|帮(?!了|到|忙)|麻烦(?!了)|需要|要求|想要|给我|发我|查一下|看一下|处理一下|等着|还要等',
  ),
];

const CLOSING: readonly RegExp[] = [
  /\p{Extended_Pictographic}|:\+1:|:thumbs?up:|:heart:|:pray:|<3|\(y\)|[:;]-?[)D]|\^_?\^|\bxo+\b/u,
  englishWords(
    '(?:thanks?|thank you|thankyou|thanx|thx|thnx|tnx|tks|ty|tysm|tyvm|thks|cheers|ta|merci|gracias|danke|much appreciated|appreciat\\w*|grateful|bless(?: you)?|owe you)',
    '(?:works?|worked|working|fixed|sorted|solved|resolved|done|sent|arrived|came|received|got it|figured|found it|understood|makes sense|noted|clear|helped|helpful|did it|did the trick|trick|all good|all set|all sorted|all fine|all clear|good now|fine now|okay now|ok now)',
    '(?:perfect|great|awesome|amazing|excellent|brilliant|lovely|wonderful|fantastic|superb|nice|cool|sweet|neat|good|fine|ok(?:ay|ie|ey)?|k|kk|alright|right|yes|yep|yup|yeah|sure|happy|glad|pleased|satisfied|love|loved|best|top|legend|hero|star|stars|life ?saver|impressed|respect|kudos|props|well done|good job|great job|bravo|10/10|5/5|ten out of ten|five stars|recommend\\w*|wow|yay|woohoo|hooray|phew)',
    "(?:bye|goodbye|good bye|see (?:you|ya)|cya|take care|have an? (?:\\w+ )?(?:day|weekend|evening|night|one|time)|good night|later|that's (?:all|it)|that is all|that will be all|that was it|nothing else|never ?mind|nvm|no worries|no problem|close (?:this|it|the|my))",
  ),
  chinesePhrases(
    '谢|謝|感谢|感恩|3q|3Q|thx|thank|ths|多亏|辛苦|麻烦(?:你|您)',
    '解决了|解決了|搞定|弄好|修好|好使|好用|可以了|可以用了|能用了|行了|好了|成了|通了|正常了|恢复了|没问题|没事|沒事|不用了|收到|到货|到了|拿到|到账|明白|知道了|懂了|了解|清楚了|会了|学会',
    '满意|滿意|好评|五星|给个?赞|赞|棒|厉害|给力|完美|不错|优秀|专业|靠谱|贴心|良心|喜欢|爱了|太好|真好|很好|挺好|超好|牛|强|绝绝子|点赞|支持|推荐|回购|下次(?:还|再)来',
    '^(?:ok|okay|OK|好|好的|好滴|好哒|好嘞|好呀|好吧|行|嗯+|哦+|恩|嗯嗯|可以|中|成|收|1|👌)',
    '再见|再會|拜拜|拜|88|回见|晚安|祝|开心|高兴|哈哈|嘿嘿|么么|爱你|关(?:闭|单|了)|就这样|没别的',
  ),
];

/** What is longer than this, in UTF-16 units, has something to say. */
const MAX_LENGTH = 240;

/** Whether nothing is left to do or to answer after this. */
export function closesTalk(text: string): boolean {
  return text.length <= MAX_LENGTH && says(text, CLOSING) && !leavesOpen(text);
}

/** Whether there is something in it for somebody to do, to answer or to be sorry for, however kindly it is put. */
export function leavesOpen(text: string): boolean {
  return text.length > MAX_LENGTH || says(withoutKindness(text), OPEN);
}

function withoutKindness(text: string): string {
  return EVERY_KINDLY_MEANT.reduce((rest, pattern) => rest.replace(pattern, ' 👍 '), text);
}
