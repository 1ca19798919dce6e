import { setTimeout as delay } from 'node:timers/promises';
import { testServer } from '@plumbline/testkit/vitest';
import type { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { type ChangeMark, readChangeMark, sameMark } from '../../src/index.ts';
import { type Scratch, scratch } from '../db/scratch.ts';
import { ddlKinds, ddlSetup } from './ddl-kinds.ts';

/** A backend reports what it did when it ends. */
async function runApart(db: Scratch, sql: string): Promise<void> {
  const client = await db.connect();
  await client.query(sql);
  await client.end();
}

async function changesWithin(client: Client, before: ChangeMark, ms: number): Promise<boolean> {
  const deadline = Date.now() + ms;
  for (;;) {
    if (!sameMark(before, await readChangeMark(client))) return true;
    if (Date.now() > deadline) return false;
    await delay(20);
  }
}

/** What the last transaction of another session counted may be on its way. */
async function settledMark(client: Client): Promise<ChangeMark> {
  for (let last = await readChangeMark(client); ; ) {
    await delay(testServer().major < 15 ? 1_200 : 300);
    const now = await readChangeMark(client);
    if (sameMark(last, now)) return now;
    last = now;
  }
}

describe('the change mark', () => {
  test('by counters, every kind of DDL moves it', async () => {
    // Before 15 the server shows its counters twice a second at most.
    const chains = testServer().major < 15 ? 6 : 2;
    const kinds = Object.entries(ddlKinds);
    const missed = await Promise.all(
      Array.from({ length: chains }, async (_, chain) => {
        const db = await scratch();
        await runApart(db, ddlSetup);
        const client = await db.connect();
        let before = await settledMark(client);
        expect(before.by).toBe('counters');
        const unseen: string[] = [];
        for (const [name, sql] of kinds.filter((_, index) => index % chains === chain)) {
          await runApart(db, sql);
          if (!(await changesWithin(client, before, 3_000))) unseen.push(name);
          before = await readChangeMark(client);
        }
        return unseen;
      }),
    );
    expect(missed.flat()).toEqual([]);
  });

  test('without counters, by rows, every kind of DDL moves it at once', async () => {
    const db = await scratch();
    await db.query(`alter database ${new URL(db.url).pathname.slice(1)} set track_counts = off`);
    await runApart(db, ddlSetup);
    const client = await db.connect();
    const missed: string[] = [];
    for (const [name, sql] of Object.entries(ddlKinds)) {
      const before = await readChangeMark(client);
      expect(before.by).toBe('rows');
      await runApart(db, sql);
      if (sameMark(before, await readChangeMark(client))) missed.push(name);
    }
    expect(missed).toEqual([]);
  });

  test('data, sequences, reading and DDL that is not committed leave it alone', async () => {
    const db = await scratch();
    await runApart(
      db,
      `${ddlSetup}; insert into app.users select n from generate_series(1, 100) as n; analyze app.users`,
    );
    const client = await db.connect();
    const before = await settledMark(client);
    const other = await db.connect();
    await other.query('begin; alter table app.posts add column extra integer');
    await runApart(
      db,
      `insert into app.users (id) values (0); update app.users set age = 1; delete from app.users where id > 50;
       select nextval('app.numbers'); select count(*) from app.names`,
    );
    expect(await changesWithin(client, before, 1_000)).toBe(false);
  });

  test('another database has another one', async () => {
    const [one, two] = await Promise.all([scratch(), scratch()]);
    const marks = await Promise.all([one, two].map(async (db) => readChangeMark(await db.connect())));
    expect(sameMark(marks[0]!, marks[1]!)).toBe(false);
  });

  test('it is refused inside a transaction, where the server would show old counters', async () => {
    const client = await (await scratch()).connect();
    await client.query('begin');
    await expect(readChangeMark(client)).rejects.toMatchObject({ code: 'invalid-options' });
  });
});
