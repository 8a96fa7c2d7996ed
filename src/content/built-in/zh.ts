/** What every Chinese desk understands without an intent file that says so. */

import type { BuiltInIntent } from './built-in-intent.ts';

export const CHINESE: readonly BuiltInIntent[] = [
  {
    name: 'greeting',
    category: 'smalltalk',
    utterances: `
你好
您好
你好呀
哈喽
嗨
早上好
下午好
晚上好
早
在吗
在不在
有人吗
hello
hi
亲，在吗
大家好
喂
`,
    answer: '您好，欢迎来到{name}！请问有什么可以帮您？',
  },
  {
    name: 'how_are_you',
    category: 'smalltalk',
    utterances: `
你好吗
最近怎么样
今天过得怎么样
近来可好
吃了吗
忙不忙
你还好吗
心情怎么样
很高兴认识你
最近还好吧
`,
    answer: '我很好，谢谢！请问有什么可以帮您？',
  },
  {
    name: 'who_are_you',
    category: 'smalltalk',
    utterances: `
你是谁
你是什么
你是机器人吗
你是真人吗
你是人还是机器
是自动回复吗
你叫什么名字
你是人工智能吗
我在跟谁说话
对面是真人吗
你是客服吗
这是机器人吧
`,
    answer: '我是{name}的智能客服。我知道的会马上回答；其余的请说“转人工”，我们的同事会在这里接着为您服务。',
  },
  {
    name: 'what_can_you_do',
    category: 'smalltalk',
    utterances: `
你能做什么
你会什么
你能帮我什么
我可以问你什么
帮帮我
请帮帮我
能帮我吗
我有个问题
想咨询一下
问个事
请问一下
咨询
帮助
怎么用
菜单
`,
    answer: '好的，请直接写下您想问的事。想找我们的同事，请说“转人工”。',
  },
  {
    name: 'thanks',
    category: 'smalltalk',
    utterances: `
谢谢
谢谢你
谢谢您
多谢
非常感谢
感谢
谢了
太感谢了
好的谢谢
谢谢你的帮助
麻烦你了
辛苦了
3q
谢谢啦
`,
    answer: '不客气！还有别的可以帮您吗？',
  },
  {
    name: 'praise',
    category: 'smalltalk',
    utterances: `
真棒
太好了
做得好
你真厉害
你真聪明
不错
很好
真快
好评
赞
太棒了
服务真好
你真好
厉害
`,
    answer: '谢谢夸奖！',
  },
  {
    name: 'acknowledge',
    category: 'smalltalk',
    utterances: `
好的
好
行
嗯
嗯嗯
哦
知道了
明白了
了解
收到
可以
没问题
懂了
ok
好吧
原来如此
`,
    answer: '好的，有需要随时告诉我。',
  },
  {
    name: 'apology',
    category: 'smalltalk',
    utterances: `
对不起
抱歉
不好意思
我错了
打错了
发错了
弄错了
不好意思发错了
抱歉打扰了
我搞错了
`,
    answer: '没关系。请问有什么可以帮您？',
  },
  {
    name: 'goodbye',
    category: 'smalltalk',
    utterances: `
再见
拜拜
拜
回头见
下次再聊
晚安
没别的事了
我先走了
先这样吧
那就这样，再见
祝你愉快
88
`,
    answer: '再见，欢迎随时再来！',
  },
  {
    name: 'contact_human_agent',
    category: 'person',
    utterances: `
转人工
人工
人工客服
找真人
我要找人工
转接人工客服
我想和真人说话
让你们的人来
找个人跟我说
不想跟机器人聊
叫你们客服来
有没有真人
我要跟经理说
请接工作人员
`,
    answer: undefined,
  },
];
