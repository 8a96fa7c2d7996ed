import type { AxisUnit } from './chart.ts';

const GROUPED = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const SMALL = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });
const LARGEST = 1e15;
const SMALLEST = 1e-6;
const UTMOST = 1e300;

/** A number as it can be added up, drawn and written; not a number stays what it is. */
export function clamp(value: number): number {
  return Math.min(UTMOST, Math.max(-UTMOST, value));
}

/** A number on an axis or in a chart's table; a dash where there is none. */
export function axisWords(value: number, unit: AxisUnit): string {
  if (!Number.isFinite(value)) return '–';
  switch (unit) {
    case 'share':
      return `${numberWords(Math.round(clamp(value) * 1_000) / 10)}\u{202f}%`;
    case 'ms':
      return `${value < 0 ? '−' : ''}${lengthWords(Math.abs(clamp(value)))}`;
    default:
      return numberWords(value);
  }
}

function numberWords(value: number): string {
  const size = Math.abs(value);
  const words =
    size >= LARGEST || (size > 0 && size < SMALLEST)
      ? value.toExponential(1)
      : (size < 0.1 ? SMALL : GROUPED).format(value);
  return words.replaceAll(',', '\u{202f}').replaceAll('-', '−').replace(/^−0$/, '0');
}

const LENGTHS = [
  { unit: 'd', ms: 86_400_000, from: 172_800_000 },
  { unit: 'h', ms: 3_600_000, from: 7_200_000 },
  { unit: 'min', ms: 60_000, from: 60_000 },
  { unit: 's', ms: 1_000, from: 1_000 },
  { unit: 'ms', ms: 1, from: 0 },
] as const;

function lengthWords(ms: number): string {
  if (ms === 0) return '0';
  const { unit, ms: length } = LENGTHS.find(({ from }) => ms >= from) ?? LENGTHS[4];
  return `${numberWords(Math.round((10 * ms) / length) / 10)}\u{202f}${unit}`;
}
