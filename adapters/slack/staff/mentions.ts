import type { TicketEvent } from '../../../src/domain/ticket.ts';
import type { RichElement } from './blocks.ts';
import type { Members } from './members.ts';

const HANDLE = /(?:^|[\s,:])@([\p{L}\p{N}._-]*[\p{L}\p{N}])/gu;
const USER = /<@([A-Z0-9]{7,})>/g;

/**
 * Whom the desk's call for a supervisor mentions: the user groups (`@leads`) and users (`<@U…>`) that the supervisor in `desk.yaml`
 * names. Everything else mentions nobody.
 */
export async function findMentioned({ kind, detail }: TicketEvent, members: Members): Promise<RichElement[]> {
  if (kind !== 'supervisor_called') return [];
  const users: RichElement[] = [...detail.matchAll(USER)].map(([, user = '']) => ({ type: 'user', user_id: user }));
  const groups = await Promise.all([...detail.matchAll(HANDLE)].map(([, handle = '']) => members.groupOf(handle)));
  return [
    ...users,
    ...groups.flatMap((id): RichElement[] => (id === undefined ? [] : [{ type: 'usergroup', usergroup_id: id }])),
  ];
}
