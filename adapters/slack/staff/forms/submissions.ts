/** What staff do in modals. */

import type { types } from '@slack/bolt';
import type { StaffCommand, StaffMember } from '../../../../src/domain/staff.ts';
import { isRefusedWith } from '../../slack-api.ts';
import { type FormContext, type FormState, parseFormContext } from '../../wire.ts';
import type { Actor, ListenerContext } from '../events/listener-context.ts';
import { ANSWER, fieldIn, UNTIL, UNTIL_REPLY } from './forms.ts';
import { fromInsertValue, type Insertion, REPLY_FORM, replyForm, textFieldId } from './reply-form.ts';
import { firstFieldOf, inputsIn, RUN_FORM, runForm } from './run-form.ts';

/** What a modal that stays open says at which of its fields. */
export type FormErrors = Record<string, string>;

/** The modals, from opening to sending. */
export interface Submissions {
  /** Resolves once what was submitted is durable: to nothing, to why the modal stays open, or to what it asks next. */
  submit(userId: string, view: FormState): Promise<FormErrors | types.ModalView | undefined>;
  /** Puts a saved reply or an article into the reply. */
  insert(userId: string, view: FormState, value: string): Promise<void>;
  preview(userId: string, view: FormState): Promise<void>;
}

const HOUR_MS = 3_600_000;
const NOT_STAFF = 'Only staff can do this.';
/** Nobody leaves a modal open for longer. */
const REFUSALS_KEPT_MS = 24 * HOUR_MS;

/** Begins with no modal open. */
export function createSubmissions(desk: ListenerContext): Submissions {
  const { members, keyValues } = desk;
  /** How often each open modal was refused: what was certainly not carried out may be asked for again. */
  const refusalsOf = async (viewId: string) => Number((await keyValues.get(`refusals:${viewId}`)) ?? 0);

  return {
    async submit(userId, view) {
      const context = parseFormContext(view.private_metadata);
      const field = fieldOf(view, context);
      const staff = await members.get(userId);
      if (staff === undefined) return { [field]: NOT_STAFF };
      if (view.callback_id === 'form:run') return (await nextForm(desk, view, context)) ?? { [field]: GONE };
      const command = await readCommand(desk, view, context);
      if (typeof command === 'string') return { [field]: command };
      const refused = await refusalsOf(view.id);
      const key = `slack:form:${view.id}:${refused}`;
      const request = { key, ticketId: context.ticketId, staff, command };
      if (command.kind === 'delete_reply') {
        await desk.carryOut(request, actorOf(userId, context));
        return undefined;
      }
      const refusal = await desk.refusalOf(request);
      if (refusal === undefined) return undefined;
      await keyValues.set(`refusals:${view.id}`, String(refused + 1), REFUSALS_KEPT_MS);
      return { [field]: refusal };
    },
    async insert(userId, view, value) {
      const context = parseFormContext(view.private_metadata);
      const insertion = fromInsertValue(value);
      const staff = await members.get(userId);
      if (insertion === undefined || staff === undefined) return;
      const found = await find(desk, insertion, context, staff);
      if (found === undefined) return;
      const written = textIn(view, context).trim();
      const text = written === '' ? found : `${written}\n\n${found}`;
      const articleId = insertion.kind === 'article' ? insertion.id : context.articleId;
      const changed = { ...context, articleId, revision: context.revision + 1 };
      await redraw(desk, view, staff, { context: changed, text });
    },
    async preview(userId, view) {
      const context = parseFormContext(view.private_metadata);
      const staff = await members.get(userId);
      if (staff !== undefined) await redraw(desk, view, staff, { context, text: textIn(view, context) });
    },
  };
}

const GONE = 'That is no longer there.';

/** Where a refusal is shown. */
function fieldOf(view: FormState, context: FormContext): string {
  if (view.callback_id === RUN_FORM) return firstFieldOf(view);
  return view.callback_id === REPLY_FORM ? textFieldId(context) : ANSWER;
}

/** What the chosen action needs; undefined where there is no such action any more. */
async function nextForm(
  { service }: ListenerContext,
  view: FormState,
  context: FormContext,
): Promise<types.ModalView | undefined> {
  const chosen = fieldIn(view, ANSWER).selected_option?.value;
  const card = await service().card(context.ticketId);
  const action = card?.runnable.find(({ name }) => name === chosen);
  return card && action && runForm(card, action, context);
}

async function find(
  { service }: ListenerContext,
  { kind, id }: Insertion,
  { ticketId }: FormContext,
  staff: StaffMember,
): Promise<string | undefined> {
  if (kind === 'article') return (await service().articleReply(ticketId, id))?.text;
  return (await service().savedReplies(ticketId, staff)).find((reply) => reply.id === id)?.text;
}

async function redraw(
  { api, service }: ListenerContext,
  view: FormState,
  staff: StaffMember,
  { context, text }: { context: FormContext; text: string },
): Promise<void> {
  const { ticketId } = context;
  const [card, saved] = await Promise.all([service().card(ticketId), service().savedReplies(ticketId, staff)]);
  if (card === undefined) return;
  service().showTyping(ticketId, staff);
  const changed: types.ModalView = replyForm(card, saved, { context, text, showsPreview: true });
  try {
    await api.call('views.update', { view_id: view.id, hash: view.hash, view: changed });
  } catch (error) {
    // It was closed, or changed by a later click.
    if (!isRefusedWith(error, 'hash_conflict', 'not_found')) throw error;
  }
}

/** The command that a modal asks for, or what is wrong with what was put in. */
async function readCommand(
  desk: ListenerContext,
  view: FormState,
  context: FormContext,
): Promise<StaffCommand | string> {
  const answer = fieldIn(view, ANSWER);
  const { messageId = '', articleId } = context;
  switch (view.callback_id) {
    case REPLY_FORM:
      return { kind: 'reply', text: textIn(view, context), ...(articleId === undefined ? {} : { articleId }) };
    case 'form:note':
      return { kind: 'note', text: answer.value ?? '' };
    case 'form:assign':
      return assignTo(desk, answer.selected_user ?? '');
    case 'form:priority':
      return { kind: 'set_importance', importance: Number(answer.selected_option?.value) };
    case 'form:edit_reply':
      return { kind: 'edit_reply', messageId, text: answer.value ?? '' };
    case RUN_FORM:
      return { kind: 'run_action', action: context.action ?? '', inputs: inputsIn(view) };
    case 'form:delete_reply':
      return { kind: 'delete_reply', messageId };
    default:
      return { kind: 'snooze', until: snoozedUntil(view, desk.clock.now()) };
  }
}

async function assignTo({ members }: ListenerContext, userId: string): Promise<StaffCommand | string> {
  const to = await members.get(userId);
  return to === undefined ? `${await members.nameOf(userId)} is not staff.` : { kind: 'transfer', to };
}

function textIn(view: FormState, context: FormContext): string {
  return fieldIn(view, textFieldId(context)).value ?? '';
}

/** The time that was picked, else so many hours from now; undefined for until the customer writes. */
function snoozedUntil(view: FormState, now: number): number | undefined {
  const seconds = fieldIn(view, UNTIL).selected_date_time;
  if (typeof seconds === 'number') return seconds * 1000;
  const chosen = fieldIn(view, ANSWER).selected_option?.value;
  return chosen === UNTIL_REPLY ? undefined : now + Number(chosen) * HOUR_MS;
}

function actorOf(userId: string, { staffThread }: FormContext): Actor {
  return { userId, channel: staffThread?.channelKey, thread: staffThread?.threadKey };
}
