/** What the staff platform hears of from Slack. Each listener resolves once what it got is durable; only then Slack is told. */

import type { App, BlockAction, types } from '@slack/bolt';
import type { StaffCommand } from '../../../../src/domain/staff.ts';
import { isActive } from '../../../../src/domain/ticket.ts';
import type { WireClick, WireCommand, WireReaction } from '../../wire.ts';
import { FORM_VIEWS } from '../forms/forms.ts';
import { INSERT_ACTION, PREVIEW_ACTION, REPLY_FORM } from '../forms/reply-form.ts';
import { RUN_FORM } from '../forms/run-form.ts';
import { createSubmissions, type FormErrors, type Submissions } from '../forms/submissions.ts';
import type { AppHomePublisher } from '../overviews/app-home.ts';
import { createDeskCommand, DESK_COMMAND } from '../overviews/desk-command.ts';
import type { Mutes } from '../people/members.ts';
import { fromActionValue, LINK_ACTIONS, TICKET_ACTION } from '../timeline/ticket-actions.ts';
import { type ClickEvent, createClicks } from './clicks.ts';
import type { Actor, ListenerContext } from './listener-context.ts';
import { createThreadMessages } from './thread-messages.ts';

/** What the bot's emoji on a card stand for when staff put them there. */
const REACTIONS: Record<string, StaffCommand> = { eyes: { kind: 'claim' }, white_check_mark: { kind: 'resolve' } };

/** Has the desk hear of what staff write, click, submit, ask and react. */
export function registerListeners(
  app: App,
  desk: ListenerContext,
  { appHome, mutes }: { appHome: AppHomePublisher; mutes: Mutes },
): void {
  // Before it is known which channels are the staff's, nothing may be taken for a customer's.
  app.use(async ({ next }) => {
    await desk.channels.ready();
    await next();
  });
  registerMessages(app, desk);
  registerClicks(app, desk, appHome);
  registerForms(app, desk);
  const answer = createDeskCommand(desk, mutes);
  app.command(DESK_COMMAND, async ({ command, ack }) => {
    const { user_id, text }: WireCommand = command;
    const post = await answer(user_id, text ?? '');
    await ack({ response_type: 'ephemeral', ...post });
  });
}

function registerMessages(app: App, desk: ListenerContext): void {
  const onMessage = createThreadMessages(desk);
  app.event('message', ({ event }) => onMessage(event));
  app.event('reaction_added', ({ event, body }) => onReaction(desk, event, body.event_id));
  for (const event of ['member_joined_channel', 'member_left_channel', 'subteam_members_changed', 'subteam_updated']) {
    app.event(event, async () => {
      desk.members.forget();
      desk.inBackground(desk.members.keepUpToDate());
    });
  }
}

async function onReaction(
  desk: ListenerContext,
  { user, reaction, item }: WireReaction,
  eventId: string,
): Promise<void> {
  const command = REACTIONS[reaction];
  if (item.type !== 'message' || command === undefined || user === desk.botUserId()) return;
  if (!(await desk.isStaffChannel(item.channel))) return;
  const card = await desk.service().findTicketByThread({ channelKey: item.channel, threadKey: item.ts });
  if (card === undefined || !isActive(card.ticket)) return;
  const actor: Actor = { userId: user, channel: item.channel, thread: undefined };
  const staff = await desk.requireStaff(actor);
  if (staff === undefined) return;
  await desk.carryOut({ key: `slack:${eventId}`, ticketId: card.ticket.id, staff, command }, actor);
}

function registerClicks(app: App, desk: ListenerContext, appHome: AppHomePublisher): void {
  const onClick = createClicks(desk);
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab === 'home') desk.inBackground(appHome.show(event.user));
  });
  app.action<BlockAction>(TICKET_ACTION, async ({ body, ack, respond }) => {
    await onTicketAction(body, onClick);
    await ack();
    if (isUsedUp(body)) desk.inBackground(respond({ delete_original: true }));
  });
  app.action(LINK_ACTIONS, async ({ ack }) => ack());
}

function registerForms(app: App, desk: ListenerContext): void {
  const forms = createSubmissions(desk);
  for (const form of [REPLY_FORM, RUN_FORM, FORM_VIEWS]) {
    app.view(form, async ({ body, view, ack }) => {
      const next = await forms.submit(body.user.id, view);
      if (next === undefined) await ack();
      else if (isView(next)) await ack({ response_action: 'update', view: next });
      else await ack({ response_action: 'errors', errors: next });
    });
  }
  app.action<BlockAction>(INSERT_ACTION, async ({ body, ack }) => {
    await onInsert(body, forms);
    await ack();
  });
  app.action<BlockAction>(PREVIEW_ACTION, async ({ body, ack }) => {
    if (body.view) await forms.preview(body.user.id, body.view);
    await ack();
  });
}

function isView(next: FormErrors | types.ModalView): next is types.ModalView {
  return 'blocks' in next && Array.isArray(next.blocks);
}

async function onTicketAction(click: WireClick, onClick: (event: ClickEvent) => Promise<void>): Promise<void> {
  const value = chosenValue(click);
  if (value === undefined) return;
  await onClick({ value, actor: actorOf(click), triggerId: click.trigger_id, key: clickKey(click, value) });
}

/** Whether nobody but the one who clicked saw the button, and it does nothing any more. */
function isUsedUp(click: WireClick): boolean {
  const action = fromActionValue(chosenValue(click) ?? '')?.action;
  return action === 'undo_reply' && click.container?.is_ephemeral === true;
}

async function onInsert(click: WireClick, forms: Submissions): Promise<void> {
  const value = chosenValue(click);
  if (click.view && value !== undefined) await forms.insert(click.user.id, click.view, value);
}

/** What the button or the chosen option says; undefined for one that says nothing. */
function chosenValue({ actions: [action] }: WireClick): string | undefined {
  return action?.selected_option?.value ?? action?.value ?? undefined;
}

/** A button on one version of a message or view, clicked by one person: what Slack sends twice, or a double click, is one click. */
function clickKey({ user, container, message, view }: WireClick, value: string): string {
  const version = view
    ? `${view.id}:${view.hash}`
    : `${container?.channel_id}:${container?.message_ts}:${message?.edited?.ts ?? ''}`;
  return `slack:click:${version}:${user.id}:${value}`;
}

function actorOf({ user, channel, container }: WireClick): Actor {
  return { userId: user.id, channel: channel?.id, thread: container?.thread_ts ?? undefined };
}
