import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@plumbline/engine';
import { generateTables } from '../catalog/generated-tables.js';
import { ask, nameOf } from '../runner/bench-server.js';

/**
 * Databases of these sizes as a watchdog finds them: tables, a history, and in it what the schema is to be.
 *
 * @returns for each size its URL and what the daemon has to be told
 */
export async function watchedDatabases(server, sizes) {
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
  const migrations = join(directory, 'migrations');
  mkdirSync(migrations);
  writeFileSync(join(migrations, '001_notes.sql'), 'create table notes (id integer primary key, note text);');
  const made = [];
  for (const tables of sizes) {
    const name = `tables_${tables}`;
    await ask(server.url, `create database ${name} template template0`);
    const url = Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
    await generateTables(url, tables);
    const { error } = await migrate({ url, directory: migrations });
    if (error !== null) throw error;
    made.push({ tables, url, name: nameOf(url), migrations, directory });
  }
  return made;
}
