import {
  CLOCK_STATE_WORDS,
  exactLength,
  exactTime,
  segmentWords,
  TARGET_WORDS,
} from '../../domain/sla/clock-wording.ts';
import type { ClockExplanation, TicketExplanation } from '../../domain/sla/explain-ticket.ts';
import type { StoredTicket } from '../../ports/tickets.ts';
import { type PageContext, renderPage } from './layout.tsx';

/** What the page of a ticket's clocks shows. */
export interface ClocksView {
  stored: StoredTicket;
  explanation: TicketExplanation;
}

/** Why each clock of a ticket shows what it shows: every stretch of time with its reason, adding up to the millisecond. */
export function renderClocks(context: PageContext, { stored: { number }, explanation }: ClocksView) {
  const { policy, calendar, timeZone, clocks } = explanation;
  return renderPage({
    context,
    section: 'queue',
    title: `Why is it due then? #${number}`,
    children: (
      <div class="clocks">
        <p class="crumbs">
          <a href="/console">Queue</a> <a href={`/console/tickets/${number}`}>#{number}</a>
        </p>
        <h1>Why is it due then?</h1>
        <p class="facts">
          <span>
            Policy <bdi>{policy}</bdi>
          </span>
          <span>
            Calendar <bdi>{calendar}</bdi>, times in {timeZone}
          </span>
        </p>
        {clocks.map((clock) => (
          <Clock explained={clock} timeZone={timeZone} />
        ))}
      </div>
    ),
  });
}

function Clock({ explained, timeZone }: { explained: ClockExplanation; timeZone: string }) {
  const { clock, segments, sums, totalMs } = explained;
  const { target, state, usedMs, targetMs, dueAt } = clock;
  return (
    <section class="panel">
      <h2>{TARGET_WORDS[target]}</h2>
      <p class="facts">
        <span>{CLOCK_STATE_WORDS[state]}</span>
        <span>
          Used {exactLength(usedMs)} of {exactLength(targetMs)}
        </span>
        {dueAt !== undefined && <span>Due {exactTime(dueAt, timeZone)}</span>}
      </p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col">Length</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {segments.map((segment) => (
              <tr>
                <td>{exactTime(segment.from, timeZone)}</td>
                <td>{exactTime(segment.to, timeZone)}</td>
                <td>{exactLength(segment.to - segment.from)}</td>
                <td>{segmentWords(segment)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            {sums.map((sum) => (
              <tr>
                <th scope="row" colspan={2}>
                  Sum
                </th>
                <td>{exactLength(sum.sumMs)}</td>
                <td>{segmentWords(sum)}</td>
              </tr>
            ))}
            <tr>
              <th scope="row" colspan={2}>
                Total
              </th>
              <td>{exactLength(totalMs)}</td>
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}
