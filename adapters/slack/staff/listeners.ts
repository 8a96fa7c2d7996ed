/** What the staff platform hears of from Slack. Each listener resolves once what it got is durable; only then Slack is told. */

import type { App, BlockAction, StaticSelectAction } from '@slack/bolt';
import type { StaffCommand } from '../../../src/domain/staff.ts';
import { isActive } from '../../../src/domain/ticket.ts';
import type { AppHomePublisher } from './app-home-publisher.ts';
import { createClicks } from './clicks.ts';
import { createDeskCommand, DESK_COMMAND } from './desk-command.ts';
import { FORM_VIEWS } from './forms.ts';
import { LINK_ACTIONS, TICKET_ACTION } from './ids.ts';
import type { Actor, ListenerContext } from './listener-context.ts';
import type { Mutes } from './mutes.ts';
import { INSERT_ACTION, PREVIEW_ACTION, REPLY_FORM } from './reply-form.ts';
import { createSubmissions } from './submissions.ts';
import { createThreadMessages } from './thread-messages.ts';

/** What the bot's emoji on a card stand for when staff put them there. */
const REACTIONS: Record<string, StaffCommand> = { eyes: { kind: 'claim' }, white_check_mark: { kind: 'resolve' } };

/** Has the desk hear of what staff write, press, submit, ask and react. */
export function registerListeners(
  app: App,
  desk: ListenerContext,
  { appHomes, mutes }: { appHomes: AppHomePublisher; mutes: Mutes },
): void {
  // Before it is known which channels are the staff's, nothing may be taken for a customer's.
  app.use(async ({ next }) => {
    await desk.channels.ready();
    await next();
  });
  registerMessages(app, desk);
  registerClicks(app, desk, appHomes);
  registerForms(app, desk);
  const answer = createDeskCommand(desk, mutes);
  app.command(DESK_COMMAND, async ({ command, ack }) => {
    const post = await answer(command.user_id, command.text);
    await ack({ response_type: 'ephemeral', ...post });
  });
}

function registerMessages(app: App, desk: ListenerContext): void {
  const onMessage = createThreadMessages(desk);
  app.event('message', ({ event }) => onMessage(event));
  app.event('reaction_added', async ({ event, body }) => {
    const { user, reaction, item } = event;
    const command = REACTIONS[reaction];
    if (command === undefined || user === desk.botUserId() || !desk.channels.isStaffChannel(item.channel)) return;
    const card = await desk.service().findTicketByThread({ channelKey: item.channel, threadKey: item.ts });
    if (card === undefined || !isActive(card.ticket)) return;
    const actor: Actor = { userId: user, channel: item.channel, thread: undefined };
    const staff = await desk.requireStaff(actor);
    if (staff === undefined) return;
    await desk.carryOut({ key: `slack:${body.event_id}`, ticketId: card.ticket.id, staff, command }, actor);
  });
  for (const event of ['member_joined_channel', 'member_left_channel', 'subteam_members_changed', 'subteam_updated']) {
    app.event(event, async () => desk.members.forget());
  }
}

function registerClicks(app: App, desk: ListenerContext, appHomes: AppHomePublisher): void {
  const onClick = createClicks(desk);
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab === 'home') desk.inBackground(appHomes.show(event.user));
  });
  app.action<BlockAction>(TICKET_ACTION, async ({ body, action, ack }) => {
    const value =
      action.type === 'overflow' ? action.selected_option.value : 'value' in action ? action.value : undefined;
    if (typeof value === 'string') {
      await onClick({ value, actor: actorOf(body), triggerId: body.trigger_id, key: clickKey(body, value) });
    }
    await ack();
  });
  app.action(LINK_ACTIONS, async ({ ack }) => ack());
}

function registerForms(app: App, desk: ListenerContext): void {
  const forms = createSubmissions(desk);
  for (const form of [REPLY_FORM, FORM_VIEWS]) {
    app.view(form, async ({ body, view, ack }) => {
      const errors = await forms.submit(body.user.id, view);
      await (errors === undefined ? ack() : ack({ response_action: 'errors', errors }));
    });
  }
  app.action<BlockAction<StaticSelectAction>>(INSERT_ACTION, async ({ body, action, ack }) => {
    if (body.view) await forms.insert(body.user.id, body.view, action.selected_option.value);
    await ack();
  });
  app.action<BlockAction>(PREVIEW_ACTION, async ({ body, ack }) => {
    if (body.view) await forms.preview(body.user.id, body.view);
    await ack();
  });
}

/** A button on one version of a message or view, pressed by one person: what Slack sends twice, or a double click, is one press. */
function clickKey({ user, container, message, view }: BlockAction, value: string): string {
  const stands = view
    ? `${view.id}:${view.hash}`
    : `${container.channel_id}:${container.message_ts}:${message?.edited?.ts ?? ''}`;
  return `slack:press:${stands}:${user.id}:${value}`;
}

function actorOf({ user, channel, container }: BlockAction): Actor {
  return { userId: user.id, channel: channel?.id, thread: container.thread_ts };
}
