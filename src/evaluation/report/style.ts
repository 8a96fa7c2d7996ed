/** The page's style, in light and dark. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1c1e21; --soft: #5c6570; --paper: #fff; --line: #d5dae0; --wrong: #c2410c; --right: #2563eb; --panel: #f5f7f9; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eaed; --soft: #a3acb8; --paper: #16181c; --line: #383d45; --wrong: #fb923c; --right: #7aa2ff; --panel: #1f2329; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
h3 { margin: 2rem 0 0.5rem; }
.lead, small { color: var(--soft); }
.figures { display: flex; flex-wrap: wrap; gap: 0.75rem; margin: 0; }
.figures > div { flex: 1 1 12rem; padding: 0.75rem 1rem; border-radius: 0.5rem; background: var(--panel); }
.figures dt { color: var(--soft); }
.figures dd { margin: 0; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
.figures small { font-size: 1rem; }
.scroll { overflow-x: auto; }
code { font-size: 0.9em; overflow-wrap: anywhere; }
li { overflow-wrap: anywhere; }
summary { cursor: pointer; padding: 0.25rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.3rem 0.75rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th:first-child { padding-left: 0; text-align: left; font-weight: inherit; }
thead th { color: var(--soft); font-weight: 600; }
svg { display: block; font: 12px system-ui, sans-serif; }
svg text { fill: var(--ink); }
svg .soft { fill: var(--soft); }
svg .line { stroke: var(--line); }
svg .ideal { stroke: var(--soft); stroke-dasharray: 4 4; }
svg .wrong { fill: var(--wrong); }
svg .right { fill: var(--right); }
svg .empty { fill: var(--panel); }
`;
