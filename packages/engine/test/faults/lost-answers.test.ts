import { expect, onTestFinished, test } from 'vitest';
import { type Scratch, scratch } from '../db/scratch.ts';
import { type Cut, type CuttingProxy, cuttingProxy } from './cutting-proxy.ts';

async function behindProxy(files: Readonly<Record<string, string>>): Promise<{ db: Scratch; proxy: CuttingProxy }> {
  const db = await scratch(files);
  const proxy = await cuttingProxy(db.url);
  onTestFinished(() => proxy.close());
  return { db, proxy };
}

/** One new file a time, its connection cut around its COMMIT: what the run reports must be what the database has. */
async function repeat(times: number, text: (row: number) => string, cutOf: (index: number) => Cut): Promise<void> {
  const { db, proxy } = await behindProxy({ '000_ran.sql': 'create table ran (row int);' });
  await db.migrate();
  let agreed = 0;
  for (let index = 1; index <= times; index++) {
    const name = String(index).padStart(3, '0');
    db.write({ [`${name}.sql`]: text(index) });
    proxy.cutOnce(cutOf(index));
    const result = await db.migrate({ url: proxy.url });
    const rows = await db.query('select row from ran where row = $1', [index]);
    const history = await db.query('select state from plumbline.history where name = $1', [name]);
    expect({ index, error: result.error, cuts: proxy.cuts() }).toEqual({ index, error: null, cuts: index });
    // A cut some milliseconds after the message may come when the answer has been heard.
    const noticed = result.events.some(({ type }) => type === 'reconnecting');
    if (cutOf(index).answer !== null) expect(noticed).toBe(true);
    expect({ index, rows, history }).toEqual({ index, rows: [{ row: index }], history: [{ state: 'applied' }] });
    expect(result.applied.map((entry) => entry.name)).toEqual([name]);
    agreed += 1;
  }
  expect(agreed).toBe(times);
}

test('sixty answers to COMMIT are lost, and sixty times the run reports what the database has', async () => {
  await repeat(
    60,
    (row) => `insert into ran values (${row});`,
    // Half are cut with the answer on its way, half in the first milliseconds after the message, done or not.
    (index) => ({
      message: `insert into ran values (${index})`,
      ...(index % 2 === 0 ? { answer: 'COMMIT\0' } : { answer: null, delayMs: index % 3 }),
    }),
  );
});

test('a file that takes its time after its connection is gone is waited for', async () => {
  await repeat(
    3,
    (row) => `insert into ran values (${row}); select pg_sleep(1);`,
    (index) => ({ message: `insert into ran values (${index})`, answer: null, delayMs: 20 }),
  );
});

test('the answer to a statement of a stepwise file is lost, in a transaction of its own', async () => {
  await repeat(
    20,
    (row) => `-- plumbline: no-transaction\nselect 1;\ninsert into ran values (${row});\nselect 2;`,
    (index) => ({
      message: `insert into ran values (${index})`,
      ...(index % 2 === 0 ? { answer: 'COMMIT\0' } : { answer: null, delayMs: index % 3 }),
    }),
  );
});

test.each([
  ['create index concurrently i on t (a);', 'CREATE INDEX\0'],
  ['reindex index concurrently old;', 'REINDEX\0'],
  ['drop index concurrently old;', 'DROP INDEX\0'],
  ['alter table p detach partition p1 concurrently;', 'ALTER TABLE\0'],
  ['vacuum t;', 'VACUUM\0'],
])('the answer to a statement that cannot run in a transaction is lost: %s', async (sql, answer) => {
  const { db, proxy } = await behindProxy({
    '001_t.sql':
      'create table t (a int); create index old on t (a); create table p (m int) partition by list (m); create table p1 partition of p for values in (1);',
  });
  await db.migrate();
  db.write({ '002_s.sql': sql });
  proxy.cutOnce({ message: sql.slice(0, -1), answer });
  const result = await db.migrate({ url: proxy.url });
  expect(result.error).toBeNull();
  expect(proxy.cuts()).toBe(1);
  expect(result.applied.map(({ name }) => name)).toEqual(['002_s']);
  expect(await db.query("select state, statements_done from plumbline.history where name = '002_s'")).toEqual([
    { state: 'applied', statements_done: 1 },
  ]);
  expect(await db.query('select indexrelid::regclass::text as name from pg_index where not indisvalid')).toEqual([]);
});

test('the answer to a procedure that commits is lost: half applied, said clearly, and nothing is run again', async () => {
  const { db, proxy } = await behindProxy({ '001_t.sql': 'create table t (a int);' });
  await db.migrate();
  db.write({ '002_do.sql': 'do $$ begin insert into t values (1); commit; insert into t values (2); end $$;' });
  proxy.cutOnce({ message: 'do $$ begin', answer: 'DO\0' });
  const result = await db.migrate({ url: proxy.url });
  expect(result.error).toMatchObject({ code: 'half-applied', exitCode: 6 });
  expect(result.error?.message).toContain('002_do.sql is half applied: it was interrupted in line 1');
  expect(result.error?.details.remedy?.length).toBeGreaterThan(0);
  expect((await db.migrate()).error).toMatchObject({ code: 'half-applied' });
  expect(await db.query('select a from t order by a')).toEqual([{ a: 1 }, { a: 2 }]);
});

test('the connection that made the history is lost: the next one finds it', async () => {
  const { db, proxy } = await behindProxy({ '001_t.sql': 'create table t (a int);' });
  proxy.cutOnce({ message: 'create table plumbline.history', answer: 'COMMIT\0' });
  const result = await db.migrate({ url: proxy.url });
  expect(result.error).toBeNull();
  expect(proxy.cuts()).toBe(1);
  expect(result.applied.map(({ name }) => name)).toEqual(['001_t']);
});
