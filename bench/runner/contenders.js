import { fileURLToPath } from 'node:url';

const APPLY = fileURLToPath(new URL('../peers/apply.js', import.meta.url));
const NAMES = [
  'plumbline',
  'node-pg-migrate',
  'graphile-migrate',
  'postgres-migrations',
  'umzug',
  'knex',
  'kysely',
  'drizzle-orm',
  'dbmate',
  'psql',
];

/**
 * Those who take part: name, `lay` (writes files as it wants them) and `command` (a fresh process that brings a database
 * up to date).
 */
export async function contenders() {
  const all = [];
  for (const name of NAMES) {
    const { isHere = true, lay, command } = await import(`../peers/${name}.js`);
    if (isHere) all.push({ name, lay, command: command ?? ((...words) => [process.execPath, APPLY, name, ...words]) });
    else console.log(`${name} is not installed here: left out.`);
  }
  return all;
}

/** Keeps no history, so it has no run without work. */
export function keepsHistory({ name }) {
  return name !== 'psql';
}
