import type { Accept } from '../domain/channel.ts';
import type { CommandOutcome, StaffCommand, StaffMember } from '../domain/staff.ts';

/** What a staff member asks of the desk. */
export interface CommandRequest {
  /** Unique a request: the same key sent twice (a double click, a repeated form) is carried out once. */
  key: string;
  ticketId: string;
  staff: StaffMember;
  command: StaffCommand;
}

/** The running desk, as adapters and the console see it. */
export interface Desk {
  accept: Accept;
  /** Resolves with how the command ended, once that is durable. */
  command(request: CommandRequest): Promise<CommandOutcome>;
  /** Shows the customer of a conversation that a staff member is writing. */
  showTyping(conversationId: string, staff: StaffMember): void;
}
