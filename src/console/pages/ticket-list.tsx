import { countText } from '../../domain/bounded-count.ts';
import { channelName } from '../../domain/channel-name.ts';
import type { Policy } from '../../domain/policy.ts';
import { languageName, STATUS_WORDS } from '../../domain/staff-wording.ts';
import { MAX_HITS } from '../../ports/tickets.ts';
import type { ListChoices, TicketListView } from '../ticket-list.ts';
import { NOBODY, partHref, STATUS_CHOICES, type StatusChoice, type TicketListQuery } from '../ticket-list-query.ts';
import { type PageContext, renderPage } from './layout.tsx';
import { SearchField } from './search-form.tsx';
import { TicketRows } from './ticket-row.tsx';

interface TicketListProps {
  context: PageContext;
  view: TicketListView;
  policy: Policy;
}

/** Tickets that are searched for or narrowed down, a part at a time. */
export function renderTicketList({ context, view, policy }: TicketListProps) {
  const { asked, tickets, next } = view;
  return renderPage({
    context,
    section: 'tickets',
    title: asked.text.trim() === '' ? 'Tickets' : `Find “${asked.text}”`,
    pubsub: 'queue',
    children: (
      <>
        <h1>Tickets</h1>
        <Narrow asked={asked} choices={view.choices} />
        <div data-part="tickets">
          <p class="lead" role="status">
            <Total view={view} />
          </p>
          {tickets.length > 0 && <TicketRows tickets={tickets} policy={policy} now={context.now} />}
          <p class="row more">
            {asked.from !== '' && <a href={partHref(asked, '')}>Back to the first</a>}
            {next !== undefined && <a href={partHref(asked, next)}>Next</a>}
          </p>
        </div>
      </>
    ),
  });
}

function Total({ view: { asked, tickets, total } }: { view: TicketListView }) {
  if (tickets.length === 0) return <>No ticket is like this.</>;
  const many = `${countText(total)} ${total.count === 1 ? 'ticket' : 'tickets'}`;
  if (asked.text.trim() === '') return <>{many}</>;
  if (!total.isMore) return <>{many}, the one in which it was said last first</>;
  return (
    <>
      It was said more than {MAX_HITS} times: the {total.count} tickets in which it was said last. Another word finds
      fewer.
    </>
  );
}

const STATUS_CHOICE_WORDS: Record<StatusChoice, string> = {
  ...STATUS_WORDS,
  active: 'In progress',
  done: 'Resolved or closed',
  all: 'All',
};

function Narrow({ asked, choices }: { asked: TicketListQuery; choices: ListChoices }) {
  return (
    <search>
      <form class="narrow" action="/console/tickets">
        <SearchField text={asked.text} />
        <div class="choices">
          <Choice
            label="State"
            name="status"
            value={asked.status}
            options={STATUS_CHOICES.map((choice) => ({ value: choice, label: STATUS_CHOICE_WORDS[choice] }))}
          />
          <Choice
            label="Assigned to"
            name="assignee"
            value={asked.assignee}
            any="Anybody"
            options={[
              { value: NOBODY, label: 'Nobody' },
              ...choices.assignees.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <Choice
            label="Category"
            name="category"
            value={asked.category}
            any="Any"
            options={choices.categories.map((category) => ({ value: category, label: category }))}
          />
          <Choice
            label="Channel"
            name="channel"
            value={asked.channel}
            any="Any"
            options={choices.channels.map((channel) => ({ value: channel, label: channelName(channel) }))}
          />
          <Choice
            label="Language"
            name="locale"
            value={asked.locale}
            any="Any"
            options={choices.locales.map((locale) => ({ value: locale, label: languageName(locale) }))}
          />
          {choices.tags.length > 0 && (
            <Choice
              label="Tag"
              name="tag"
              value={asked.tag}
              any="Any"
              options={choices.tags.map((tag) => ({ value: tag, label: tag }))}
            />
          )}
        </div>
      </form>
    </search>
  );
}

interface ChoiceProps {
  label: string;
  name: string;
  value: string;
  /** What it says where nothing is chosen; undefined where something always is. */
  any?: string;
  options: { value: string; label: string }[];
}

function Choice({ label, name, value, any, options }: ChoiceProps) {
  const known = options.some((option) => option.value === value);
  return (
    <label>
      <span>{label}</span>
      <select name={name}>
        {any !== undefined && <option value="">{any}</option>}
        {!known && value !== '' && (
          <option value={value} selected>
            {value}
          </option>
        )}
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
