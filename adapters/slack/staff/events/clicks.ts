/** What staff click on cards, posts and lists. */

import type { types } from '@slack/bolt';
import type { StaffCommand, StaffMember } from '../../../../src/domain/staff.ts';
import { isActive } from '../../../../src/domain/ticket.ts';
import { isRefusedWith } from '../../slack-api.ts';
import type { FormContext } from '../../wire.ts';
import { clocksView } from '../forms/clocks-view.ts';
import { FORM_ACTIONS, type FormAction, LONGEST_FIELD, smallForm } from '../forms/forms.ts';
import { replyForm } from '../forms/reply-form.ts';
import { MOST_DECISIONS, whyView } from '../forms/why-view.ts';
import { type ActionValue, fromActionValue, type TicketAction } from '../timeline/ticket-actions.ts';
import type { Actor, ListenerContext } from './listener-context.ts';

/** A click as Slack tells of it. */
export interface ClickEvent {
  value: string;
  actor: Actor;
  triggerId: string;
  /** Names this button on this version of what it stands on: clicking twice is clicking once. */
  key: string;
}

const DIRECT: Partial<Record<TicketAction, StaffCommand>> = {
  claim: { kind: 'claim' },
  resolve: { kind: 'resolve' },
  close: { kind: 'close' },
  reopen: { kind: 'reopen' },
  hand_back: { kind: 'hand_back' },
};

function commandOf({ action, subjectId = '' }: ActionValue): StaffCommand | undefined {
  return action === 'undo_reply' ? { kind: action, messageId: subjectId } : DIRECT[action];
}

const GONE = 'That is no longer there.';
const TOO_LONG = 'This reply is longer than a form of Slack’s holds: change it in the console.';
const TOO_SLOW = 'Slack did not wait for the form. Please click again.';

/** Resolves once what was asked for is durable, or its form is open. */
export function createClicks(desk: ListenerContext): (event: ClickEvent) => Promise<void> {
  return async (event) => {
    const click = fromActionValue(event.value);
    const staff = await desk.requireStaff(event.actor);
    if (staff === undefined) return;
    if (click === undefined) return desk.tell(event.actor, GONE);
    const { action, ticketId } = click;
    const command = commandOf(click);
    if (command !== undefined) {
      await desk.carryOut({ key: event.key, ticketId, staff, command }, event.actor);
    } else if (action === 'send_article') {
      await sendArticle(click, staff, event);
    } else if (action === 'why' || action === 'clocks') {
      await show(click, event);
    } else {
      await openForm(click, staff, event);
    }
  };

  /** Whoever answers a ticket that nobody has takes it. */
  async function sendArticle(
    { ticketId, subjectId = '' }: ActionValue,
    staff: StaffMember,
    event: ClickEvent,
  ): Promise<void> {
    const { key, actor } = event;
    const service = desk.service();
    const [card, article] = await Promise.all([service.card(ticketId), service.articleReply(ticketId, subjectId)]);
    if (card === undefined || article === undefined) return desk.tell(actor, GONE);
    if (isActive(card.ticket) && card.ticket.assignee === undefined) {
      await service.submit({ key: `${key}:claim`, ticketId, staff, command: { kind: 'claim' } });
    }
    const command: StaffCommand = { kind: 'reply', text: article.text, articleId: subjectId };
    await desk.carryOut({ key, ticketId, staff, command }, actor);
  }

  async function openForm(
    { action, ticketId, subjectId }: ActionValue,
    staff: StaffMember,
    event: ClickEvent,
  ): Promise<void> {
    const { actor } = event;
    const service = desk.service();
    const card = await service.card(ticketId);
    if (card === undefined) return desk.tell(actor, GONE);
    const messageId = action === 'edit_reply' || action === 'delete_reply' ? subjectId : undefined;
    const message = messageId === undefined ? undefined : await service.message(messageId);
    if (action === 'edit_reply' && (message?.text.length ?? 0) > LONGEST_FIELD) return desk.tell(actor, TOO_LONG);
    const context: FormContext = {
      ticketId,
      messageId,
      articleId: undefined,
      staffThread: card.staffThread,
      revision: 0,
    };
    const view = isFormAction(action)
      ? smallForm(action, { card, message }, context)
      : replyForm(card, await service.savedReplies(ticketId, staff), { context, text: '', showsPreview: false });
    const isOpen = await openView(event, view);
    if (isOpen && action === 'reply') service.showTyping(ticketId, staff);
  }

  /** What is only read. */
  async function show({ action, ticketId }: ActionValue, event: ClickEvent): Promise<void> {
    const service = desk.service();
    const card = await service.card(ticketId);
    if (card === undefined) return desk.tell(event.actor, GONE);
    const isWhy = action === 'why';
    const whyIt = async () => whyView(card, await service.decisions(ticketId, MOST_DECISIONS));
    await openView(event, isWhy ? await whyIt() : clocksView(card, await service.clocks(ticketId)));
  }

  /** False where Slack did not wait for it. */
  async function openView({ actor, triggerId }: ClickEvent, view: types.ModalView): Promise<boolean> {
    try {
      await desk.api.call('views.open', { trigger_id: triggerId, view });
      return true;
    } catch (error) {
      if (!isRefusedWith(error, 'expired_trigger_id', 'exchanged_trigger_id')) throw error;
      desk.tell(actor, TOO_SLOW);
      return false;
    }
  }
}

function isFormAction(action: TicketAction): action is FormAction {
  return FORM_ACTIONS.some((other) => other === action);
}
