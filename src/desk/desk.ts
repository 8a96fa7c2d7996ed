import type { Accept } from '../domain/channel.ts';
import type { CommandOutcome, StaffMember } from '../domain/staff.ts';
import type { CommandRequest, SubmittedCommand } from '../domain/staff-desk.ts';
import type { Roster } from './roster.ts';

/** The running desk, as adapters and the console see it. */
export interface Desk {
  accept: Accept;
  /** Resolves once the command is durable, so that it will be carried out. */
  submit(request: CommandRequest): Promise<SubmittedCommand>;
  /** Resolves with how the command ended, once that is durable. */
  command(request: CommandRequest): Promise<CommandOutcome>;
  readonly roster: Roster;
  /** Shows the customer of a conversation that a staff member is writing. */
  showTyping(conversationId: string, staff: StaffMember): void;
}
