import type { CommandOutcome, StaffMember } from '../domain/staff.ts';
import type { Accept } from '../ports/channel.ts';
import type { CommandRequest, SubmittedCommand } from '../ports/staff-platform.ts';

/** The running engine, as adapters and the console see it. */
export interface Engine {
  accept: Accept;
  /** Resolves once the command is durable, so that it will be carried out. */
  submit(request: CommandRequest): Promise<SubmittedCommand>;
  /** Resolves with how the command ended, once that is durable. */
  command(request: CommandRequest): Promise<CommandOutcome>;
  /** Shows the customer of a conversation that a staff member is writing. */
  showTyping(conversationId: string, staff: StaffMember): void;
}
