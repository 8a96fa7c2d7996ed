/**
 * Colours by which series are told apart, also by who sees few colours: after M. Okabe and K. Ito, "Color Universal Design", 2008,
 * darkened or lightened until each stands out 3 to 1 from what is behind it. Dashes, shapes and labels tell them apart, too.
 */

export interface Palette {
  ink: string;
  muted: string;
  line: string;
  /** What is behind a drawing. */
  surface: string;
  series: readonly string[];
}

/** On white, for pages in light and for pictures. */
export const LIGHT: Palette = {
  ink: '#1d2321',
  muted: '#5c6663',
  line: '#dedcd5',
  surface: '#ffffff',
  series: ['#0072b2', '#c24f00', '#00805f', '#b0538c', '#806200', '#2f86b8'],
};

/** For pages in dark. */
export const DARK: Palette = {
  ink: '#e9edeb',
  muted: '#9aa6a2',
  line: '#323a38',
  surface: '#1b2120',
  series: ['#56b4e9', '#f0935a', '#3cc79f', '#e09bc3', '#e3c04d', '#9ad0f5'],
};

/** For pages: the page's style says which of the two it is. */
export const PAGE: Palette = {
  ink: 'var(--ink)',
  muted: 'var(--muted)',
  line: 'var(--line)',
  surface: 'var(--surface)',
  series: LIGHT.series.map((_, index) => `var(--series-${index + 1})`),
};

/** The colour of a series by its number; there are more series than colours. */
export function seriesColor({ series, ink }: Palette, index: number): string {
  return series[index % series.length] ?? ink;
}

/** The variables of a palette as they stand in a style. */
export function colorVariables({ ink, muted, line, surface, series }: Palette): string {
  const colors = { ink, muted, line, surface };
  const named = Object.entries(colors).map(([name, color]) => `--${name}: ${color};`);
  return [...named, ...series.map((color, index) => `--series-${index + 1}: ${color};`)].join(' ');
}
