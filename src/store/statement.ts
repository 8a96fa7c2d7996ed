/** Statements: queries that Kysely types and compiles once for each engine, then run with values alone. */

import type { Compilable, Kysely, RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { toStorableText } from '../lib/text.ts';
import type { Tables } from './tables.ts';

/** What every engine takes as the value of a column. */
export type ColumnValue = string | number | null;

/** Kysely for one engine, used to write queries and never to run them. */
export type QueryBuilder = Kysely<Tables>;

/** Where statements run: a connection, or the part of one that a unit of work has to itself. */
export interface Connection {
  /** The same object for every connection of an engine: statements are compiled once for each. */
  readonly builder: QueryBuilder;
  /** The store's time in epoch milliseconds, by which leases run out: one for all processes that have it open. */
  now(): Promise<number>;
  rows<Row>(query: string, values: readonly unknown[]): Promise<Row[]>;
  /** The same rows, each as the values of its columns in their order: for reading very many. */
  cells<Cells extends readonly unknown[]>(query: string, values: readonly unknown[]): Promise<Cells[]>;
  /** Resolves to how many rows changed. */
  run(query: string, values: readonly unknown[]): Promise<number>;
}

/** Stands in a query for the value of that name. */
export type Given<Values> = <Name extends keyof Values & string>(name: Name) => RawBuilder<Values[Name]>;

/** A query to be run with values of its own each time. */
export interface Statement<Values, Row> {
  rows(connection: Connection, values: Values): Promise<Row[]>;
  /** The rows as the values of their columns, which `Cells` names in the order of the query. */
  cells<Cells extends readonly unknown[]>(connection: Connection, values: Values): Promise<Cells[]>;
  /** The first row. */
  row(connection: Connection, values: Values): Promise<Row | undefined>;
  /** Resolves to how many rows changed. */
  run(connection: Connection, values: Values): Promise<number>;
}

/** The statement that `write` writes; `write` is called once for each engine. */
export function statement<Values extends Record<string, ColumnValue>, Row>(
  write: (builder: QueryBuilder, given: Given<Values>) => Compilable<Row>,
): Statement<Values, Row> {
  const compiled = new WeakMap<QueryBuilder, CompiledStatement>();

  function compile(builder: QueryBuilder): CompiledStatement {
    const found = compiled.get(builder);
    if (found !== undefined) return found;
    const query = write(builder, (name) => sql`${new Placeholder(name)}`).compile();
    const made = { query: query.sql, parameters: query.parameters };
    compiled.set(builder, made);
    return made;
  }

  async function rows(connection: Connection, values: Values): Promise<Row[]> {
    const { query, parameters } = compile(connection.builder);
    return connection.rows<Row>(query, bind(parameters, values));
  }

  return {
    rows,
    async cells<Cells extends readonly unknown[]>(connection: Connection, values: Values) {
      const { query, parameters } = compile(connection.builder);
      return connection.cells<Cells>(query, bind(parameters, values));
    },
    async row(connection, values) {
      return (await rows(connection, values))[0];
    },
    async run(connection, values) {
      const { query, parameters } = compile(connection.builder);
      return connection.run(query, bind(parameters, values));
    },
  };
}

/** A query in SQL itself, where Kysely has no words for it. */
export function inSql<Row>(builder: QueryBuilder, query: RawBuilder<Row>): Compilable<Row> {
  return { compile: () => query.compile(builder) };
}

interface CompiledStatement {
  query: string;
  parameters: readonly unknown[];
}

class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

function bind(parameters: readonly unknown[], values: Record<string, ColumnValue>): unknown[] {
  return parameters.map((parameter) => {
    if (!(parameter instanceof Placeholder)) return parameter;
    const value = values[parameter.name];
    return typeof value === 'string' ? toStorableText(value) : value;
  });
}
