/** `npm run bench:flood`: how long an ordinary customer waits while others flood the desk, with every limit lifted. */

import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Command } from 'commander';
import { projectRoot } from '../../src/config/project-root.ts';
import { startDeskProcess } from '../support/desk-process.ts';
import { WebCustomer } from '../support/web-customer.ts';

interface Options {
  seconds: number;
  rate: number;
}

const UNLIMITED = 'messages_per_minute: unlimited, kilobytes_per_minute: unlimited, conversations_per_hour: unlimited';
const DESK_FILE = `
answering: { burst_seconds: 0 }
customer_limits: { ${UNLIMITED}, tickets_per_hour: unlimited }
address_limits: { ${UNLIMITED} }
web_limits: { ${UNLIMITED} }
`;
/** Long, and no two alike, so that nothing is remembered of one for the next. */
const longChinese = (index: number) =>
  `第${index}个问题：我上周买的灯坏了想退货但是找不到订单号请问应该怎么办谢谢。`.repeat(60);

await new Command('flood')
  .description('measure how long an ordinary customer waits while others flood the desk')
  .option('--seconds <n>', 'how long each part takes', Number, 20)
  .option('--rate <n>', 'long messages a second in the flood', Number, 80)
  .action(measure)
  .parseAsync();

async function measure({ seconds, rate }: Options): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-flood-'));
  for (const name of ['intents', 'knowledge', 'actions'])
    await cp(join(projectRoot(), name), join(folder, name), { recursive: true });
  await writeFile(join(folder, 'desk.yaml'), DESK_FILE);
  const desk = await startDeskProcess({ dataDir: join(folder, 'data'), contentDir: folder });
  try {
    await report('nobody else', desk.url, seconds);
    await report(`one conversation with ${rate} long messages a second`, desk.url, seconds, flood(desk.url, rate, 1));
    await report(
      `${rate} new conversations a second, each with a long message`,
      desk.url,
      seconds,
      flood(desk.url, rate),
    );
  } finally {
    await desk.stop('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

/** Asks one question after the other, as an ordinary customer, beside a flood. */
async function report(what: string, url: string, seconds: number, flooding = { end: async () => 0 }): Promise<void> {
  const customer = new WebCustomer(url);
  await customer.open();
  const waits: number[] = [];
  for (const until = performance.now() + seconds * 1_000; performance.now() < until; ) {
    const asked = performance.now();
    const known = (await customer.wholeTranscript()).length;
    await customer.post(`where is order ${100_000 + waits.length}`);
    while ((await customer.wholeTranscript()).length < known + 2) await delay(10);
    waits.push(performance.now() - asked);
    await delay(200);
  }
  const taken = await flooding.end();
  waits.sort((a, b) => a - b);
  const at = (share: number) => Math.round(waits[Math.min(waits.length - 1, Math.floor(share * waits.length))] ?? 0);
  process.stdout.write(
    `${what}: ${waits.length} questions answered, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms (flood taken: ${taken})\n`,
  );
}

/** Posts at a steady rate until ended; in so many conversations, or each message in one of its own. */
function flood(url: string, rate: number, conversations?: number): { end(): Promise<number> } {
  const customers = Array.from({ length: conversations ?? 0 }, () => new WebCustomer(url));
  let isOver = false;
  let taken = 0;
  const run = async (): Promise<void> => {
    for (const customer of customers) await customer.open();
    for (let index = 0; !isOver; index++) {
      const customer = customers[index % customers.length] ?? new WebCustomer(url);
      customer.post(longChinese(index)).then((status) => {
        if (status === 202) taken += 1;
      });
      await delay(1_000 / rate);
    }
  };
  const running = run();
  return {
    async end() {
      isOver = true;
      await running;
      return taken;
    },
  };
}
