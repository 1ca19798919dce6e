import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Migrations as they mostly are: a comment, a table, an index, a row or two. Four statements in 500 bytes. */
export function smallFiles(count) {
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    return { number, name: `${String(number).padStart(4, '0')}_add_items_${number}`, sql: smallFile(number) };
  });
}

function smallFile(number) {
  return `-- Items of kind ${number}: one table with what the application looks up by.
create table items_${number} (
  id bigint generated always as identity primary key,
  label text not null,
  amount numeric(12, 2) not null default 0,
  created_at timestamptz not null default now()
);
create index items_${number}_created_at on items_${number} (created_at);
comment on table items_${number} is 'Items of kind ${number}; see the shop''s handbook';
insert into items_${number} (label, amount) values ('first', 1.5), ('second', ${number});
`;
}

/** Writes files as they are. */
export function layPlain(files, directory) {
  mkdirSync(directory, { recursive: true });
  for (const { name, sql } of files) writeFileSync(join(directory, `${name}.sql`), sql);
}

/** One file of many INSERTs, so that its text is about `bytes` long. */
export function largeFile(bytes) {
  const statements = ['create table big (id bigint, label text);'];
  let length = 0;
  for (let id = 0; length < bytes; id++) {
    const statement = `insert into big values (${id}, '${'x'.repeat(900)}');`;
    statements.push(statement);
    length += statement.length + 1;
  }
  return { number: 1, name: '0001_big', sql: `${statements.join('\n')}\n` };
}
