/** What has to hold of a page before it is parsed: deep ones take very long, in every part of what reads them. */

/** Elements inside each other. Pages that people wrote have some dozens. */
const MAX_DEPTH = 150;

/** Elements that others of their kind end, so that they are in each other only where another one is between. */
const ENDED_BY_OTHERS = 'p li dt dd td th tr tbody thead tfoot option optgroup colgroup rt rp html head body';
const EMPTY = 'area base br col embed hr img input link meta source track wbr';
const UNCOUNTED = new Set(`${ENDED_BY_OTHERS} ${EMPTY}`.split(' '));

/** The page without comments, scripts and styles; undefined where too many elements stand inside each other. */
export function boundedHtml(html: string): string | undefined {
  let text = without(html, '<!--', '-->');
  for (const name of ['script', 'style', 'template', 'svg']) text = without(text, `<${name}`, `</${name}`);
  return isDeep(text) ? undefined : text;
}

/** Without what stands from each beginning to the next end, or to the end of the text. */
function without(text: string, beginning: string, end: string): string {
  const small = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const kept: string[] = [];
  let from = 0;
  for (;;) {
    const start = small.indexOf(beginning, from);
    if (start === -1) return kept.join('') + text.slice(from);
    kept.push(text.slice(from, start));
    const stop = small.indexOf(end, start + beginning.length);
    if (stop === -1) return kept.join('');
    const bracket = end.endsWith('>') ? stop + end.length : small.indexOf('>', stop) + 1;
    if (bracket === 0) return kept.join('');
    from = bracket;
  }
}

function isDeep(text: string): boolean {
  const open = new Map<string, number>();
  let depth = 0;
  for (const { 1: slash, 2: given = '' } of text.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9]{0,20})/g)) {
    const name = given.toLowerCase();
    if (UNCOUNTED.has(name)) continue;
    const count = open.get(name) ?? 0;
    if (slash === '/' && count === 0) continue;
    const change = slash === '/' ? -1 : 1;
    open.set(name, count + change);
    depth += change;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}
