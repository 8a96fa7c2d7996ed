import type { TicketEvent } from '../../../../src/domain/ticket.ts';
import type { Clock } from '../../../../src/ports/clock.ts';
import type { RichElement } from '../blocks.ts';
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

/** Who does not want to be mentioned for a while. It lasts as long as the process does, and staff are told so. */
export interface Mutes {
  /** Epoch milliseconds; undefined takes it back. */
  set(userId: string, until: number | undefined): void;
  isMuted(userId: string): boolean;
}

/** Begins with nobody muted. */
export function createMutes(clock: Clock): Mutes {
  const mutedUntil = new Map<string, number>();
  return {
    set(userId, until) {
      if (until === undefined) mutedUntil.delete(userId);
      else mutedUntil.set(userId, until);
    },
    isMuted: (userId) => (mutedUntil.get(userId) ?? 0) > clock.now(),
  };
}

const UNIT_MS: Record<string, number> = { m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 };
const LONGEST_MS = 30 * 86_400_000;

/** A length of time as people type it: `30m`, `2 h`, `1d`; undefined for anything else, and for more than 30 days. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d{1,5})\s*(m|min|h|d)$/i.exec(text.trim()) ?? [];
  const ms = Number(amount) * (UNIT_MS[unit.toLowerCase()] ?? Number.NaN);
  return ms > 0 && ms <= LONGEST_MS ? ms : undefined;
}
