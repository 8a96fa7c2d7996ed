import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toSimplifiedChinese } from '../../../src/lib/simplified-chinese.ts';

test.each([
  ['我的訂單到哪裡了', '我的订单到哪里了'],
  ['頁面上顯示著錯誤', '页面上显示着错误'],
  ['甚麼時候發貨', '什么时候发货'],
  ['後天星期六，皇后', '后天星期六，皇后'],
  ['要洗乾淨，不要乾隆的', '要洗干净，不要乾隆的'],
  ['唔該，你哋寄唔寄香港㗎', '麻烦，你们寄不寄香港呢'],
  ['張單而家去咗邊度', '张单现在去了哪里'],
  ['關係唔大，仲裁', '关系不大，仲裁'],
  ['已经是简体', '已经是简体'],
  ['Where is 100234? 🏮', 'Where is 100234? 🏮'],
])('%s is read as %s', (text, simplified) => {
  expect(toSimplifiedChinese(text)).toBe(simplified);
});

test('whatever the text, it stays as long as it is, so that offsets hold', () => {
  const han = fc.integer({ min: 0x3400, max: 0x9fff }).map((code) => String.fromCodePoint(code));
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(han).map((characters) => characters.join('')),
  );
  fc.assert(
    fc.property(anything, (text) => {
      expect(toSimplifiedChinese(text)).toHaveLength(text.length);
    }),
    { numRuns: 1000 },
  );
  const characters = Array.from({ length: 0xa000 - 0x3400 }, (_, index) => String.fromCharCode(0x3400 + index));
  expect(characters.filter((one) => toSimplifiedChinese(one).length !== 1)).toEqual([]);
});
