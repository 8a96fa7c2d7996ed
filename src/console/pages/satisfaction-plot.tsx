import type { SubjectSatisfaction } from '../../insights/satisfaction-report.ts';
import { cutText } from '../../lib/text.ts';

interface PlotProps {
  title: string;
  groups: { title: string; subjects: SubjectSatisfaction[] }[];
}

// All lengths in units of the drawing, which grows and shrinks with the page.
const WIDTH = 720;
const LABEL_WIDTH = 210;
const RIGHT_MARGIN = 60;
const ROW_HEIGHT = 30;
const TOP = 28;
const MAX_PER_GROUP = 8;
const MAX_LABEL_LENGTH = 28;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** The share of satisfied customers as a point, with its interval as a line; only for those with enough scores. */
export function SatisfactionPlot({ title, groups }: PlotProps) {
  const rows = groups.flatMap(({ title: group, subjects }) =>
    subjects
      .filter(({ summary }) => summary.satisfiedShare !== undefined)
      .slice(0, MAX_PER_GROUP)
      .map((subject, index) => ({ subject, group: index === 0 ? group : undefined })),
  );
  if (rows.length === 0) return null;
  const height = TOP + rows.length * ROW_HEIGHT + 6;
  return (
    <svg
      class="plot"
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={`${title}: share of satisfied customers`}
    >
      {TICKS.map((share) => (
        <g class="tick">
          <line x1={xOf(share)} x2={xOf(share)} y1={TOP - 6} y2={height - 6} />
          <text x={xOf(share)} y={TOP - 13} text-anchor="middle">
            {share * 100} %
          </text>
        </g>
      ))}
      {rows.map(({ subject, group }, index) => (
        <PlotRow subject={subject} group={group} y={TOP + (index + 0.5) * ROW_HEIGHT} />
      ))}
    </svg>
  );
}

function PlotRow({ subject, group, y }: { subject: SubjectSatisfaction; group: string | undefined; y: number }) {
  const { satisfiedShare: share = 0, satisfiedInterval: interval = { low: 0, high: 0 }, scored } = subject.summary;
  return (
    <g class="row">
      {group !== undefined && (
        <line class="divider" x1={0} x2={WIDTH} y1={y - ROW_HEIGHT / 2} y2={y - ROW_HEIGHT / 2} />
      )}
      <text class="group" x={0} y={y} dominant-baseline="central">
        {group}
      </text>
      <text x={LABEL_WIDTH - 14} y={y} text-anchor="end" dominant-baseline="central">
        {cutText(subject.name, MAX_LABEL_LENGTH)}
      </text>
      <line class="interval" x1={xOf(interval.low)} x2={xOf(interval.high)} y1={y} y2={y} />
      <circle cx={xOf(share)} cy={y} r={5.5} />
      <text class="scored" x={WIDTH} y={y} text-anchor="end" dominant-baseline="central">
        n = {scored}
      </text>
    </g>
  );
}

function xOf(share: number): number {
  return Math.round(LABEL_WIDTH + share * (WIDTH - LABEL_WIDTH - RIGHT_MARGIN));
}
