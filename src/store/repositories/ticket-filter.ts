/** What narrows a list of tickets, as conditions of a query. */

import type { Compilable, SelectQueryBuilder } from 'kysely';
import { sql } from 'kysely';
import type { TicketFilter } from '../../ports/tickets.ts';
import type { ColumnValue, Given, QueryBuilder, Statement } from '../statement.ts';
import { statement } from '../statement.ts';
import type { Tables } from '../tables.ts';

type Condition = 'assignee' | 'nobody' | 'others' | 'category' | 'channel' | 'locale' | 'tag';

/** The values that conditions ask for; those that no condition asks for are empty. */
export type FilterValues = { assigneeId: string; category: string; channel: string; locale: string; tag: string };

/** Adds a filter's conditions to a query. */
export type Narrow = <Row>(
  query: SelectQueryBuilder<Tables, 'tickets', Row>,
) => SelectQueryBuilder<Tables, 'tickets', Row>;

/** The statement for a filter: one for each set of conditions, written when it is first asked for. */
export type NarrowedStatement<Values extends Record<string, ColumnValue>, Row> = (
  filter: Omit<TicketFilter, 'statuses'>,
) => Statement<Values & FilterValues, Row>;

/** A query over tickets that a filter narrows; `write` applies what it is given to narrow it with. */
export function narrowedStatement<Values extends Record<string, ColumnValue>, Row>(
  write: (builder: QueryBuilder, given: Given<Values & FilterValues>, narrow: Narrow) => Compilable<Row>,
): NarrowedStatement<Values, Row> {
  const written = new Map<string, Statement<Values & FilterValues, Row>>();
  return (filter) => {
    const conditions = conditionsOf(filter);
    const key = conditions.join();
    const known = written.get(key);
    if (known !== undefined) return known;
    const made = statement<Values & FilterValues, Row>((builder, given) =>
      write(builder, given, (query) => narrow(query, conditions, given)),
    );
    written.set(key, made);
    return made;
  };
}

/** The values for a narrowed statement's conditions. */
export function filterValues(filter: Omit<TicketFilter, 'statuses'>): FilterValues {
  const { assigneeId, notAssigneeId, category = '', channel = '', locale = '', tag = '' } = filter;
  return { assigneeId: assigneeId ?? notAssigneeId ?? '', category, channel, locale, tag };
}

function conditionsOf(filter: Omit<TicketFilter, 'statuses'>): Condition[] {
  const { assigneeId, notAssigneeId, category, channel, locale, tag } = filter;
  const conditions: [Condition, boolean][] = [
    ['assignee', typeof assigneeId === 'string'],
    ['nobody', assigneeId === null],
    ['others', assigneeId === undefined && notAssigneeId !== undefined],
    ['category', category !== undefined],
    ['channel', channel !== undefined],
    ['locale', locale !== undefined],
    ['tag', tag !== undefined],
  ];
  return conditions.flatMap(([condition, applies]) => (applies ? [condition] : []));
}

function narrow<Row>(
  query: SelectQueryBuilder<Tables, 'tickets', Row>,
  conditions: Condition[],
  given: Given<FilterValues>,
): SelectQueryBuilder<Tables, 'tickets', Row> {
  let narrowed = query;
  for (const condition of conditions) {
    switch (condition) {
      case 'assignee':
        narrowed = narrowed.where('assignee_id', '=', given('assigneeId'));
        break;
      case 'nobody':
        narrowed = narrowed.where('assignee_id', 'is', null);
        break;
      case 'others':
        narrowed = narrowed.where('assignee_id', 'is not', null).where('assignee_id', '!=', given('assigneeId'));
        break;
      case 'tag':
        narrowed = narrowed.where(({ exists, selectFrom }) =>
          exists(
            selectFrom('ticket_tags')
              .select(sql.lit(1).as('one'))
              .where('ticket_tags.tag', '=', given('tag'))
              .whereRef('ticket_tags.ticket_id', '=', 'tickets.id'),
          ),
        );
        break;
      default:
        narrowed = narrowed.where(condition, '=', given(condition));
    }
  }
  return narrowed;
}
