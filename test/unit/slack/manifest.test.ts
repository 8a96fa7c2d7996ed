import { expect, test } from 'vitest';
import { COMMANDS } from '../../../adapters/slack/customers/slack-customers.ts';
import { BOT_EVENTS, REQUIRED_SCOPES, slackManifest } from '../../../adapters/slack/manifest.ts';
import { DESK_COMMAND } from '../../../adapters/slack/staff/overviews/desk-command.ts';

test('with Socket Mode no address stands in the manifest', () => {
  const manifest = slackManifest({ deskName: 'Shop desk', socketMode: true });
  expect(JSON.stringify(manifest)).not.toContain('http');
  expect(manifest).toMatchObject({
    display_information: { name: 'Shop desk' },
    oauth_config: { scopes: { bot: Object.keys(REQUIRED_SCOPES) } },
    settings: { event_subscriptions: { bot_events: BOT_EVENTS }, socket_mode_enabled: true },
  });
});

test('without it Slack is told where to post events, clicks and commands', () => {
  const requestUrl = 'https://desk.example/slack/events';
  const manifest = slackManifest({ deskName: 'Shop desk', socketMode: false, requestUrl });
  expect(JSON.stringify(manifest).split(requestUrl)).toHaveLength(
    ['events', 'clicks', DESK_COMMAND, ...COMMANDS].length + 1,
  );
  expect(manifest).toMatchObject({
    settings: { interactivity: { request_url: requestUrl }, socket_mode_enabled: false },
  });
});

test('every name and description is as short as Slack wants it', () => {
  const { display_information, features } = JSON.parse(
    JSON.stringify(slackManifest({ deskName: '桌'.repeat(100), socketMode: true })),
  );
  expect(display_information.name).toHaveLength(35);
  expect(features.bot_user.display_name.length).toBeLessThanOrEqual(80);
  for (const { command, description } of features.slash_commands) {
    expect(command).toMatch(/^\/[a-z-]{1,31}$/);
    expect(description).toMatch(/^.{1,2000}$/);
  }
});
