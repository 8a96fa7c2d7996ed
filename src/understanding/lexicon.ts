/** Words by how glad or cross they are, for the talk between a shop and its customers. Stems end in `*`. */

export interface Lexicon {
  /** Each line: the strength from -4 to 4, and the words. */
  words: ReadonlyMap<string, number>;
  negations: ReadonlySet<string>;
  /** What a word before makes of the next: more than 1 stronger, less than 1 weaker. */
  intensifiers: ReadonlyMap<string, number>;
}

function toWords(lines: readonly (readonly [number, string])[]): Map<string, number> {
  return new Map(lines.flatMap(([strength, words]) => words.split(' ').map((word) => [word, strength] as const)));
}

export const ENGLISH: Lexicon = {
  words: toWords([
    [4, 'outstanding superb fantastic amazing awesome'],
    [3, 'excellent wonderful brilliant perfect love loved loving delighted thrilled great best'],
    [
      2,
      'good glad happy thanks thank thx appreciate* grateful helpful nice pleased lovely beautiful cheers enjoy* recommend*',
    ],
    [1, 'fine ok okay well better fast quick easy kind polite cool works solved sorted satisfied'],
    [
      -1,
      'late slow delay* wait* miss* unclear unsure confus* worried worry trouble difficult sorry small issue* problem* cannot',
    ],
    [
      -2,
      'bad wrong broken damaged torn faulty defective lost poor fail* error* disappoint* unhappy annoy* upset sad dirty ' +
        'complain* complaint* refus* ignored stuck scratched cracked leaking useless cheap unacceptable incorrect smells',
    ],
    [
      -3,
      'terrible horrible awful worse worst angry mad ridiculous disgusting rude incompetent pathetic frustrat* nightmare ' +
        'hate hated ruined rubbish garbage trash crap appalling dreadful disgrace* shame* liar* lies lying stupid',
    ],
    [-4, 'furious outrageous scam* fraud* thief thieves idiot* bullshit livid criminal* crooks'],
  ]),
  negations: new Set(
    (
      'not no never nothing without neither nor cant dont doesnt didnt isnt wasnt wont wouldnt couldnt havent hasnt arent aint ' +
      'hardly barely'
    ).split(' '),
  ),
  intensifiers: new Map([
    ...['very', 'really', 'so', 'extremely', 'absolutely', 'totally', 'completely', 'utterly', 'too'].map(
      (word) => [word, 1.4] as const,
    ),
    ...['a', 'bit', 'slightly', 'somewhat', 'little', 'quite', 'fairly'].map((word) => [word, 0.7] as const),
  ]),
};

/** Chinese words are looked for in the running text, longest first. */
export const CHINESE: Lexicon = {
  words: toWords([
    [4, '太棒了 非常满意 完美 五星好评'],
    [3, '太好了 很棒 真棒 优秀 喜欢 满意 开心 高兴 感谢 好评 点赞'],
    [2, '谢谢 多谢 不错 很好 挺好 好用 漂亮 贴心 给力 热情 耐心 靠谱 推荐'],
    [1, '可以 还行 方便 很快 解决了 辛苦 好的'],
    [-1, '慢 延迟 没收到 还没 等了 不会 不懂 不明白 担心 问题 麻烦 少了 缺 迟迟 超时'],
    [
      -2,
      '坏 破 错 丢 差 退不了 不好 失望 不满 投诉 损坏 破损 漏发 发错 假货 质量差 难用 不行 色差 掉色 划痕 裂 失败 异常 拒绝 敷衍 没人理',
    ],
    [
      -3,
      '生气 气人 讨厌 糟糕 太差 很差 差劲 差评 难吃 恶心 坑 垃圾 离谱 过分 忽悠 欺骗 受不了 烦死 无语 恶劣 气愤 愤怒',
    ],
    [-4, '骗子 骗人 气死 诈骗 黑店 滚 废物 傻逼 他妈 混蛋 去死'],
  ]),
  negations: new Set(['不', '没', '没有', '别', '未', '不太', '不是', '并不']),
  intensifiers: new Map([
    ...['很', '太', '非常', '特别', '超级', '真的', '十分', '极其', '实在'].map((word) => [word, 1.4] as const),
    ...['有点', '有些', '稍微', '一点'].map((word) => [word, 0.7] as const),
  ]),
};
