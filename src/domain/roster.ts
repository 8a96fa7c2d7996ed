/** Who may be on the staff, and who may change that. */

import { type CommandOutcome, type RefusalCode, STAFF_ROLES, type StaffMember, type StaffRole } from './staff.ts';

const MAX_NAME_LENGTH = 80;
/** U+2800 is a blank that counts as a sign. */
const SPACES = /[\s\u{2800}]+/gu;
/** What nobody sees, or what changes how the text around it runs; U+200C and U+200D join letters in several scripts. */
const HIDDEN = /(?![\u{200C}\u{200D}])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u;
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;
const VISIBLE = /[\p{L}\p{N}]/u;

/** A name as it is kept: composed (NFC), without spaces around it, and with one space where there are several. */
export function cleanName(name: string): string {
  return name.normalize('NFC').replace(SPACES, ' ').trim();
}

/** The same for two names that people would take for one: however they are written in Unicode, capitals and spaces. */
export function nameKey(name: string): string {
  const bare = name.normalize('NFKC').replace(IGNORABLE, '');
  return cleanName(bare.toUpperCase().toLowerCase().normalize('NFKC')).normalize('NFKC');
}

/** Finds the member of this name, however it is written. */
export function findByName(members: readonly StaffMember[], name: string): StaffMember | undefined {
  const key = nameKey(name);
  return members.find((member) => nameKey(member.name) === key);
}

/** What is wrong with a name, clean already, for a member beside these others; undefined where nothing is. */
export function nameProblem(name: string, others: readonly StaffMember[]): string | undefined {
  if (name.length > MAX_NAME_LENGTH) return `A name has at most ${MAX_NAME_LENGTH} characters.`;
  if (HIDDEN.test(name)) return 'This name has characters in it that cannot be seen. Type it anew.';
  if (!VISIBLE.test(name.replace(IGNORABLE, ''))) return 'Give a name with a letter or a digit in it.';
  const twin = findByName(others, name);
  if (twin === undefined) return undefined;
  return `There is a ${twin.name} on the staff already. Add a surname or a team, so that people can tell the two apart.`;
}

/**
 * Why somebody may not do this to a member of the staff; undefined where they may. Nobody removes themselves or changes their
 * own role, so that of all admins the last one cannot go.
 */
export function refuseChange(
  by: StaffMember | undefined,
  member: StaffMember | undefined,
  change: 'name' | 'role' | 'removal',
): CommandOutcome | undefined {
  if (by?.role !== 'admin') return refusal('not_allowed', 'Only an admin changes the staff, and you are not one now.');
  if (member === undefined) return refusal('not_found', 'This person is not on the staff any more.');
  if (change === 'name' || by.id !== member.id) return undefined;
  return refusal('not_allowed', 'You cannot remove yourself or change your own role: ask another admin.');
}

/** Of what two places say somebody is, the one that may do less. */
export function stricterRole(one: StaffRole, other: StaffRole): StaffRole {
  return STAFF_ROLES.indexOf(one) < STAFF_ROLES.indexOf(other) ? one : other;
}

/** What a ticket's history says when its assignee was removed. */
export function reasonOfRemoval({ name }: Pick<StaffMember, 'name'>): string {
  return `${name} is not on the staff any more`;
}

/** The same when they may not act at their staff platform any more. */
export function reasonOfLeaving({ name }: Pick<StaffMember, 'name'>): string {
  return `${name} is not among those any more who may act at their staff platform`;
}

function refusal(code: RefusalCode, message: string): CommandOutcome {
  return { ok: false, code, message };
}
