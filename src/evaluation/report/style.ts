import { CHART_STYLE } from '../../charts/chart-figure.tsx';

/** The page's style, in light and dark. */
export const STYLE = `${CHART_STYLE}
:root { --panel: #f5f7f9; }
@media (prefers-color-scheme: dark) { :root { --panel: #262d2b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--surface); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
h3 { margin: 2rem 0 0.5rem; }
.lead, small { color: var(--muted); }
.figures { display: flex; flex-wrap: wrap; gap: 0.75rem; margin: 0; }
.figures > div { flex: 1 1 12rem; padding: 0.75rem 1rem; border-radius: 0.5rem; background: var(--panel); }
.figures dt { color: var(--muted); }
.figures dd { margin: 0; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
.figures small { font-size: 1rem; }
.scroll { overflow-x: auto; }
code { font-size: 0.9em; overflow-wrap: anywhere; }
li { overflow-wrap: anywhere; }
summary { cursor: pointer; padding: 0.25rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.3rem 0.75rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th:first-child { padding-left: 0; text-align: left; font-weight: inherit; }
thead th { color: var(--muted); font-weight: 600; }
`;
