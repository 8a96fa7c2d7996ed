import { type Figures, NOT_UNDERSTOOD } from '../figures.ts';

const MOST_INTENTS = 24;
const CELL = 26;
/** What a letter of a name takes at most, at the size of the labels. */
const LETTER = 6.6;
const LONGEST_NAME = 28;

interface Cell {
  row: number;
  column: number;
  count: number;
  /** Of all utterances of the row's intent. */
  share: number;
}

/** Which intents are taken for which: a row is what was meant, a column what it was taken for. Only those most confused are shown. */
export function HeatMap({ figures }: { figures: Figures }) {
  const names = mostConfused(figures);
  const margin = Math.max(...names.map((name) => shorten(name).length)) * LETTER + 16;
  const [width, height] = [margin + names.length * CELL + 60, margin + names.length * CELL + 8];
  const hidden = figures.intents.length - names.filter((name) => name !== NOT_UNDERSTOOD).length;
  return (
    <figure style="margin: 0">
      <div class="scroll">
        <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label="Confused intents">
          {names.map((name, index) => {
            const middle = margin + (index + 0.5) * CELL;
            return (
              <>
                <text x={margin - 8} y={middle + 4} text-anchor="end">
                  {shorten(name)}
                </text>
                <text transform={`translate(${middle + 4} ${margin - 8}) rotate(-90)`}>{shorten(name)}</text>
              </>
            );
          })}
          {cellsOf(figures, names).map((cell) => (
            <HeatCell cell={cell} names={names} margin={margin} />
          ))}
        </svg>
      </div>
      <figcaption>
        <small>
          Rows: what was meant. Columns: what it was taken for. Blue is right, orange wrong; the fuller the colour, the
          larger the share of the row's utterances.
          {hidden > 0 && ` ${describeHidden(hidden)}`}
        </small>
      </figcaption>
    </figure>
  );
}

function describeHidden(count: number): string {
  const what = count === 1 ? '1 intent that is' : `${count} intents that are`;
  return `${what} confused less, or never, ${count === 1 ? 'is' : 'are'} left out.`;
}

function HeatCell({ cell, names, margin }: { cell: Cell; names: string[]; margin: number }) {
  const { row, column, count, share } = cell;
  const [x, y] = [margin + column * CELL, margin + row * CELL];
  const kind = count === 0 ? 'empty' : row === column ? 'right' : 'wrong';
  // Also a single one shows.
  const opacity = count === 0 ? 1 : 0.15 + 0.6 * Math.min(1, row === column ? share : share * 3);
  return (
    <g>
      <title>{`${names[row]} taken for ${names[column]}: ${count}`}</title>
      <rect class={kind} x={x} y={y} width={CELL - 1} height={CELL - 1} fill-opacity={opacity.toFixed(2)} />
      {count > 0 && (
        <text x={x + CELL / 2} y={y + CELL / 2 + 4} text-anchor="middle">
          {count}
        </text>
      )}
    </g>
  );
}

/** The intents of the most confused pairs, those of a pair beside each other as far as that goes. */
function mostConfused({ confusions }: Figures): string[] {
  const names = new Set<string>();
  for (const { intents } of confusions) {
    if (new Set([...names, ...intents]).size > MOST_INTENTS) break;
    for (const name of intents) names.add(name);
  }
  return [...names];
}

function cellsOf({ confusions, intents }: Figures, names: string[]): Cell[] {
  const counts = new Map<string, number>();
  const key = (meant: string, takenFor: string) => JSON.stringify([meant, takenFor]);
  for (const { meant, takenFor } of confusions.flatMap(({ utterances }) => utterances)) {
    const at = key(meant, takenFor ?? NOT_UNDERSTOOD);
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  const totals = new Map(intents.map(({ intent, utterances, recall }) => [intent, { utterances, recall }]));
  return names.flatMap((meant, row) =>
    names.map((takenFor, column) => {
      const { utterances, recall } = totals.get(meant) ?? { utterances: 0, recall: 0 };
      const count = row === column ? Math.round(utterances * recall) : (counts.get(key(meant, takenFor)) ?? 0);
      return { row, column, count, share: utterances === 0 ? 0 : count / utterances };
    }),
  );
}

function shorten(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - 1)}…`;
}
