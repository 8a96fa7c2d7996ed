/** Shows staff a notice, once. */

import type { StaffThread } from '../../ports/staff-threads.ts';
import { readNotice } from '../notices/kept-notices.ts';
import type { Showing, ShowingEnd } from './showing.ts';

/**
 * Shows the notice of this id where it is not shown yet.
 * @throws DeliveryError when the staff platform cannot show it now
 */
export async function showNotice(
  { context: { store, clock }, staffPlatform, lease }: Showing,
  staffThread: StaffThread,
  id: string,
): Promise<ShowingEnd> {
  const { ticketId: thread, desiredVersion, mayBeThere } = staffThread;
  const end: ShowingEnd = { write: (tx) => tx.staffThreads.shown(thread, desiredVersion) };
  const notice = staffThread.address === undefined ? await readNotice(store.read, id, clock.now()) : undefined;
  if (notice === undefined) return end;
  await lease.write((tx) => tx.staffThreads.opening(thread));
  const address = await staffPlatform.showNotice(notice, { mayBeThere });
  return {
    async write(tx) {
      await tx.staffThreads.opened(thread, address, id);
      await end.write(tx);
    },
  };
}
