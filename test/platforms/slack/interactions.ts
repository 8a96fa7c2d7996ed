/** What users do with the app's buttons, menus, modals and commands, as the app hears of it. */

import { ApiError } from './api-error.ts';
import { elementsOf } from './block-kit.ts';
import type { AttemptOutcome, Deliveries } from './deliveries.ts';
import type { Identifiers } from './identifiers.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Triggers } from './triggers.ts';
import type { Block, EphemeralMessage, Json, SlackChannel, SlackMessage, SlackUser, SlackView } from './types.ts';
import type { Views } from './views.ts';
import { messageOnWire } from './wire.ts';
import type { Workspace } from './workspace.ts';

/** What an element's state becomes when it is used: `{ value }`, `{ selected_option }` and the like. */
export type ElementState = Json;

/** How a submitted modal ended, as its user sees it. */
export type SubmitOutcome =
  | { ok: true }
  | { ok: false; errors: Record<string, string> }
  | { ok: false; failed: string };

export interface Interactions {
  onMessage(
    user: SlackUser,
    message: SlackMessage | EphemeralMessage,
    actionId: string,
    state: ElementState,
  ): Promise<AttemptOutcome>;
  onView(user: SlackUser, view: SlackView, actionId: string, state: ElementState): Promise<AttemptOutcome>;
  submit(user: SlackUser, view: SlackView): Promise<SubmitOutcome>;
  /** The user closes the topmost modal, or all of them. */
  close(user: SlackUser, view: SlackView): Promise<AttemptOutcome | undefined>;
  /** What a menu that the app fills offers for a query. */
  suggest(user: SlackUser, view: SlackView, actionId: string, query: string): Promise<Json[]>;
  command(user: SlackUser, channel: SlackChannel, command: string, text: string): Promise<AttemptOutcome>;
  /** A global shortcut, or one on a message. */
  shortcut(user: SlackUser, callbackId: string, message: SlackMessage | undefined): Promise<AttemptOutcome>;
}

export interface InteractionsOptions {
  workspace: Workspace;
  ids: Identifiers;
  triggers: Triggers;
  views: Views;
  deliveries: Deliveries;
  responseUrls: ResponseUrls;
  verificationToken: string;
  url: string;
}

