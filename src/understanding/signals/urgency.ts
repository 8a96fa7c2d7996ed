import { chinesePhrases, englishWords, says } from './phrases.ts';

const URGENT: readonly RegExp[] = [
  englishWords(
    'urgent(?:ly)?',
    'urgency',
    'asap',
    'as soon as possible',
    'immediate(?:ly)?',
    'right (?:now|away)',
    'straight away',
    'at once',
    'emergency',
    'hurry',
    'time(?: |-)(?:sensitive|critical)',
    'need (?:it|this|them|that) (?:by |before )?(?:today|tonight|tomorrow|now)',
    "(?:can't|cannot) wait",
  ),
  chinesePhrases(
    '紧急',
    '加急',
    '急需',
    '急用',
    '[很好太非常]急',
    '着急',
    '急死',
    '急急',
    '马上',
    '立刻',
    '立即',
    '尽快',
    '赶紧',
    '赶快',
    '火速',
    '快点',
    '在线等',
  ),
];

const NOT_URGENT: readonly RegExp[] = [
  englishWords(
    "(?:not|isn't|nothing|no|non)(?: (?:that|so|very|really|in|an?))*(?: |-)(?:urgent|urgency|emergency|hurry|rush)",
  ),
  chinesePhrases('(?:不|没那么|不太|不是很|不用)(?:着急|急|赶)'),
];

/** Whether the customer says that it cannot wait. */
export function isUrgent(text: string): boolean {
  return says(text, URGENT) && !says(text, NOT_URGENT);
}
