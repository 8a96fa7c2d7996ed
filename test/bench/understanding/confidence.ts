/**
 * `npm run bench:confidence`: how far confidences are from what happens on CLINC150's test rows, of which a share is off topic, before and
 * after a desk has labelled some of its messages. Test rows choose nothing.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Label } from '../../../src/domain/confidence/fit.ts';
import { backgroundTexts } from '../../../src/lib/background/background.ts';
import {
  createIntentClassifier,
  type IntentClassifier,
  type LabelledText,
  trainIntentClassifier,
} from '../../../src/understanding/classifier/intent-classifier.ts';
import { measureRefits, type RefitResult } from './refit.ts';

await new Command('confidence')
  .description('measure how honest confidences are, before and after a desk has labelled some of its messages')
  .requiredOption('--data <folder>', 'the folder that holds clinc150')
  .option('--examples <count>', 'of each intent, so many examples are learnt', Number, Number.POSITIVE_INFINITY)
  .option('--json', 'print one JSON array')
  .action(({ data, examples, json }: { data: string; examples: number; json?: true }) => {
    const rows = (name: string) => readRows(join(data, 'clinc150', name));
    const classify = train(firstOfEach(rows('train.tsv'), examples));
    const results = measureRefits({
      onTopic: judge(classify, rows('test.tsv')),
      offTopic: judge(classify, rows('oos_test.tsv')),
    });
    process.stdout.write(json ? `${JSON.stringify(results)}\n` : results.map((one) => `${describe(one)}\n`).join(''));
  })
  .parseAsync();

function train(examples: LabelledText[]): IntentClassifier {
  return createIntentClassifier(trainIntentClassifier({ locale: 'en', examples, background: backgroundTexts('en') }));
}

function judge(classify: IntentClassifier, rows: readonly LabelledText[]): Label[] {
  return rows.map(({ intent, text }) => {
    const [best] = classify(text);
    return { confidence: best?.confidence ?? 0, right: best?.intent === intent, about: best?.intent ?? '' };
  });
}

function firstOfEach(rows: readonly LabelledText[], count: number): LabelledText[] {
  const taken = new Map<string, number>();
  return rows.filter(({ intent }) => {
    taken.set(intent, (taken.get(intent) ?? 0) + 1);
    return (taken.get(intent) ?? 0) <= count;
  });
}

function readRows(file: string): LabelledText[] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [intent = '', text = ''] = line.split('\t');
      return { intent, text };
    });
}

function describe(result: RefitResult): string {
  const { offTopicShare, labels, onTopicCount, offTopicCount, asRead, byShare, refitted, refittedEach } = result;
  const [read, told, fitted, each] = [asRead, byShare, refitted, refittedEach].map((error) => error.toFixed(3));
  return (
    `${offTopicShare * 100} % off topic (${onTopicCount} on topic, ${offTopicCount} off): error as read ${read}, told the share ${told}, ` +
    `refitted to ${labels} labels ${fitted} (each draw by itself ${each})`
  );
}
