import { setTimeout as delay } from 'node:timers/promises';
import { readCatalog } from '@plumbline/engine';
import pg from 'pg';

async function connected(url) {
  const client = new pg.Client(url);
  await client.connect();
  return client;
}

/**
 * Reads over and over beside a session that makes and drops tables and one that holds an uncommitted ALTER TABLE.
 *
 * @returns how often it was read, how often that failed, and how often a reader was seen to wait for a lock
 */
export async function readBesideDdl(url, seconds) {
  const [reader, holder, churner, observer] = await Promise.all(Array.from({ length: 4 }, () => connected(url)));
  const { rows } = await reader.query('select pg_backend_pid() as pid');
  const deadline = Date.now() + seconds * 1000;
  const isOver = () => Date.now() > deadline;
  await holder.query('begin; alter table table_1 add column hidden integer');
  const [tables, { readings, errors }, waits] = await Promise.all([
    churn(churner, isOver),
    readOverAndOver(reader, isOver),
    countWaits(observer, rows[0].pid, isOver),
  ]);
  await holder.query('rollback');
  await Promise.all([reader, holder, churner, observer].map((client) => client.end()));
  return { readings, errors, waits, tables };
}

async function readOverAndOver(client, isOver) {
  let readings = 0;
  let errors = 0;
  while (!isOver()) {
    try {
      await readCatalog(client);
      readings += 1;
    } catch (error) {
      errors += 1;
      console.error(error);
    }
  }
  return { readings, errors };
}

async function churn(client, isOver) {
  let tables = 0;
  for (; !isOver(); tables++) {
    await client.query(`
      create table churned (id serial primary key, x integer default 1 check (x > 0), t text default 'a' || 'b');
      create index on churned ((x + 1)) where x > 1;
      create view churned_view as select x from churned`);
    await client.query('drop view churned_view; drop table churned');
  }
  return tables;
}

async function countWaits(client, pid, isOver) {
  let waits = 0;
  while (!isOver()) {
    const { rowCount } = await client.query(
      "select from pg_stat_activity where pid = $1 and wait_event_type = 'Lock'",
      [pid],
    );
    waits += rowCount;
    await delay(3);
  }
  return waits;
}
