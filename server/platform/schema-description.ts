import type pg from 'pg';

interface Column {
  table: string;
  column: string;
  type: string;
  isNullable: boolean;
  hasDefault: boolean;
  defaultText: string | null;
}

async function readColumns(client: pg.Client): Promise<Column[]> {
  const { rows } = await client.query<Column>(`
    select c.relname as "table", a.attname as "column", format_type(a.atttypid, a.atttypmod) as type,
      not a.attnotnull as "isNullable", a.atthasdef as "hasDefault", pg_get_expr(d.adbin, d.adrelid) as "defaultText"
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p') and not c.relispartition
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped and c.relname <> 'schema_migration'
    order by c.relname, a.attnum`);
  return rows;
}

/** The schema that the migrations lead to, as readable text: tables, keys, checks and indexes in a fixed order. */
export async function describeSchema(client: pg.Client): Promise<string> {
  const columns = Map.groupBy(await readColumns(client), (column) => column.table);
  const constraints = await client.query<{ table: string; text: string }>(`
    select c.relname as "table", pg_get_constraintdef(k.oid) as text
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    where k.contype in ('p', 'u', 'f', 'c') and not c.relispartition and c.relname <> 'schema_migration'
    order by c.relname, position(k.contype::text in 'pufc'), text`);
  const indexes = await client.query<{ table: string; text: string }>(`
    select t.relname as "table", pg_get_indexdef(i.indexrelid) as text
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    where not t.relispartition and t.relname <> 'schema_migration'
      and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u'))
    order by t.relname, text`);
  const functions = await client.query<{ text: string }>(`
    select pg_get_functiondef(p.oid) as text from pg_proc p join pg_namespace n on n.oid = p.pronamespace and n.nspname = 'public'
    where p.prokind = 'f' and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by p.proname`);
  const parts = await client.query<{ table: string; text: string }>(`
    select c.relname as "table", pg_get_partkeydef(c.oid) as text from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public' where c.relkind = 'p'`);
  const tables = [...columns].map(([table, list]) => {
    const lines = [
      ...list.map((column) => `  ${column.column} ${column.type}${column.isNullable ? '' : ' not null'}${column.defaultText ? ` default ${column.defaultText}` : ''}`),
      ...constraints.rows.filter((row) => row.table === table).map((row) => `  ${row.text}`),
    ];
    const partition = parts.rows.find((row) => row.table === table);
    const own = indexes.rows.filter((row) => row.table === table).map((row) => `${row.text.replace('public.', '')};`);
    return [`create table ${table} (`, lines.join(',\n'), `)${partition ? ` partition by ${partition.text}` : ''};`, ...own].join('\n');
  });
  return `-- Written by "npm run schema" from the migrations. Do not edit.\n\n${[...functions.rows.map(({ text }) => `${text.trim()};`), ...tables].join('\n\n')}\n`;
}

const typeByColumn: Record<string, string> = {
  uuid: 'string',
  'uuid[]': 'string[]',
  text: 'string',
  'text[]': 'string[]',
  boolean: 'boolean',
  smallint: 'number',
  integer: 'number',
  bigint: 'number',
  'double precision': 'number',
  jsonb: 'Json',
  bytea: 'Buffer',
  'timestamp with time zone': 'Date',
  date: 'string',
};

/** Types for the query builder, one interface a table. */
export async function describeTypes(client: pg.Client): Promise<string> {
  const columns = Map.groupBy(await readColumns(client), (column) => column.table);
  const interfaces = [...columns].map(([table, list]) => {
    const fields = list.map((column) => {
      const type = typeByColumn[column.type];
      if (!type) throw new Error(`The column ${table}.${column.column} has the type ${column.type}, which has no TypeScript type yet.`);
      const isOptional = column.hasDefault || column.isNullable;
      if (type === 'Json' && isOptional) return `  ${column.column}: OptionalJson;`;
      const nullable = column.isNullable ? `${type} | null` : type;
      return `  ${column.column}: ${isOptional ? `Optional<${nullable}>` : nullable};`;
    });
    return `export interface ${pascal(table)}Row {\n${fields.join('\n')}\n}`;
  });
  const database = [...columns.keys()].map((table) => `  ${table}: ${pascal(table)}Row;`).join('\n');
  return `// Written by "npm run schema" from the migrations. Do not edit.
import type { ColumnType } from 'kysely';

/** May be left out of an insert. */
type Optional<Type> = ColumnType<Type, Type | undefined, Type>;
/** Checked by a schema where it is read; written as text. */
type Json = ColumnType<unknown, string, string>;
type OptionalJson = ColumnType<unknown, string | null | undefined, string | null>;

${interfaces.join('\n\n')}

export interface DB {
${database}
}
`;
}

function pascal(table: string): string {
  return table.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
