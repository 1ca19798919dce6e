import { expect, test } from 'vitest';
import { facts, uuidReferences } from './application-schema.ts';
import { applyMigrations, migrationNames } from './migration-files.ts';
import { withDatabaseAt } from './scratch-database.ts';

const columnsSql = `
  select c.relname || '.' || a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as not_null
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
  order by c.relname, a.attnum`;

interface Column {
  readonly name: string;
  readonly type: string;
  readonly not_null: boolean;
}

/** Our own additions to the facts: the mapping keys, and the table of values that matched nobody. */
const isAddition = (name: string): boolean => /^orphaned_references\.|^(users|conversations)\.public_id$/.test(name);

function expectedColumns(final: boolean): readonly Column[] {
  const spelled: Readonly<Record<string, string>> = { serial: 'integer', timestamp: 'timestamp without time zone' };
  return [...facts.tables]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name, columns }) =>
      columns.map(([column, definition]) => {
        const words = definition.split(' ');
        const type = words[0] ?? '';
        const repaired = final && uuidReferences.some((r) => r.table === name && r.column === column);
        return {
          name: `${name}.${column}`,
          type: repaired ? 'integer' : (spelled[type] ?? type.replace('varchar', 'character varying')),
          not_null: !repaired && (words.includes('nn') || words.includes('pk')),
        };
      }),
    );
}

test('after all migrations every table has exactly the columns it should, in order, with the repaired types', async () => {
  await withDatabaseAt('000', async (client) => {
    await applyMigrations(client, migrationNames);
    const { rows } = await client.query<Column>(columnsSql);
    expect(rows.filter(({ name }) => !isAddition(name))).toEqual(expectedColumns(true));
  });
});

test('before the repairs the columns have the types of the history, impossible references and all', async () => {
  await withDatabaseAt('018', async (client) => {
    await applyMigrations(
      client,
      migrationNames.filter((name) => /^020|^create/.test(name)),
    );
    const { rows } = await client.query<Column>(columnsSql);
    expect(rows.filter(({ name }) => !isAddition(name))).toEqual(expectedColumns(false));
  });
});

test('every reference that was meant is a validated foreign key, and both its sides have the same type', async () => {
  await withDatabaseAt('021', async (client) => {
    await applyMigrations(client, ['create_telemetry_tables']);
    const { rows } = await client.query<{ name: string; target: string; same: boolean; validated: boolean }>(`
      select k.conrelid::regclass || '.' || a.attname as name, k.confrelid::regclass::text as target,
        a.atttypid = b.atttypid as same, k.convalidated as validated
      from pg_constraint k
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
        join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
      where k.contype = 'f'`);
    expect(rows.filter(({ same, validated }) => !(same && validated))).toEqual([]);
    const meant = facts.tables.flatMap(({ name, columns }) =>
      columns.flatMap(([column, definition]) => {
        const target = / -> (\w+)$/.exec(definition)?.[1];
        return target === undefined ? [] : [`${name}.${column} -> ${target}`];
      }),
    );
    expect(rows.map(({ name, target }) => `${name} -> ${target}`).sort()).toEqual(meant.sort());
  });
});

test('every foreign key has an index, so that deleting what it refers to does not read whole tables', async () => {
  await withDatabaseAt('021', async (client) => {
    await applyMigrations(client, ['create_telemetry_tables']);
    const { rows } = await client.query(`
      select k.conrelid::regclass::text as "table", k.conname from pg_constraint k
      where k.contype = 'f' and not exists (
        select from pg_index i where i.indrelid = k.conrelid and i.indkey[0] = k.conkey[1] and i.indisvalid)`);
    expect(rows).toEqual([]);
  });
});

test('functions and triggers are those of the application, unique columns are unique, and no tool is left behind', async () => {
  await withDatabaseAt('021', async (client) => {
    await applyMigrations(client, ['create_telemetry_tables']);
    const functions = await client.query<{ name: string }>(
      `select proname as name from pg_proc where pronamespace = 'public'::regnamespace order by 1`,
    );
    expect(functions.rows.map(({ name }) => name)).toEqual([...facts.functions].sort());
    const triggers = await client.query<{ name: string; table: string }>(
      `select tgname as name, tgrelid::regclass::text as "table" from pg_trigger where not tgisinternal`,
    );
    expect(triggers.rows.map(({ name, table }) => `${name} on ${table}`).sort()).toEqual(
      facts.triggers.map(([name, table]) => `${name} on ${table}`).sort(),
    );
    const unique = await client.query<{ name: string }>(`
      select i.indrelid::regclass || '.' || a.attname as name
      from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where i.indisunique and not i.indisprimary and i.indnkeyatts = 1 and i.indpred is null
        and i.indrelid::regclass::text !~ '^pg_' and a.attname <> 'public_id' and i.indexprs is null
        and i.indrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)`);
    const meant = facts.tables.flatMap(({ name, columns }) =>
      columns.filter(([, definition]) => / uq\b/.test(definition)).map(([column]) => `${name}.${column}`),
    );
    expect(unique.rows.map(({ name }) => name).sort()).toEqual(meant.sort());
  });
});
