import { expect, test } from 'vitest';
import { loadContent } from '../../src/content/load-content.ts';
import type { DeskContent } from '../../src/domain/content.ts';
import { toSimplifiedChinese } from '../../src/lib/simplified-chinese.ts';
import type { Analyzer } from '../../src/ports/analyzer.ts';
import { CONTENT, TestConversation } from '../support/conversation.ts';
import { createTestAnalyzer } from '../support/test-analyzer.ts';

/** What customers of the sample shop ask, in simplified and, as they write it in Taiwan and Hong Kong, in traditional Chinese. */
const PAIRS: [simplified: string, traditional: string][] = [
  ['我的灯笼订单到哪里了', '我的燈籠訂單到哪裡了'],
  ['订单 100234 发货了没有', '訂單 100234 發貨了沒有'],
  ['帮我查一下物流', '幫我查一下物流'],
  ['包裹显示已签收，可是我没收到', '包裹顯示已簽收，可是我沒收到'],
  ['想取消昨天下的单', '想取消昨天下的單'],
  ['取消订单会收手续费吗', '取消訂單會收手續費嗎'],
  ['下单以后还能改颜色吗', '下單以後還能改顏色嗎'],
  ['收货地址填错了怎么办', '收貨地址填錯了怎麼辦'],
  ['怎么新增一个收货地址', '怎麼新增一個收貨地址'],
  ['你们寄到台湾吗', '你們寄到臺灣嗎'],
  ['送货需要几天', '送貨需要幾天'],
  ['运费怎么算', '運費怎麼算'],
  ['可以选特快配送吗', '可以選特快配送嗎'],
  ['进口关税由谁付', '進口關稅由誰付'],
  ['能不能送到自提点', '能不能送到自提點'],
  ['我要退货', '我要退貨'],
  ['退货期限是多久', '退貨期限是多久'],
  ['退款什么时候到账', '退款什麼時候到帳'],
  ['钱还没有退给我', '錢還沒有退給我'],
  ['可以换一个小一点的尺寸吗', '可以換一個小一點的尺寸嗎'],
  ['收到的灯罩是破的', '收到的燈罩是破的'],
  ['你们寄错东西了', '你們寄錯東西了'],
  ['灯不亮了还在保修期内吗', '燈不亮了還在保修期內嗎'],
  ['支持哪些付款方式', '支援哪些付款方式'],
  ['信用卡付款失败了', '信用卡付款失敗了'],
  ['同一笔订单扣了两次钱', '同一筆訂單扣了兩次錢'],
  ['需要开发票', '需要開發票'],
  ['发票抬头写错了可以重开吗', '發票抬頭寫錯了可以重開嗎'],
  ['优惠码输入后没有反应', '優惠碼輸入後沒有反應'],
  ['礼品卡怎么使用', '禮品卡怎麼使用'],
  ['积分会过期吗', '積分會過期嗎'],
  ['忘记密码了', '忘記密碼了'],
  ['怎么注册账号', '怎麼註冊帳號'],
  ['注册的时候收不到验证邮件', '註冊的時候收不到驗證郵件'],
  ['我要注销账号', '我要註銷帳號'],
  ['想修改我的手机号码', '想修改我的手機號碼'],
  ['怎么切换到另一个账户', '怎麼切換到另一個帳戶'],
  ['取消订阅电子报', '取消訂閱電子報'],
  ['想订阅你们的优惠通知', '想訂閱你們的優惠通知'],
  ['在哪里写商品评价', '在哪裡寫商品評價'],
  ['客服几点上班', '客服幾點上班'],
  ['你们的店开在哪里', '你們的店開在哪裡'],
  ['转人工', '轉人工'],
  ['我要找真人客服，不要机器人', '我要找真人客服，不要機器人'],
  ['你们服务太差了，我要投诉', '你們服務太差了，我要投訴'],
  ['谢谢你，没别的问题了', '謝謝你，沒別的問題了'],
  ['你好，请问有人在吗', '妳好，請問有人在嗎'],
  ['这盏灯应该配什么灯泡', '這盞燈應該配甚麼燈泡'],
  ['灯笼脏了要怎么清洁', '燈籠髒了要怎麼清潔'],
  ['这款红色的还有现货吗', '這款紅色的還有現貨嗎'],
];
const SAME_AT_LEAST = 48;

test('who writes traditional Chinese is answered in it as one who writes simplified is', {
  timeout: 120_000,
}, async () => {
  const { content = CONTENT } = await loadContent({ root: '.' });
  const analyzer = await createTestAnalyzer(content);
  const others: string[] = [];
  for (const [simplified, traditional] of PAIRS) {
    const expected = await answerTo(simplified, content, analyzer);
    const got = await answerTo(traditional, content, analyzer);
    if (toSimplifiedChinese(got) !== expected) others.push(`${traditional}\n  ${expected}\n  ${got}`);
  }
  expect(PAIRS).toHaveLength(50);
  expect(others.length, others.join('\n')).toBeLessThanOrEqual(PAIRS.length - SAME_AT_LEAST);
});

test('courtesies, denials and several requests are heard in traditional Chinese as well', {
  timeout: 120_000,
}, async () => {
  const { content = CONTENT } = await loadContent({ root: '.' });
  const analyzer = await createTestAnalyzer(content);
  const pairs: [simplified: string, traditional: string][] = [
    ['你好，请问运费怎么算？谢谢！', '你好，請問運費怎麼算？謝謝！'],
    ['怎么退货，还有你们几点上班', '怎麼退貨，還有你們幾點上班'],
    ['我不要取消订单 100234', '我不要取消訂單 100234'],
    ['麻烦帮我查订单 100234 到哪了，对了发票怎么开', '麻煩幫我查訂單 100234 到哪了，對了發票怎麼開'],
  ];
  for (const [simplified, traditional] of pairs) {
    const got = await answerTo(traditional, content, analyzer);
    expect(toSimplifiedChinese(got)).toBe(await answerTo(simplified, content, analyzer));
  }
});

/** What a customer who writes this, and nothing before, is sent. */
async function answerTo(text: string, content: DeskContent, analyzer: Analyzer): Promise<string> {
  const conversation = new TestConversation();
  conversation.content = content;
  conversation.state = { ...conversation.state, locale: 'zh' };
  conversation.says(text, await analyzer.analyze({ text, locale: 'zh' }));
  return JSON.stringify(
    conversation.sent.map(({ text: words, choices }) => [words, choices.map(({ label }) => label)]),
  );
}
