import { expect, test } from 'vitest';
import { checkSlack, type SlackCheckOptions } from '../../adapters/slack/check.ts';
import { REQUIRED_SCOPES } from '../../adapters/slack/manifest.ts';
import type { SlackSettings } from '../../adapters/slack/settings.ts';
import { systemClock } from '../../src/engine/timers/system-clock.ts';
import { startSlack } from '../platforms/slack/running.ts';
import type { SlackPlatform } from '../platforms/slack/slack-platform.ts';
import { slackSettings } from '../support/slack-desk.ts';

test('all is well where the app has what it needs', async () => {
  const slack = await startSlack({ scopes: Object.keys(REQUIRED_SCOPES) });
  const ann = slack.createUser({ name: 'ann' });
  slack.createChannel({ name: 'support', private: true });
  const billing = slack.createChannel({ name: 'billing' });
  slack.createUserGroup({ handle: 'leads', users: [ann] });
  const diagnostics = await check(slack, {
    settings: { staffChannel: '#support', teamChannels: { billing: billing.id }, leads: '@leads', agents: '#support' },
  });
  expect(diagnostics.map(({ ok, what }) => [ok, what])).toEqual([
    [true, expect.stringMatching(/^The app is @relaydesk in /)],
    [true, 'It has every permission it needs'],
    [true, 'Socket Mode lets the app in'],
    [true, 'The app is in #support'],
    [true, `The app is in #${billing.id}`],
    [true, 'The user group @leads is there'],
  ]);
});

test('what is missing is named, with what to do', async () => {
  const scopes = Object.keys(REQUIRED_SCOPES).filter((scope) => scope !== 'reactions:read');
  const slack = await startSlack({ scopes });
  slack.createChannel({ name: 'support', app: false });
  const diagnostics = await check(slack, {
    appToken: slack.botToken,
    settings: { staffChannel: 'support', helpChannels: ['help'], listenTo: ['C0123456789'], admins: '@admins' },
  });
  expect(diagnostics.slice(1)).toEqual([
    {
      ok: false,
      what: 'The app lacks a permission',
      todo: expect.stringContaining('reactions:read (to count reactions)'),
    },
    { ok: false, what: expect.stringContaining('app-level token'), todo: expect.stringContaining('SLACK_APP_TOKEN') },
    { ok: false, what: 'The app is not in #support', todo: expect.stringContaining('/invite') },
    { ok: false, what: 'The app is not in #help', todo: expect.stringContaining('/invite') },
    { ok: false, what: 'The app is not in #C0123456789', todo: expect.stringContaining('/invite') },
    { ok: false, what: 'There is no user group @admins', todo: expect.stringContaining('desk.yaml') },
  ]);
  expect(JSON.stringify(diagnostics)).not.toContain(slack.botToken);
});

test('with a wrong token nothing else is asked of Slack; without a way in that is said', async () => {
  const slack = await startSlack();
  expect(await check(slack, { botToken: 'xoxb-wrong', appToken: undefined })).toEqual([
    { ok: false, what: expect.stringContaining('invalid_auth'), todo: expect.stringContaining('SLACK_BOT_TOKEN') },
    { ok: false, what: 'There is no way for events to come in', todo: expect.stringContaining('SLACK_SIGNING_SECRET') },
  ]);
  const [, byHttp] = await check(slack, { botToken: 'xoxb-wrong', appToken: undefined, signingSecret: 's' });
  expect(byHttp).toEqual({ ok: true, what: 'Slack posts its events to /slack/events' });
});

test('where Slack cannot be reached no token is blamed', async () => {
  const slack = await startSlack();
  const diagnostics = await check(slack, { apiUrl: 'http://127.0.0.1:9/api/' });
  for (const { todo } of diagnostics) expect(todo).toBe('look whether Slack can be reached from here');
});

function check(
  slack: SlackPlatform,
  options: Partial<Omit<SlackCheckOptions, 'settings'>> & { settings?: Partial<SlackSettings> },
) {
  return checkSlack({
    botToken: slack.botToken,
    appToken: slack.appToken,
    apiUrl: slack.url,
    clock: systemClock,
    ...options,
    settings: slackSettings(options.settings),
  });
}
