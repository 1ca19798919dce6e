import pg from 'pg';

/** How many tables one transaction makes: more would need more locks than a server has room for by default. */
const BATCH = 200;

/** Fills an empty database with tables like those of an application: keys, defaults, checks, indexes, views, triggers. */
export async function generateTables(url, tables) {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`
    create type mood as enum ('sad', 'calm', 'happy');
    create function touch() returns trigger language plpgsql as 'begin new.updated_at = now(); return new; end'`);
  for (let from = 1; from <= tables; from += BATCH) {
    const statements = Array.from({ length: Math.min(BATCH, tables - from + 1) }, (_, at) => tableNumber(from + at));
    await client.query(statements.join('\n'));
  }
  // What is measured is reading, not what a busy server does with a million new rows of its catalogs.
  await client.query('vacuum analyze');
  await client.end();
}

function tableNumber(number) {
  const parent = number === 1 ? 1 : number - 1;
  const more = [
    number % 5 === 0 ? `create view view_${number} as select id, email, score from table_${number} where active;` : '',
    number % 10 === 0
      ? `create trigger touch before update on table_${number} for each row when (new.score > 1) execute function touch();`
      : '',
    number % 20 === 0
      ? `create function total_${number}(a integer, b integer default 1) returns integer language sql as 'select a + b';`
      : '',
  ];
  return `
    create table table_${number} (
      id bigserial primary key,
      parent_id bigint not null references table_${parent},
      email varchar(200) not null unique,
      name text default 'nobody',
      mood mood default 'calm',
      score integer default 0 check (score between 0 and 1000),
      price numeric(12, 2) not null default 0,
      active boolean not null default true,
      data jsonb not null default '{}',
      tags text[] default '{}',
      note text,
      born date,
      seen_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint named_${number} check (name <> '' and length(name) < 200)
    );
    create index on table_${number} (parent_id);
    create index on table_${number} (lower(name)) where active;
    ${more.join('\n')}`;
}
