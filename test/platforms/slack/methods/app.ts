/** auth.*, apps.*, views.* and assistant.*: the app itself and its surfaces. */

import { schemaError } from '../api-error.ts';
import { optionalText, requiredText, structured } from '../arguments.ts';
import type { Method } from '../method.ts';
import type { Json } from '../types.ts';
import { channelForApp, messageIn, userOf } from '../workspace.ts';

const LONGEST_STATUS = 255;

export const APP_METHODS: Record<string, Method> = {
  'api.test': { tier: 'unlimited', anybody: true, run: (args) => ({ args }) },
  'auth.test': {
    tier: 'unlimited',
    run: (_args, { workspace }) => ({
      url: `https://${workspace.team.domain}.slack.com/`,
      team: workspace.team.name,
      user: workspace.app.botUser.name,
      team_id: workspace.team.id,
      user_id: workspace.app.botUser.id,
      bot_id: workspace.app.botId,
      is_enterprise_install: false,
    }),
  },
  'auth.revoke': {
    tier: 'tier3',
    run(_args, { revoke }) {
      revoke('bot');
      return { revoked: true };
    },
  },
  'apps.connections.open': {
    appToken: true,
    scopes: ['connections:write'],
    tier: 'tier3',
    run: (_args, { openSocket }) => ({ url: openSocket() }),
  },
  'views.open': {
    tier: 'tier4',
    run: (args, { views }) => ({ view: views.open(requiredText(args, 'trigger_id'), viewOf(args)) }),
  },
  'views.push': {
    tier: 'tier4',
    run: (args, { views }) => ({ view: views.push(requiredText(args, 'trigger_id'), viewOf(args)) }),
  },
  'views.update': {
    tier: 'tier4',
    run(args, { views }) {
      const externalId = optionalText(args, 'external_id');
      const which = externalId === undefined ? { id: requiredText(args, 'view_id') } : { externalId };
      return { view: views.update(which, viewOf(args), optionalText(args, 'hash')) };
    },
  },
  'views.publish': {
    tier: 'tier4',
    run(args, { views, workspace }) {
      const user = userOf(workspace, requiredText(args, 'user_id'));
      return { view: views.publish(user.id, viewOf(args), optionalText(args, 'hash')) };
    },
  },
  'assistant.threads.setStatus': {
    scopes: ['assistant:write', 'chat:write'],
    tier: 'unlimited',
    run(args, { workspace, changed }) {
      const channel = channelForApp(workspace, requiredText(args, 'channel_id'));
      const thread = messageIn(channel, requiredText(args, 'thread_ts'));
      const status = String(args.status ?? '');
      if (status.length > LONGEST_STATUS)
        throw schemaError('invalid_arguments', [
          `must be less than ${LONGEST_STATUS + 1} characters [json-pointer:/status]`,
        ]);
      if (status === '') workspace.statuses.delete(`${channel.id} ${thread.ts}`);
      else workspace.statuses.set(`${channel.id} ${thread.ts}`, status);
      changed();
      return {};
    },
  },
};

function viewOf(args: Json): unknown {
  const view = structured(args, 'view', 'invalid_arguments');
  if (view === undefined) throw schemaError('invalid_arguments', ['missing required field: view']);
  return view;
}
