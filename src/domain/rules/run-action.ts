/** Having another system asked, or do something, for a staff member. */

import { describeCall } from '../actions/called-action.ts';
import { inputsOf } from '../actions/fill-request.ts';
import type { CommandOutcome, StaffCommand, StaffMember } from '../staff.ts';
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
  if (!isActive(ticket)) {
    return { ok: false, code: 'wrong_state', message: `This ticket is ${ticket.status}: reopen it first.` };
  }
  const action = findAction(decision, command.action);
  if (action === undefined) return { ok: false, code: 'not_found', message: 'There is no such action any more.' };
  if (action.kind === 'write' && ticket.assignee?.id !== staff.id) {
    return { ok: false, code: 'not_assignee', message: 'This changes something: claim the ticket first.' };
  }
  const names = inputsOf(action);
  const inputs = Object.fromEntries(names.map((name) => [name, (command.inputs[name] ?? '').trim()]));
  const wrong = names.find((name) => inputs[name] === '' || (inputs[name]?.length ?? 0) > MAX_INPUT_LENGTH);
  if (wrong !== undefined) {
    const message = `${wrong} needs a value of at most ${MAX_INPUT_LENGTH} characters.`;
    return { ok: false, code: 'invalid', message };
  }
  const call = { id: newId(decision, 'p'), action, inputs };
  decision.effects.push({
    kind: 'perform_action',
    call: { ...call, for: { kind: 'staff', staff, ticketId: ticket.id } },
  });
  record(decision, ticket.id, 'action_requested', byStaff(staff), describeCall(action.name, inputs));
  return { ok: true, message: 'Under way: how it ends will stand under what happened.' };
}
