import type { Compilable, SchemaModule } from 'kysely';

/** `?` marks a column that may be null; a rising key is never given twice, also not after rows were deleted. */
type ColumnKind =
  | 'rising key'
  | 'text key'
  | 'staff key'
  | 'text'
  | 'text?'
  | 'integer'
  | 'integer?'
  | 'bigint'
  | 'bigint?'
  | 'double precision'
  | 'double precision?';

/** A table of these columns, none of which may be null but where it says so. */
export function createTable(schema: SchemaModule, name: string, columns: Record<string, ColumnKind>): Compilable {
  let table = schema.createTable(name);
  for (const [column, kind] of Object.entries(columns)) {
    switch (kind) {
      case 'rising key':
        table = table.addColumn(column, 'integer', (definition) => definition.primaryKey().autoIncrement());
        break;
      case 'text key':
        table = table.addColumn(column, 'text', (definition) => definition.primaryKey().notNull());
        break;
      case 'staff key':
        table = table.addColumn(column, 'text', (definition) => definition.notNull().references('staff.id'));
        break;
      case 'text?':
        table = table.addColumn(column, 'text');
        break;
      case 'integer?':
        table = table.addColumn(column, 'integer');
        break;
      case 'double precision?':
        table = table.addColumn(column, 'double precision');
        break;
      case 'bigint?':
        table = table.addColumn(column, 'bigint');
        break;
      default:
        table = table.addColumn(column, kind, (definition) => definition.notNull());
    }
  }
  return table;
}
