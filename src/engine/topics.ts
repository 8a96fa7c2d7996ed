/** Under what the desk tells of changes. */

/** The topic under which a conversation's changes are told. */
export function conversationTopic(conversationId: string): string {
  return `conversation:${conversationId}`;
}

/** The topic under which changes of any ticket are told. */
export const QUEUE_TOPIC = 'queue';

/** The topic under which it is told that a staff member was renamed, has another role, or was signed out. */
export function staffTopic(staffId: string): string {
  return `staff:${staffId}`;
}
