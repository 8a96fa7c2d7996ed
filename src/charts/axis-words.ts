import type { AxisUnit } from './chart.ts';

const GROUPED = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** A number on an axis or in a chart's table. */
export function axisWords(value: number, unit: AxisUnit): string {
  if (!Number.isFinite(value)) return '–';
  switch (unit) {
    case 'share':
      return `${GROUPED.format(Math.round(value * 1_000) / 10)} %`;
    case 'ms':
      return lengthWords(value);
    default:
      return GROUPED.format(value).replaceAll(',', '\u{202f}').replace('-', '−');
  }
}

function lengthWords(ms: number): string {
  const sign = ms < 0 ? '−' : '';
  const minutes = Math.abs(ms) / 60_000;
  if (minutes < 1) return `${sign}${Math.round(minutes * 60)} s`;
  if (minutes < 120) return `${sign}${GROUPED.format(Math.round(minutes))} min`;
  if (minutes < 2 * 1_440) return `${sign}${GROUPED.format(Math.round(minutes / 6) / 10)} h`;
  return `${sign}${GROUPED.format(Math.round(minutes / 144) / 10)} d`;
}
