/** What the customers of a sample history are called. */

const ENGLISH = [
  'Ada',
  'Bo',
  'Carlos',
  'Dina',
  'Emil',
  'Farah',
  'Gus',
  'Hana',
  'Ines',
  'Jun',
  'Kofi',
  'Lea',
  'Milan',
  'Noor',
  'Omar',
  'Petra',
  'Quentin',
  'Rosa',
  'Sven',
];

const CHINESE_FAMILIES = ['王', '李', '张', '刘', '陈', '杨', '黄', '周', '吴', '林', '何'];
const CHINESE_GIVEN = ['雨', '晨', '佳', '明', '静', '浩', '欣', '宁', '雪', '航', '悦', '晴', '峰'];

/** A name for the customer of a number; those of neighbouring numbers differ. */
export function customerName(locale: 'en' | 'zh', number: number): string {
  if (locale === 'zh') return `${nth(CHINESE_FAMILIES, number)}${nth(CHINESE_GIVEN, number)}`;
  return `${nth(ENGLISH, number)} ${String.fromCharCode(65 + (number % 26))}.`;
}

function nth(names: readonly string[], number: number): string {
  return names[number % names.length] ?? '';
}
