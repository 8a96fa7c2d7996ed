import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../../src/config/project-root.ts';
import { isReadable } from '../../../src/understanding/readable.ts';
import { sentimentOf } from '../../../src/understanding/sentiment.ts';
import { callsOff } from '../../../src/understanding/signals/calling-off.ts';
import { readSignals } from '../../../src/understanding/signals/learned.ts';
import { isUrgent } from '../../../src/understanding/signals/urgency.ts';
import { hashOfSources } from '../../training/signals/sources.ts';

const isAngry = (text: string) => readSignals(text).angry;
const wantsPerson = (text: string) => readSignals(text).wantsPerson;
const declinesPerson = (text: string) => readSignals(text).declinesPerson;
const closesTalk = (text: string) => readSignals(text).closesTalk;
const leavesOpen = (text: string) => readSignals(text).leavesOpen;

/** What one of the signals says of texts: those for which it holds, and those for which it must not. */
function check(signal: (text: string) => boolean, yes: string[], no: string[]): void {
  expect(yes.filter((text) => !signal(text))).toEqual([]);
  expect(no.filter((text) => signal(text))).toEqual([]);
}

test('a customer who asks for a person is heard, and one who tells of a person is not taken to ask for one', () => {
  check(
    wantsPerson,
    [
      'I want to talk to a human',
      'human please',
      'Can I speak with someone?',
      'agent',
      'Please transfer me to a real person',
      'get me a manager',
      'is there a real person there',
      'put me through to customer service',
      "I don't want to talk to a bot",
      'connect me with one of your representatives now',
      'let me chat with an agent about my refund',
      'I need an operator.',
      '转人工',
      '人工客服在吗',
      '我要找真人',
      '人工',
      '帮我转接人工',
      '叫你们经理来',
      '不想跟机器人说话',
      '能不能找个人帮我处理一下',
    ],
    [
      'the person who delivered it was rude',
      'I talked to the agent who called me yesterday',
      'the order was for another person',
      'how many people can use one account',
      "I don't want to talk to an agent, just tell me the price",
      'where is my order',
      'I sent it to someone else',
      'I need to talk about my order',
      'somebody opened my parcel',
      'I want a lamp for two people',
      '不用转人工',
      '送货的人态度不好',
      '客服电话是多少',
      '有人偷了我的包裹',
      '可以别人代收吗',
    ],
  );
});

test('insults, threats and shouting are anger, and a negative report is not', () => {
  check(
    isAngry,
    [
      'you are useless',
      'this is the third time I am asking',
      'I will sue you',
      'worst service ever',
      'still broken!!!',
      'I am never going to order from you again',
      'what the hell is wrong with you people',
      'Your company is a joke',
      'this is ridiculous',
      'I am so angry',
      'my lawyer will write to you',
      'scammers',
      '你们就是骗子',
      '垃圾平台',
      '我要去12315投诉你们',
      '我已经说了三次了',
      '再也不会来买了',
      '气死我了',
    ],
    [
      'my parcel is damaged',
      'the lamp is broken and I want a refund',
      'I received the wrong item',
      'THANK YOU SO MUCH FOR EVERYTHING',
      'MY ORDER NUMBER IS LF100234',
      'thank you!!!',
      'hello!!!',
      'OK',
      'ORDER AB12345678',
      'is this the first time you ship to Spain',
      'the charger stopped working',
      'I am a customer and want to report a lost parcel',
      '包裹坏了',
      '我想投诉快递',
      '滚筒洗衣机怎么退',
      '第三次下单有优惠吗',
      '没收到货',
    ],
  );
});

test('what cannot wait is urgent, unless the customer says it can', () => {
  check(
    isUrgent,
    ['this is urgent', 'ASAP please', 'I need it today', 'reply right now', '急用', '请尽快发货', '我很急'],
    ['no rush', 'it is not urgent', 'there is no hurry at all', 'where is my order', '不着急', '慢慢来，不急'],
  );
});

test('a message that calls off what is going on is told from one that asks for a cancellation', () => {
  check(
    callsOff,
    [
      'never mind',
      'no wait, never mind',
      'Nevermind, thanks!',
      'ok forget it',
      'cancel',
      'no thanks',
      'stop',
      "oh, don't bother",
      'actually no need',
      'no need to tell me any more',
      "you don't need to remind me",
      '哦，不用提醒我了',
      '别通知我了',
      '算了',
      '那算了吧',
      '不用了，谢谢',
      '取消',
    ],
    [
      'cancel my order',
      'how do I cancel',
      'stop sending me newsletters',
      'no',
      '取消订单',
      '我不要了这个订单怎么退',
      '算了一下价格不对',
    ],
  );
});

