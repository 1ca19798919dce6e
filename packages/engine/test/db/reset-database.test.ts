import { type EmbeddedServer, type PostgresMajor, startServer } from '@plumbline/testkit';
import { testServer } from '@plumbline/testkit/vitest';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resetDatabase } from '../../src/index.ts';

let server: EmbeddedServer;
beforeAll(async () => {
  server = await startServer({ major: testServer().major as PostgresMajor });
});
afterAll(() => server?.stop());

function urlOf(database: string, user?: string, password = ''): string {
  const url = new URL(server.url);
  url.pathname = `/${encodeURI(database)}`;
  if (user !== undefined) {
    url.username = user;
    url.password = password;
  }
  return url.href;
}

async function query(sql: string, database = 'postgres'): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: urlOf(database) });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Everything that CREATE DATABASE decides, but the identity. */
async function properties(name: string): Promise<unknown> {
  const [row] = await query(
    `select to_jsonb(d) - 'oid' - 'datfrozenxid' - 'datminmxid' - 'datcollversion' - 'datacl' as row from pg_database d where datname = '${name}'`,
  );
  return row?.row;
}

const libc = testServer().major >= 15 ? ' locale_provider libc' : '';

describe('resetDatabase', () => {
  const options: readonly (readonly [name: string, since: number, clauses: string])[] = [
    ['plain', 14, "encoding 'UTF8'"],
    ['Odd "Name"', 14, `encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' connection limit 7${libc}`],
    ['icu', 15, "locale_provider icu icu_locale 'de-DE' lc_collate 'C' lc_ctype 'C'"],
    ['rules', 16, "locale_provider icu icu_locale 'de-DE' icu_rules '&a < b'"],
    ['builtin', 17, "locale_provider builtin builtin_locale 'C.UTF-8'"],
  ];
  const possible = options.filter(([, since]) => testServer().major >= since);

  test.each(possible)(
    'empties %s and keeps owner, encoding and locale (since %i: %s)',
    async (name, _since, clauses) => {
      await query(`do $$ begin if to_regrole('keeper') is null then create role keeper; end if; end $$`);
      await query(`create database "${name.replaceAll('"', '""')}" owner keeper template template0 ${clauses}`);
      await query('create table here (id int)', name);
      const before = await properties(name);

      const result = await resetDatabase({ url: urlOf(name), confirm: name });
      expect(result).toMatchObject({ owner: 'keeper', ended: 0, target: { database: name } });
      expect(await properties(name)).toEqual(before);
      expect(await query("select to_regclass('here') as here", name)).toEqual([{ here: null }]);
      expect(await query("select datname from pg_database where datname ~ '_reset_'")).toEqual([]);
    },
  );

  test('drops nothing when the new one cannot be made', async () => {
    await query('create database guarded');
    await query('create table here (id int)', 'guarded');
    await query("create role weak login password 'weak'");
    const attempt = resetDatabase({ url: urlOf('guarded', 'weak', 'weak'), confirm: 'guarded' });
    await expect(attempt).rejects.toMatchObject({
      code: 'server-error',
      details: { diagnosis: { code: 'insufficient-privilege' } },
    });
    expect(await query("select to_regclass('here') is not null as here", 'guarded')).toEqual([{ here: true }]);
  });

  test('leaves nothing behind when the old one cannot be dropped', async () => {
    await query('create database slotted');
    await query("create role maker login createdb password 'maker'");
    await query('grant pg_signal_backend to maker');
    await query('alter database slotted owner to maker');
    const keeper = new pg.Client({ connectionString: urlOf('slotted') });
    await keeper.connect();
    try {
      // A role that is no superuser may not end a superuser's connection.
      const attempt = resetDatabase({ url: urlOf('slotted', 'maker', 'maker'), confirm: 'slotted' });
      await expect(attempt).rejects.toMatchObject({ code: 'server-error' });
    } finally {
      await keeper.end();
    }
    expect(await query("select datname from pg_database where datname ~ '^slotted'")).toEqual([{ datname: 'slotted' }]);
  });

  test.each([
    ['a wrong confirmation', 'plain', 'Plain', 'invalid-options'],
    ['an empty confirmation', 'plain', '', 'invalid-options'],
    ['a maintenance database', 'postgres', 'postgres', 'invalid-options'],
    ['a template', 'model', 'model', 'invalid-options'],
    ['a database that is not there', 'nowhere', 'nowhere', 'configuration-refused'],
  ])('refuses %s', async (_name, database, confirm, code) => {
    await query('create database model is_template true').catch(() => {});
    await expect(resetDatabase({ url: urlOf(database), confirm })).rejects.toMatchObject({ code });
  });

  test('explains a refused connection without the password', async () => {
    const error = await resetDatabase({ url: urlOf('plain', 'weak', 'h1dden'), confirm: 'plain' }).catch(
      (cause) => cause,
    );
    expect(error).toMatchObject({ code: 'configuration-refused', details: { diagnosis: { code: 'wrong-password' } } });
    expect(JSON.stringify([error.message, error.details])).not.toContain('h1dden');
  });
});
