/** What people also write to a support desk though it is none of its business: examples of being out of scope. */
const EVERYDAY_EN = [
  'what is the weather like tomorrow', 'tell me a joke', 'who won the football match last night', 'how tall is mount everest',
  'play some jazz', 'write a poem about autumn', 'what is the meaning of life', 'translate good night into french',
  'how do i cook rice', 'set an alarm for seven', 'who is the president', 'are you married', 'what time is it in tokyo',
  'recommend a good film', 'my dog is sick what should i do', 'solve x squared equals nine', 'i love you', 'do you dream',
  'what is the capital of australia', 'how many calories are in an apple', 'help me with my homework',
  'is it going to rain this weekend', 'what should i wear to a wedding', 'how do i fix a leaking tap',
  'can you book me a flight to rome', 'remind me to call my mother', 'what is the exchange rate of the euro',
  'how old are you', 'what is your favourite colour', 'sing me a song', 'should i buy shares now', 'who wrote hamlet',
  'how far away is the moon', 'turn off the lights', 'find me a restaurant nearby', 'i cannot sleep at night',
  'what is two plus two', 'the traffic is terrible today', 'my neighbour is too loud', 'when does the next train leave',
  'how do i tie a tie', 'write some python code for me', 'what happened in the news today', 'is there life on mars',
  'i need a dentist', 'how do i lose weight', 'add milk to my shopping list', 'what does this word mean',
  'my computer will not start', 'do you believe in ghosts',
];

const EVERYDAY_ZH = [
  '明天天气怎么样', '讲个笑话', '昨晚的球赛谁赢了', '珠穆朗玛峰有多高', '放一首歌', '写一首关于秋天的诗', '人生的意义是什么',
  '晚安用法语怎么说', '米饭怎么煮', '帮我定个七点的闹钟', '美国总统是谁', '你结婚了吗', '东京现在几点', '推荐一部好看的电影',
  '我家狗生病了怎么办', '帮我解个方程', '我爱你', '你会做梦吗', '澳大利亚的首都是哪里', '一个苹果有多少热量', '帮我写作业',
  '周末会下雨吗', '参加婚礼穿什么', '水龙头漏水怎么修', '帮我订一张去上海的机票', '提醒我给妈妈打电话', '今天欧元汇率多少',
  '你几岁了', '你最喜欢什么颜色', '唱首歌吧', '现在能买股票吗', '红楼梦是谁写的', '月亮离我们多远', '把灯关了', '附近有什么好吃的',
  '我晚上睡不着', '二加二等于几', '今天堵车太厉害了', '邻居太吵了', '下一班火车几点开', '领带怎么打', '帮我写段代码',
  '今天有什么新闻', '火星上有生命吗', '牙疼怎么办', '怎么减肥', '这个字怎么读', '电脑开不了机', '你信鬼吗', '孩子不爱吃饭怎么办',
];

/** Everyday messages in the language of a locale; none for a language that has no list. */
export function everydayMessages(locale: string): readonly string[] {
  const language = locale.slice(0, 2).toLowerCase();
  return language === 'en' ? EVERYDAY_EN : language === 'zh' ? EVERYDAY_ZH : [];
}
