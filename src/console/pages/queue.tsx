import { countText } from '../../domain/bounded-count.ts';
import type { Policy } from '../../domain/policy.ts';
import { type WaitRange, waitWords } from '../../domain/wait-phrase.ts';
import type { QueueGroup } from '../queue-view.ts';
import { type PageContext, renderPage } from './layout.tsx';
import { SearchForm } from './search-form.tsx';
import { TicketRows } from './ticket-row.tsx';

interface QueueProps {
  context: PageContext;
  groups: QueueGroup[];
  policy: Policy;
  expectedWait: WaitRange | undefined;
}

/** All tickets a staff member may want next: first those that wait for somebody. */
export function renderQueue({ context, groups, policy, expectedWait }: QueueProps) {
  const waiting = groups[0]?.total;
  return renderPage({
    context,
    section: 'queue',
    title: waiting !== undefined && waiting.count > 0 ? `(${countText(waiting)}) Queue` : 'Queue',
    pubsub: 'queue',
    children: (
      <>
        <SearchForm />
        <div data-part="queue">
          <h1>Queue</h1>
          {expectedWait && <p class="lead">{waitWords(expectedWait)}</p>}
          {groups.map((group) => (
            <Group group={group} policy={policy} now={context.now} />
          ))}
        </div>
      </>
    ),
  });
}

function Group({ group, policy, now }: { group: QueueGroup; policy: Policy; now: number }) {
  const { title, empty, tickets, total, href } = group;
  if (tickets.length === 0 && empty === undefined) return null;
  return (
    <section class="group">
      <h2>
        {title} <span class="count">{countText(total)}</span>
      </h2>
      {tickets.length === 0 ? <p class="empty">{empty}</p> : <TicketRows tickets={tickets} policy={policy} now={now} />}
      {total.count > tickets.length && (
        <p class="more">
          <a href={href}>
            All {countText(total)}
            <span class="visually-hidden"> of “{title}”</span>
          </a>
        </p>
      )}
    </section>
  );
}
