import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Replay, replay } from '../../src/expect/replay.ts';
import { migrationsFrom, readMigrations } from '../../src/source/read-migrations.ts';
import { scratch } from './scratch.ts';

describe('reading once for a stretch of statements', () => {
  const changesOf = ({ changes }: Replay): unknown =>
    changes.map(({ file, line, created, changed, dropped }) => [
      file,
      line,
      ...[created, changed, dropped].map(sorted),
    ]);
  const sorted = (identities: readonly string[]): readonly string[] => [...identities].sort();

  test('tells the same as reading after each of them: objects of every kind, and the application', {
    timeout: 240_000,
  }, async () => {
    const everyKind = readFileSync(new URL('../rescue/all-objects.sql', import.meta.url), 'utf8');
    const own = readMigrations(fileURLToPath(new URL('../../../../migrations', import.meta.url)));
    const some = own.filter(({ number }) => number !== null && number < 8);
    for (const migrations of [migrationsFrom([{ name: '001_all', sql: everyKind }]), some]) {
      const reading = { annotations: true };
      const quick = await replay({ url: (await scratch()).url, migrations, reading });
      const careful = await replay({ url: (await scratch()).url, migrations, reading, careful: true });
      expect(changesOf(quick)).toEqual(changesOf(careful));
      expect([...quick.origins]).toEqual([...careful.origins]);
      expect(JSON.stringify(quick.catalog)).toBe(JSON.stringify(careful.catalog));
    }
  });

  const parent = 'create table parent (id int, at date) partition by range (at);';
  const bounds = "for values from ('2026-01-01') to ('2026-02-01')";
  const beyond: readonly (readonly [what: string, before: string, sql: string])[] = [
    [
      'a column of a parent',
      parent,
      `create table part partition of parent ${bounds};\nalter table parent add note text;`,
    ],
    [
      'a column of a base',
      'create table base (id int);',
      'create table heir () inherits (base);\nalter table base add x int;',
    ],
    [
      'a partition that is attached',
      `${parent}\ncreate table loose (id int, at date);`,
      `alter table loose add note text;\nalter table parent add note text;\nalter table parent attach partition loose ${bounds};`,
    ],
    [
      'what CASCADE takes along',
      'create table base (id int);\ncreate view v as select id from base;',
      'create or replace view v as select id, 1 as one from base;\ndrop table base cascade;',
    ],
  ];
  test.each(beyond)('takes nothing for the work of another statement: %s', async (_what, before, sql) => {
    const migrations = migrationsFrom([
      { name: '001', sql: before },
      { name: '002', sql },
    ]);
    const quick = await replay({ url: (await scratch()).url, migrations });
    const careful = await replay({ url: (await scratch()).url, migrations, careful: true });
    expect(changesOf(quick)).toEqual(changesOf(careful));
  });
});

describe('the server’s counts of what was written', () => {
  const made = ({ catalog }: Replay): readonly string[] =>
    catalog.objects.filter(({ kind }) => kind === 'table').map(({ name }) => name);

  test('are not trusted once a file switches them off, also when it switches them on again', async () => {
    const hidden = `do $$ begin
  set local track_counts = off;
  create table unseen (id int);
  set local track_counts = on;
end $$;`;
    const migrations = migrationsFrom([{ name: '001', sql: `create table seen (id int);\n${hidden}` }]);
    const done = await replay({ url: (await scratch()).url, migrations });
    expect(made(done)).toEqual(['seen', 'unseen']);
    expect(done.origins.get('table public.unseen')).toMatchObject({ line: 2 });
  });

  test('do not decide of a statement that says what it changes', async () => {
    const quiet = `create function hide() returns event_trigger language plpgsql as $$ begin set local track_counts = off; end $$;
create function show_again() returns event_trigger language plpgsql as $$ begin set local track_counts = on; end $$;
create table t (id int);
create event trigger hide on ddl_command_start execute function hide();
create event trigger show_again on ddl_command_end execute function show_again();`;
    const migrations = migrationsFrom([
      { name: '001', sql: quiet },
      { name: '002', sql: 'alter table t add note text;\nselect 1;\nalter table t add more text;' },
    ]);
    for (const careful of [false, true]) {
      const done = await replay({ url: (await scratch()).url, migrations, careful });
      const lines = ['note', 'more'].map((name) => done.origins.get(`column public.t.${name}`)?.line);
      expect(lines).toEqual([1, 3]);
    }
  });
});

describe('roles that the files mention and do not make', () => {
  const role = `plumbline_mentioned_${randomBytes(4).toString('hex')}`;
  const files = { '001.sql': `create table a (id int);\ngrant select on a to ${role};` };

  test('are made where the whole server is thrown away', async () => {
    const own = await scratch();
    const migrations = migrationsFrom(Object.entries(files).map(([name, sql]) => ({ name, sql })));
    await replay({ url: own.url, migrations, isDisposable: true });
    await own.query(`drop owned by ${role}; drop role ${role}`);
  });

  test('are missed on a server that stays', async () => {
    const own = await scratch();
    const migrations = migrationsFrom(Object.entries(files).map(([name, sql]) => ({ name, sql })));
    await expect(replay({ url: own.url, migrations })).rejects.toMatchObject({
      code: 'replay-failed',
      message: expect.stringContaining(`role "${role}" does not exist`),
    });
  });
});
