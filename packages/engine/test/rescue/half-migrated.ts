import type pg from 'pg';
import { randomFrom } from '../../../../scripts/soak/random.js';
import { split } from '../../src/splitter/index.ts';
import { migrationNames, migrationText } from '../migrations/migration-files.ts';
import { fillEveryTable } from './fill-every-table.ts';

/**
 * Makes of an empty database one that something half migrated: files left out, statements left out, rows in every table,
 * then objects dropped, columns dropped, retyped or made to be empty. The same for the same seed.
 *
 * @returns what was done to it, for whoever has to look into it
 */
export async function halfMigrate(client: pg.Client, seed: number): Promise<readonly string[]> {
  const random = randomFrom(seed);
  const done: string[] = [];
  const filesKept = 0.4 + random() * 0.6;
  const statementsKept = random() < 0.4 ? 1 : 0.7 + random() * 0.3;
  for (const name of migrationNames) {
    const isKept = random() < filesKept;
    if (!isKept) done.push(`without ${name}`);
    for (const { text } of split(migrationText(name))) {
      const isRun = random() < statementsKept;
      if (isKept && isRun) await client.query(text).catch(() => {});
    }
  }
  await client.query('rollback').catch(() => {});
  await fillEveryTable(client);
  const mutations = Math.floor(random() * 8);
  for (let n = 0; n < mutations; n++) {
    const statement = await mutation(client, random);
    if (statement === null) continue;
    const isThrough = await client.query(statement).then(
      () => true,
      () => false,
    );
    if (isThrough) done.push(statement);
  }
  return done;
}

/** One change by hand, of a random object. */
async function mutation(client: pg.Client, random: () => number): Promise<string | null> {
  const kinds: readonly string[] = [
    `select format('drop index %s', indexrelid::regclass) from pg_index i join pg_class c on c.oid = indexrelid
       where c.relnamespace = 'public'::regnamespace and not exists (select from pg_constraint where conindid = i.indexrelid)`,
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) from pg_constraint
       where connamespace = 'public'::regnamespace and contype in ('f', 'c', 'u') and conrelid <> 0`,
    `select format('drop trigger %I on %s', tgname, tgrelid::regclass) from pg_trigger where not tgisinternal`,
    `select format('drop function %s cascade', oid::regprocedure) from pg_proc where pronamespace = 'public'::regnamespace`,
    `select format('drop table %s cascade', oid::regclass) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
    ...COLUMN_CHANGES.map(
      (
        change,
      ) => `select format('${change}', a.attrelid::regclass, a.attname) from pg_attribute a join pg_class c on c.oid = a.attrelid
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attname <> 'id'`,
    ),
    // Rows that stand against what should be there.
    `select format('alter table %s alter column %I drop not null; update %1$s set %2$I = null where ctid = (select min(ctid) from %1$s)', a.attrelid::regclass, a.attname)
       from pg_attribute a join pg_class c on c.oid = a.attrelid
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and a.attnotnull and a.attname <> 'id'`,
    `select format('alter table %s drop constraint %I; update %1$s set %3$I = 4711 where ctid = (select min(ctid) from %1$s)', conrelid::regclass, conname, a.attname)
       from pg_constraint join pg_attribute a on attrelid = conrelid and attnum = conkey[1]
       where connamespace = 'public'::regnamespace and contype = 'f' and atttypid = 'integer'::regtype`,
    `select format('alter table %s drop constraint %I; update %1$s set %3$I = (select min(%3$I) from %1$s)', conrelid::regclass, conname, a.attname)
       from pg_constraint join pg_attribute a on attrelid = conrelid and attnum = conkey[1]
       where connamespace = 'public'::regnamespace and contype = 'u'`,
    `select format('create table extra_%s (id integer)', ${Math.floor(random() * 1000)})`,
  ];
  const kind = kinds[Math.floor(random() * kinds.length)] ?? '';
  const { rows } = await client.query<[string]>({ text: `${kind} order by 1`, rowMode: 'array' });
  return rows[Math.floor(random() * rows.length)]?.[0] ?? null;
}

const COLUMN_CHANGES: readonly string[] = [
  'alter table %s drop column %I',
  'alter table %s alter column %I drop not null',
  'alter table %s alter column %I drop default',
  'alter table %s alter column %I type text',
  'alter table %s alter column %I type varchar(300)',
  'alter table %s alter column %I type bigint',
  'alter table %s alter column %I set not null',
  'alter table %s rename column %I to renamed_by_hand',
];
