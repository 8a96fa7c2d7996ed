/**
 * `npm run bench:confidence`: how far confidences are from what happens on test rows of which a share is off topic, before and after a
 * desk has labelled some of its messages. Test rows choose nothing.
 */

import { Command } from 'commander';
import type { Label } from '../../../src/domain/confidence/fit.ts';
import { measureRefits, type RefitResult } from './refit.ts';
import { type Ask, SUBJECTS } from './subjects.ts';
import { type Row, readTask, TASKS } from './tasks.ts';

await new Command('confidence')
  .description('measure how honest confidences are, before and after a desk has labelled some of its messages')
  .requiredOption('--data <folder>', 'the folder that holds clinc150')
  .option('--json', 'print one JSON array')
  .action(async ({ data, json }: { data: string; json?: true }) => {
    const results = [];
    for (const task of TASKS.filter(({ outOfScope }) => outOfScope !== undefined)) {
      const { learnt, asked, outOfScope } = readTask(data, task);
      const ask = await SUBJECTS.relaydesk(learnt);
      const opinions = { onTopic: await judge(ask, asked), offTopic: await judge(ask, outOfScope) };
      const measured = measureRefits(opinions).map((result) => ({ task: task.name, ...result }));
      if (!json) process.stdout.write(measured.map(describe).join(''));
      results.push(...measured);
    }
    if (json) process.stdout.write(`${JSON.stringify(results)}\n`);
  })
  .parseAsync();

async function judge(ask: Ask, rows: readonly Row[]): Promise<Label[]> {
  const labels: Label[] = [];
  for (const { intent, text } of rows) {
    const guess = await ask(text);
    labels.push({ confidence: guess.confidence, right: guess.intent === intent, about: guess.intent ?? '' });
  }
  return labels;
}

function describe(result: RefitResult & { task: string }): string {
  const { task, offTopicShare, labels, onTopicCount, offTopicCount, asRead, byShare, refitted, refittedEach } = result;
  const [read, told, fitted, each] = [asRead, byShare, refitted, refittedEach].map((error) => error.toFixed(3));
  return (
    `${task}, ${offTopicShare * 100} % off topic (${onTopicCount} on topic, ${offTopicCount} off): error as read ${read}, ` +
    `told the share ${told}, refitted to ${labels} labels ${fitted} (each draw by itself ${each})\n`
  );
}
