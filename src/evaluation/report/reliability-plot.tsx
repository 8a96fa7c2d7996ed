import type { ReliabilityBin } from '../figures.ts';
import { percent } from '../percent.ts';

const SIZE = 300;
const LEFT = 48;
const TOP = 12;
const BOTTOM = 44;
const RIGHT = 16;
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** How often the bot was right at each confidence: on the dashed line it is right exactly as often as it is sure. */
export function ReliabilityPlot({ bins }: { bins: ReliabilityBin[] }) {
  const filled = bins.filter(({ utterances }) => utterances > 0);
  const most = Math.max(1, ...bins.map(({ utterances }) => utterances));
  const [width, height] = [LEFT + SIZE + RIGHT, TOP + SIZE + BOTTOM];
  return (
    <>
      <div class="scroll">
        <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label="Reliability plot">
          <Axes />
          {filled.map(({ from, to, accuracy, utterances }) => (
            <g>
              <title>{`${percent(from)} to ${percent(to)} sure: ${percent(accuracy)} of ${utterances} right`}</title>
              <rect
                class="right"
                x={xAt(from) + 1}
                y={yAt(accuracy)}
                width={(to - from) * SIZE - 2}
                height={Math.max(1, accuracy * SIZE)}
                fill-opacity={(0.2 + 0.7 * Math.sqrt(utterances / most)).toFixed(2)}
              />
            </g>
          ))}
          <line class="ideal" x1={xAt(0)} y1={yAt(0)} x2={xAt(1)} y2={yAt(1)} />
          {filled.map(({ confidence, accuracy }) => (
            <circle class="wrong" cx={xAt(confidence)} cy={yAt(accuracy)} r="3.5" />
          ))}
        </svg>
      </div>
      <p>
        <small>
          Bars and dots: the share that was right, by how sure the bot was; the fuller a bar, the more utterances. Dots
          below the dashed line: surer than it should be. Above: less sure than it could be.
        </small>
      </p>
      <ReliabilityTable bins={filled} />
    </>
  );
}

function Axes() {
  return (
    <>
      {TICKS.map((tick) => (
        <>
          <line class="line" x1={xAt(0)} y1={yAt(tick)} x2={xAt(1)} y2={yAt(tick)} />
          <text class="soft" x={LEFT - 8} y={yAt(tick) + 4} text-anchor="end">
            {Math.round(100 * tick)}
          </text>
          <text class="soft" x={xAt(tick)} y={yAt(0) + 18} text-anchor="middle">
            {Math.round(100 * tick)}
          </text>
        </>
      ))}
      <text x={xAt(0.5)} y={yAt(0) + 38} text-anchor="middle">
        how sure it was (%)
      </text>
      <text transform={`translate(12 ${yAt(0.5)}) rotate(-90)`} text-anchor="middle">
        how often it was right (%)
      </text>
    </>
  );
}

function ReliabilityTable({ bins }: { bins: ReliabilityBin[] }) {
  return (
    <details>
      <summary>The same as a table</summary>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Confidence</th>
              <th scope="col">Utterances</th>
              <th scope="col">Sure on average</th>
              <th scope="col">Right</th>
            </tr>
          </thead>
          <tbody>
            {bins.map(({ from, to, utterances, confidence, accuracy }) => (
              <tr>
                <th scope="row">
                  {percent(from)} – {percent(to)}
                </th>
                <td>{utterances}</td>
                <td>{percent(confidence)}</td>
                <td>{percent(accuracy)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function xAt(share: number): number {
  return LEFT + share * SIZE;
}

function yAt(share: number): number {
  return TOP + (1 - share) * SIZE;
}