describe('readable', () => {
  test('words of any language and numbers can be read; emoji, punctuation and keys hit at random cannot', () => {
    check(
      isReadable,
      [
        'ok',
        'k',
        '12',
        'hi 👋',
        '嗯',
        'привет',
        'شكرا',
        'Übergröße',
        'tree',
        'were',
        'rhythm',
        'HTML',
        'strengths',
        'ありがとう',
        'qwerty keyboard',
      ],
      ['', '   ', '👍', '?!', '…', 'asdfgh', 'qwertyuiop', 'aaaaaaa', 'sdkjfhgskdjfhg', 'zxcvb', '\u0000\u0001', '️‍'],
    );
  });
});

describe('sentiment', () => {
  test('glad texts are above zero, cross texts below, and a plain question is zero', () => {
    for (const text of ['thank you, great service', 'I love it', '非常满意，谢谢', 'not bad at all']) {
      expect(sentimentOf(text), text).toBeGreaterThan(0);
    }
    for (const text of [
      'this is terrible',
      'not good',
      'my parcel is damaged',
      '太差了，很失望',
      '质量不好',
      '不满意',
    ]) {
      expect(sentimentOf(text), text).toBeLessThan(0);
    }
    expect(sentimentOf('how long does delivery take')).toBe(0);
    expect(sentimentOf('多久能送到')).toBe(0);
  });

  test('an intensifier makes it stronger, and no text leaves -1 to 1', () => {
    expect(sentimentOf('very bad')).toBeLessThan(sentimentOf('bad'));
    expect(sentimentOf('非常失望')).toBeLessThan(sentimentOf('失望'));
    expect(sentimentOf('terrible '.repeat(200))).toBeGreaterThanOrEqual(-1);
  });
});

test('words that only close the talk are told from those that leave something to do', () => {
  check(
    closesTalk,
    [
      'Thanks!',
      'all good now',
      ':+1:',
      '🙏',
      'five stars',
      'tysm',
      'works again, thanks a lot',
      'no problem anymore',
      '解决了',
      '没问题了，谢谢',
      '好的',
      '麻烦您了',
      '👍',
    ],
    [
      'thanks, but it still flickers',
      'ok and where is my refund?',
      'great, it broke again',
      'my order 100234',
      '谢谢，不过还是不行',
      '又坏了',
      '',
      'x'.repeat(500),
    ],
  );
  check(
    leavesOpen,
    ['thanks, but it still flickers', 'hello? where is it', '谢谢，但是少了一个', 'where is it'],
    ["can't thank you enough", 'nothing else, bye', '没别的问题了', 'hi'],
  );
});

test('who wants no person, or only tells of one, is not handed over for the word alone', () => {
  check(
    declinesPerson,
    ["I don't want to talk to a human", 'please don’t transfer me', '不用转人工', '人工费多少', 'no humans please'],
    ['human please', 'I need an agent', '转人工', "I don't want to talk to a bot"],
  );
  check(
    wantsPerson,
    ['I need my invoice corrected, please a person', 'ok then get me one', 'is anybody real there', '有没有真人'],
    ["I don't want to talk to a human", 'can a person under 18 order?', 'one person lamp', '不用转人工'],
  );
});

test('a text in a language that no signal was trained for says none of them', () => {
  const texts = ['Où est ma commande ?', 'Wo ist meine Bestellung 12345?', 'Dove posso trovare il mio ordine?', ''];
  for (const signal of [isAngry, wantsPerson, declinesPerson, closesTalk, leavesOpen]) check(signal, [], texts);
});

test('a greeting neither closes the talk nor leaves something open, asks for nobody and is no anger', () => {
  const greetings = ['hi', 'hello', 'good evening', '你好', '早上好'];
  for (const signal of [isAngry, wantsPerson, closesTalk, leavesOpen]) check(signal, [], greetings.slice(1));
});

test('the weather, jokes and tales are no business of a desk, and what a customer asks for is', () => {
  const isOffTopic = (text: string) => readSignals(text).offTopic >= 0.5;
  check(
    isOffTopic,
    ['will it rain in Rome tomorrow', 'who won the match last night', '明天会下雨吗'],
    [
      'do you rent out pianos',
      'my parcel is late because of the snow',
      'where is it',
      '你们有停车位吗',
      '灯坏了怎么办',
    ],
  );
});

test('the weights come from the sentences as they are, by the program as it is; `npm run signals` trains them anew', async () => {
  const root = projectRoot();
  const weights = await readFile(join(root, 'src/understanding/signals/weights.ts'), 'utf8');
  expect(weights.split('\n')[1]).toBe(`// From ${hashOfSources(root)}`);
});
