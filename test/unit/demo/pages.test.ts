import { expect, test } from 'vitest';
import { openCast } from '../../demo/cast.ts';
import { renderDemoPage } from '../../demo/pages/demo-page.tsx';

const HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)> javascript:alert(3)';

test('the page shows every platform, and whatever people write on it as text', async () => {
  const cast = await openCast();
  cast.slack.ann.writes(cast.slack.support, `${HOSTILE} on Slack`);
  cast.discord.eva.write(cast.discord.general, `${HOSTILE} on Discord`);
  cast.telegram.kim.write(`${HOSTILE} on Telegram`);
  const scenes = [{ title: HOSTILE, about: HOSTILE, state: 'now' as const }];
  const page = String(await renderDemoPage({ shows: cast.shows, connected: ['slack'], scenes }, { slack: HOSTILE }));
  for (const platform of ['Slack', 'Discord', 'Telegram']) expect(page).toContain(`on ${platform}`);
  expect(page).not.toContain('<script>alert');
  expect(page).not.toContain('<img src=x');
  expect(page).not.toContain('href="javascript:');
  await cast.close();
});

test('a place that was chosen stays open; without a choice the one with the newest message is', async () => {
  const cast = await openCast();
  const { kim, lin } = cast.telegram;
  kim.write('hello from Kim');
  lin.write('hello from Lin');
  const board = { shows: cast.shows, connected: [], scenes: [] };
  const chosen = String(await renderDemoPage(board, { telegram: String(lin.user.id) }));
  expect(chosen).toContain('hello from Lin');
  expect(chosen).not.toContain('hello from Kim');
  expect(chosen).toContain('Follow what happens');
  expect(String(await renderDemoPage(board, {}))).not.toContain('Follow what happens');
  await cast.close();
});
