/** Colours by which series are told apart, also by who sees few colours (M. Okabe and K. Ito, "Color Universal Design", 2008); dashes and labels tell them apart, too. */

export interface Palette {
  ink: string;
  muted: string;
  line: string;
  paper: string;
  series: readonly string[];
  few: string;
}

/** For pages: the page's own style says which colours these are, in light and in dark. */
export const PAGE_PALETTE: Palette = {
  ink: 'var(--ink)',
  muted: 'var(--muted)',
  line: 'var(--line)',
  paper: 'var(--surface)',
  series: [1, 2, 3, 4, 5, 6].map((index) => `var(--series-${index})`),
  few: 'var(--muted)',
};

/** For pictures that go elsewhere: on white. */
export const IMAGE_PALETTE: Palette = {
  ink: '#1d2321',
  muted: '#5c6663',
  line: '#d5d3cc',
  paper: '#ffffff',
  series: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#8c6d00', '#56b4e9'],
  few: '#8d9693',
};
