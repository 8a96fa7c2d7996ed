/** What staff press on cards, posts and lists. */

import type { StaffCommand, StaffMember } from '../../../src/domain/staff.ts';
import { isActive } from '../../../src/domain/ticket.ts';
import { isRefusedWith } from '../slack-failure.ts';
import type { Actor, Desk } from './desk.ts';
import type { FormContext } from './form-view.ts';
import { FORM_DEEDS, type FormDeed, smallForm } from './forms.ts';
import { type Deed, fromPressValue, type Press } from './ids.ts';
import { LONGEST_FIELD, replyForm } from './reply-form.ts';

/** A press as Slack tells of it. */
export interface PressEvent {
  value: string;
  actor: Actor;
  triggerId: string;
  /** Names this button on this version of what it stands on: pressing twice is pressing once. */
  key: string;
}

const DIRECT: Partial<Record<Deed, StaffCommand>> = {
  claim: { kind: 'claim' },
  resolve: { kind: 'resolve' },
  close: { kind: 'close' },
  reopen: { kind: 'reopen' },
  hand_back: { kind: 'hand_back' },
};
const GONE = 'That is no longer there.';
const TOO_LONG = 'This reply is longer than a form of Slack’s holds: change it in the console.';
const TOO_SLOW = 'Slack did not wait for the form. Please press again.';

/** Resolves once what was asked for is durable, or its form is open. */
export function createPresses(desk: Desk): (event: PressEvent) => Promise<void> {
  return async (event) => {
    const press = fromPressValue(event.value);
    const staff = await desk.requireStaff(event.actor);
    if (staff === undefined) return;
    if (press === undefined) return desk.tell(event.actor, GONE);
    const { deed, ticketId } = press;
    const command = DIRECT[deed];
    if (command !== undefined) {
      await desk.carryOut({ key: event.key, ticketId, staff, command }, event.actor);
    } else if (deed === 'send_article') {
      await sendArticle(press, staff, event);
    } else {
      await openForm(press, staff, event);
    }
  };

  /** Whoever answers a ticket that nobody has takes it. */
  async function sendArticle(
    { ticketId, subjectId = '' }: Press,
    staff: StaffMember,
    event: PressEvent,
  ): Promise<void> {
    const { key, actor } = event;
    const office = desk.office();
    const [card, article] = await Promise.all([office.card(ticketId), office.articleReply(ticketId, subjectId)]);
    if (card === undefined || article === undefined) return desk.tell(actor, GONE);
    if (isActive(card.ticket) && card.ticket.assignee === undefined) {
      await office.submit({ key: `${key}:claim`, ticketId, staff, command: { kind: 'claim' } });
    }
    const command: StaffCommand = { kind: 'reply', text: article.text, articleId: subjectId };
    await desk.carryOut({ key, ticketId, staff, command }, actor);
  }

  async function openForm({ deed, ticketId, subjectId }: Press, staff: StaffMember, event: PressEvent): Promise<void> {
    const { actor, triggerId } = event;
    const office = desk.office();
    const card = await office.card(ticketId);
    if (card === undefined) return desk.tell(actor, GONE);
    const messageId = deed === 'edit_reply' || deed === 'delete_reply' ? subjectId : undefined;
    const message = messageId === undefined ? undefined : await office.message(messageId);
    if (deed === 'edit_reply' && (message?.text.length ?? 0) > LONGEST_FIELD) return desk.tell(actor, TOO_LONG);
    const context: FormContext = { ticketId, messageId, articleId: undefined, room: card.room, revision: 0 };
    const view = isFormDeed(deed)
      ? smallForm(deed, { card, message }, context)
      : replyForm(card, await office.savedReplies(ticketId, staff), { context, text: '', showsPreview: false });
    try {
      await desk.api.call('views.open', { trigger_id: triggerId, view });
    } catch (error) {
      if (!isRefusedWith(error, 'expired_trigger_id', 'exchanged_trigger_id')) throw error;
      return desk.tell(actor, TOO_SLOW);
    }
    if (deed === 'reply') office.showTyping(ticketId, staff);
  }
}

function isFormDeed(deed: Deed): deed is FormDeed {
  return FORM_DEEDS.some((other) => other === deed);
}
