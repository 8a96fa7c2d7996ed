/** Having another system asked, or do something, for a staff member. */

import { describeCall } from '../actions/called-action.ts';
import { inputsOf } from '../actions/fill-request.ts';
import type { CommandOutcome, RefusalCode, StaffCommand, StaffMember } from '../staff.ts';
import { isActive, type Ticket } from '../ticket.ts';
import { findAction } from './content.ts';
import { byStaff, type DecisionBuilder, newId, record } from './decision-builder.ts';

/** What the customer would have typed at most. */
const MAX_INPUT_LENGTH = 500;

/** Anybody on the staff may look something up; only the assignee may change something. How it ended stands on the ticket. */
export function runAction(
  decision: DecisionBuilder,
  ticket: Ticket,
  staff: StaffMember,
  command: Extract<StaffCommand, { kind: 'run_action' }>,
): CommandOutcome {
  if (!isActive(ticket)) return refusal('wrong_state', `This ticket is ${ticket.status}: reopen it first.`);
  const action = findAction(decision, command.action);
  if (action === undefined) return refusal('not_found', 'There is no such action any more.');
  if (action.kind === 'write' && ticket.assignee?.id !== staff.id) return refuseWrite(ticket);
  const names = inputsOf(action);
  const unknown = Object.keys(command.inputs).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    return refusal(
      'invalid',
      `${action.name} takes no ${unknown} any more: open the ticket again to see what it takes.`,
    );
  }
  const inputs = Object.fromEntries(names.map((name) => [name, givenValue(command.inputs, name)]));
  const wrong = names.find((name) => inputs[name] === '' || (inputs[name]?.length ?? 0) > MAX_INPUT_LENGTH);
  if (wrong !== undefined) {
    return refusal('invalid', `${wrong} needs a value of at most ${MAX_INPUT_LENGTH} characters.`);
  }
  const call = { id: newId(decision, 'p'), action, inputs };
  decision.effects.push({
    kind: 'perform_action',
    call: { ...call, for: { kind: 'staff', staff, ticketId: ticket.id } },
  });
  record(decision, ticket.id, 'action_requested', byStaff(staff), describeCall(action.name, inputs));
  return { ok: true, message: 'Under way: how it ends will stand under what happened.' };
}

function givenValue(inputs: Record<string, string>, name: string): string {
  return Object.hasOwn(inputs, name) ? (inputs[name] ?? '').trim() : '';
}

function refuseWrite({ assignee }: Ticket): CommandOutcome {
  if (assignee === undefined) return refusal('not_assignee', 'This changes something: claim the ticket first.');
  const message = `This changes something, and the ticket is assigned to ${assignee.name}: ask them, or have it assigned to you.`;
  return refusal('assigned_to_other', message);
}

function refusal(code: RefusalCode, message: string): CommandOutcome {
  return { ok: false, code, message };
}