/** Words what users do and has it delivered. */
export function createInteractions(options: InteractionsOptions): Interactions {
  const { workspace, ids, triggers, views, deliveries, responseUrls, url } = options;
  const channelOf = (id: string) => {
    const channel = workspace.channels.find((other) => other.id === id);
    if (channel === undefined) throw new ApiError('channel_not_found');
    return channel;
  };

  const common = (user: SlackUser): Json => ({
    user: { id: user.id, username: user.name, name: user.name, team_id: workspace.team.id },
    api_app_id: workspace.app.id,
    token: options.verificationToken,
    team: { id: workspace.team.id, domain: workspace.team.domain },
    enterprise: null,
    is_enterprise_install: false,
  });
  const triggered = (user: SlackUser): Json => ({ ...common(user), trigger_id: triggers.issue(user.id) });

  return {
    onMessage(user, message, actionId, state) {
      const channel = channelOf(message.channel);
      const { block, element } = find(message.blocks ?? [], actionId);
      const ephemeral = 'seenBy' in message;
      const thread = message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts };
      const occasion = { channel, userId: user.id, messageTs: message.ts, threadTs: message.thread_ts };
      const container = {
        type: 'message',
        message_ts: message.ts,
        channel_id: channel.id,
        is_ephemeral: ephemeral,
        ...thread,
      };
      return deliveries.interaction('interactive', {
        type: 'block_actions',
        ...triggered(user),
        container,
        channel: { id: channel.id, name: nameInPayload(channel) },
        ...(ephemeral ? {} : { message: messageOnWire(channel, message) }),
        state: { values: {} },
        response_url: `${url}${responseUrls.issue('actions', occasion)}`,
        actions: [actionOf(block, element, state, ids.ts())],
      });
    },
    onView(user, view, actionId, state) {
      const { block, element } = find(view.blocks, actionId);
      return deliveries.interaction('interactive', {
        type: 'block_actions',
        ...triggered(user),
        container: { type: 'view', view_id: view.id },
        view,
        actions: [actionOf(block, element, state, ids.ts())],
      });
    },
    async submit(user, view) {
      const payload = { type: 'view_submission', ...triggered(user), view, response_urls: [] };
      const outcome = await deliveries.interaction('interactive', payload);
      if (outcome.kind === 'failed') return { ok: false, failed: outcome.reason };
      return followUp(user, view, outcome.payload);
    },
    async close(user, view) {
      views.close(user.id, false);
      if (view.notify_on_close !== true) return undefined;
      return deliveries.interaction('interactive', { type: 'view_closed', ...common(user), view, is_cleared: false });
    },
    async suggest(user, view, actionId, query) {
      const { block } = find(view.blocks, actionId);
      const asked = { action_id: actionId, block_id: block.block_id, value: query };
      const container = { type: 'view', view_id: view.id };
      const payload = { type: 'block_suggestion', ...common(user), container, view, ...asked };
      const outcome = await deliveries.interaction('interactive', payload);
      return outcome.kind === 'acknowledged' ? ((outcome.payload.options as Json[] | undefined) ?? []) : [];
    },
    async command(user, channel, command, text) {
      const occasion = { channel, userId: user.id, messageTs: undefined, threadTs: undefined };
      const outcome = await deliveries.interaction('slash_commands', {
        token: options.verificationToken,
        team_id: workspace.team.id,
        team_domain: workspace.team.domain,
        channel_id: channel.id,
        channel_name: nameInPayload(channel),
        user_id: user.id,
        user_name: user.name,
        command,
        text,
        api_app_id: workspace.app.id,
        is_enterprise_install: 'false',
        response_url: `${url}${responseUrls.issue('commands', occasion)}`,
        trigger_id: triggers.issue(user.id),
      });
      const shows = outcome.kind === 'acknowledged' && (outcome.payload.text || outcome.payload.blocks);
      if (shows) responseUrls.respond(occasion, outcome.payload);
      return outcome;
    },
    shortcut(user, callbackId, message) {
      const base = { ...triggered(user), callback_id: callbackId, action_ts: ids.ts() };
      if (message === undefined) return deliveries.interaction('interactive', { type: 'shortcut', ...base });
      const channel = channelOf(message.channel);
      const occasion = { channel, userId: user.id, messageTs: message.ts, threadTs: message.thread_ts };
      return deliveries.interaction('interactive', {
        type: 'message_action',
        ...base,
        message_ts: message.ts,
        channel: { id: channel.id, name: nameInPayload(channel) },
        message: messageOnWire(channel, message),
        response_url: `${url}${responseUrls.issue('actions', occasion)}`,
      });
    },
  };

  /** Does what the acknowledgement of a submission asks: without a wish, the modal closes. */
  function followUp(user: SlackUser, view: SlackView, response: Json): SubmitOutcome {
    switch (response.response_action) {
      case undefined:
        views.close(user.id, false);
        return { ok: true };
      case 'clear':
        views.close(user.id, true);
        return { ok: true };
      case 'update':
        views.update({ id: view.id }, response.view, undefined);
        return { ok: true };
      case 'push':
        views.pushFor(user.id, response.view);
        return { ok: true };
      case 'errors': {
        const errors = response.errors as Record<string, string>;
        const unknown = Object.keys(errors).find((id) => !view.blocks.some((block) => block.block_id === id));
        return unknown === undefined ? { ok: false, errors } : { ok: false, failed: `no block ${unknown}` };
      }
      default:
        return { ok: false, failed: `no response_action ${response.response_action}` };
    }
  }
}

function find(blocks: Block[], actionId: string): { block: Block; element: Block } {
  for (const block of blocks) {
    const element = elementsOf(block).find((other) => other.action_id === actionId);
    if (element !== undefined) return { block, element };
  }
  throw new Error(`There is no element ${actionId} to use.`);
}

function actionOf(block: Block, element: Block, state: ElementState, ts: string): Json {
  const { type, text, value, style, url } = element;
  const own = { action_id: element.action_id, block_id: block.block_id, type, text, value, style, url };
  const given = Object.entries({ ...own, ...state }).filter(([, field]) => field !== undefined);
  return { ...Object.fromEntries(given), action_ts: ts };
}

/** Slack names neither private channels nor direct messages in interactions. */
function nameInPayload(channel: SlackChannel): string {
  return { channel: channel.name, group: 'privategroup', im: 'directmessage' }[channel.kind];
}
