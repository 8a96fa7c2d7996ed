/** The figures of a bench as tables. */

import { PLATFORMS, type PlatformName } from './customers.ts';
import type { LoadOptions, Sample } from './load.ts';
import type { Throughput } from './throughput.ts';

/** What was measured of one subject, a round after the other. */
export interface Measured<Round> {
  name: string;
  rounds: Round[];
}

/** How long answers and acknowledgements took on each platform; the first subject is what the others are compared with. */
export function reportLoad(measured: Measured<Sample[]>[], { rate, seconds }: LoadOptions): string {
  const [first] = measured;
  const rows = PLATFORMS.flatMap((platform) =>
    measured.map(({ name, rounds }) => {
      const samples = samplesOf(rounds, platform);
      if (samples.length === 0) return [platform, name, 'not connected'];
      const median = medianAnswer(samples);
      const beyond = first === undefined ? Number.NaN : median - medianAnswer(samplesOf(first.rounds, platform));
      const answered = samples.flatMap((sample) => sample.answered);
      const acknowledged = samples.flatMap((sample) => sample.acknowledged);
      return [
        platform,
        name,
        milliseconds(median),
        milliseconds(quantile(answered, 0.99)),
        name === first?.name ? '' : milliseconds(beyond),
        milliseconds(quantile(acknowledged, 0.99)),
        String(samples.reduce((sum, sample) => sum + sample.unanswered, 0)),
      ];
    }),
  );
  const roundCount = first?.rounds.length ?? 0;
  return table(
    `From a platform's event to the answer it accepted, in milliseconds: ${rate} messages a second on each platform, all at ` +
      `once, ${roundCount} rounds of ${seconds} s, in turn`,
    ['platform', 'subject', 'p50', 'p99', 'p50 beyond', 'ack p99', 'unanswered'],
    rows,
  );
}

/** How many messages a second each took; the last subject is compared with every other. */
export function reportThroughput(measured: Measured<Throughput>[]): string {
  const median = ({ rounds }: Measured<Throughput>, of: 'messagesPerSecond' | 'processorMs') =>
    quantile(
      rounds.map((round) => round[of]),
      0.5,
    );
  const last = measured.at(-1);
  const rows = measured.map((subject) => {
    if (subject.rounds.length === 0) return [subject.name, 'not connected'];
    const rate = median(subject, 'messagesPerSecond');
    return [
      subject.name,
      String(Math.round(rate)),
      last === undefined || subject === last ? '' : ratio(median(last, 'messagesPerSecond'), rate),
      median(subject, 'processorMs').toFixed(2),
      String(subject.rounds.reduce((sum, round) => sum + round.unanswered, 0)),
    ];
  });
  return table(
    `Telegram's updates in by webhook, sendMessage out; the medians of ${measured[0]?.rounds.length ?? 0} rounds, in turn`,
    ['subject', 'messages/s', `${last?.name} to it`, 'processor ms a message', 'unanswered'],
    rows,
  );
}

function samplesOf(rounds: Sample[][], platform: PlatformName): Sample[] {
  return rounds.flat().filter((sample) => sample.platform === platform);
}

/** The median of the rounds' medians: a round in which the machine was busy elsewhere does not count for more. */
function medianAnswer(samples: Sample[]): number {
  return quantile(
    samples.map(({ answered }) => quantile(answered, 0.5)),
    0.5,
  );
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

function ratio(one: number, other: number): string {
  return Number.isNaN(one / other) ? '–' : (one / other).toFixed(2);
}

function milliseconds(value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(1);
}

export function table(title: string, header: string[], rows: string[][]): string {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('   ')
      .trimEnd(),
  );
  return `${title}:\n\n${lines.join('\n')}\n\n`;
}
