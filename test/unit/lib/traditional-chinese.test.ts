import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toSimplifiedChinese } from '../../../src/lib/simplified-chinese.ts';
import { chineseScriptOf, isTraditionalLocale, toTraditionalChinese } from '../../../src/lib/traditional-chinese.ts';

test.each([
  ['下单之后，台湾的头发', '下單之後，台灣的頭髮'],
  ['请回复“转人工”', '請回覆“轉人工”'],
  ['包裹一出仓库就有链接', '包裹一出倉庫就有鏈接'],
  ['打开 **我的账户 → 订单**', '打開 **我的賬戶 → 訂單**'],
  [
    '见[退货规定](帮助/退货)，或 https://desk.example/帮助 和',
    '見[退貨規定](帮助/退货)，或 https://desk.example/帮助 和',
  ],
  ['已經是繁體字', '已經是繁體字'],
  ['Order 100234 🏮', 'Order 100234 🏮'],
])('%s is written %s', (text, traditional) => {
  expect(toTraditionalChinese(text)).toBe(traditional);
});

test.each([
  ['發票怎麼開', 'traditional'],
  ['唔該，張單去咗邊度', 'traditional'],
  ['台灣的', 'traditional'],
  ['台北呢', undefined],
  ['发票怎么开', 'simplified'],
  ['你好', undefined],
  ['你好 100234', undefined],
  ['where is my parcel', undefined],
])('%s tells of %s characters', (text, script) => {
  expect(chineseScriptOf(text)).toBe(script);
});

test.each([
  ['zh-TW', true],
  ['zh_HK', true],
  ['zh-Hant', true],
  ['zh-Hant-MO', true],
  ['zh', false],
  ['zh-CN', false],
  ['zh-Hans-HK', false],
  ['en-HK', false],
])('%s is a locale of traditional Chinese: %s', (locale, isTraditional) => {
  expect(isTraditionalLocale(locale)).toBe(isTraditional);
});

test('whatever is written in traditional characters reads the same in simplified ones', () => {
  const words = fc.constantFrom('订单', '退货', '发票', '配送', '账户', '的', '到了', '2 天', 'E27', '，');
  fc.assert(
    fc.property(fc.array(words), (some) => {
      const text = some.join('');
      expect(toSimplifiedChinese(toTraditionalChinese(text))).toBe(text);
    }),
  );
});
