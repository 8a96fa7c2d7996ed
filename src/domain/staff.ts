/** Staff members and what they can ask of the desk. */

import type { Attachment } from './message.ts';

/** Each may do what those before it may, and more. */
export const STAFF_ROLES = ['agent', 'lead', 'admin'] as const;
/** A lead may also take a ticket over from its assignee; an admin may also see to content and staff. */
export type StaffRole = (typeof STAFF_ROLES)[number];

export interface StaffMember {
  id: string;
  name: string;
  role: StaffRole;
}

/** What a staff member may do with a ticket. `staffPost` is where they wrote it, as their staff platform names it. */
export type StaffCommand =
  | { kind: 'claim' }
  /** Goes to the customer; `messageId` is the customer's message that it answers, where its writer chose one. */
  | {
      kind: 'reply';
      text: string;
      attachments?: Attachment[];
      articleId?: string;
      messageId?: string;
      staffPost?: string;
    }
  /** A reply sent before gets another text, or is taken back. `attachments` are those that it has from now on; where they are not given it keeps its own. */
  | { kind: 'edit_reply'; messageId: string; text: string; attachments?: Attachment[] }
  | { kind: 'delete_reply'; messageId: string }
  /** A reply that has not left yet is taken back; refused once it has. */
  | { kind: 'undo_reply'; messageId: string }
  /** Never goes to the customer. */
  | { kind: 'note'; text: string; staffPost?: string }
  | { kind: 'transfer'; to: StaffMember }
  | { kind: 'hand_back' }
  /** Without a time until the customer writes; with one until then, or earlier when the customer writes. */
  | { kind: 'snooze'; until?: number | undefined }
  | { kind: 'resolve' }
  | { kind: 'close' }
  | { kind: 'reopen' }
  | { kind: 'set_importance'; importance: number }
  /** The ticket has these tags from now on, and no others. */
  | { kind: 'set_tags'; tags: string[] }
  /** Another system is asked, or does something. */
  | { kind: 'run_action'; action: string; inputs: Record<string, string> }
  /** The customer's merges with other customers are taken back. */
  | { kind: 'unmerge' }
  /** What the turn was about in which this message was written or sent; without both, nothing the desk knows of. */
  | { kind: 'correct_decision'; messageId: string; intent?: string | undefined; articleId?: string | undefined };

/** Why a command was refused. */
export type RefusalCode =
  | 'assigned_to_other'
  | 'not_assignee'
  | 'wrong_state'
  | 'not_allowed'
  | 'invalid'
  | 'not_found';

/**
 * How a command ended; `message` is for the staff member who gave it, and `takenBack` the words of a reply that never left, for its
 * writer to go on with.
 */
export type CommandOutcome =
  | { ok: true; message: string; takenBack?: string }
  | { ok: false; code: RefusalCode; message: string };
