import { describe, expect, test } from 'vitest';
import { type Files, foundIn } from '../../../test/lint/found-in.ts';

const found = (files: Files): Promise<readonly string[]> => foundIn(files, 'foreign-key-type-mismatch');
const users = 'CREATE TABLE users (id serial PRIMARY KEY, code varchar(20) UNIQUE);';

describe('types that PostgreSQL does not join are an error', () => {
  test('beside the column, across files: where it all began', async () => {
    expect(
      await found({
        '001_users': users,
        '003_ai': 'CREATE TABLE IF NOT EXISTS conversations (\n  user_id UUID NOT NULL REFERENCES users(id)\n);',
      }),
    ).toEqual(['error 003_ai:2:25 The foreign key from conversations.user_id to users.id joins uuid to integer.']);
  });

  test.each([
    ['to the primary key that is not named', 'CREATE TABLE t (u uuid REFERENCES users);'],
    ['as a constraint of the table', 'CREATE TABLE t (u uuid, FOREIGN KEY (u) REFERENCES users (id));'],
    ['added with the column', 'CREATE TABLE t (); ALTER TABLE t ADD u uuid REFERENCES users (id);'],
    ['added later', 'CREATE TABLE t (u uuid); ALTER TABLE t ADD FOREIGN KEY (u) REFERENCES users (id);'],
    ['not yet validated', 'CREATE TABLE t (u uuid); ALTER TABLE t ADD FOREIGN KEY (u) REFERENCES users NOT VALID;'],
    ['in the schema that both mean', 'CREATE TABLE public.t (u uuid REFERENCES public.users (id));'],
    ['over a domain', 'CREATE DOMAIN d AS uuid; CREATE TABLE t (u d REFERENCES users (id));'],
    ['over a copied column', 'CREATE TABLE m (u uuid); CREATE TABLE t (LIKE m, FOREIGN KEY (u) REFERENCES users);'],
    [
      'in a DO block',
      'CREATE TABLE t (u uuid); DO $$ BEGIN ALTER TABLE t ADD FOREIGN KEY (u) REFERENCES users; END $$;',
    ],
    [
      'where the error is swallowed',
      'CREATE TABLE t (u uuid); DO $$ BEGIN ALTER TABLE t ADD FOREIGN KEY (u) REFERENCES users; EXCEPTION WHEN OTHERS THEN NULL; END $$;',
    ],
    [
      'under the usual guard',
      "CREATE TABLE t (u uuid); DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'k') THEN ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (u) REFERENCES users; END IF; END $$;",
    ],
    ['after a rename', 'ALTER TABLE users RENAME TO people; CREATE TABLE t (u uuid REFERENCES people (id));'],
    ['text for a number', 'CREATE TABLE t (u text REFERENCES users (id));'],
    ['a list for one', 'CREATE TABLE t (u integer[] REFERENCES users (id));'],
  ])('%s', async (_name, sql) => {
    expect(await found({ '1_users': users, '2_t': sql })).toEqual([
      expect.stringMatching(/^error 2_t:1:\d+ .* joins /),
    ]);
  });

  test('the type of the target changes under the key', async () => {
    const files = { '1': users, '2': 'CREATE TABLE t (u int REFERENCES users);' };
    expect(await found({ ...files, '3': 'ALTER TABLE users ALTER id TYPE text;' })).toEqual([
      'error 3:1:25 t.u is integer now, and users.id, which its foreign key refers to, is text.',
    ]);
  });

  test('a later repair is named, and does not help a new database', async () => {
    const files = { '1': users, '2': 'CREATE TABLE t (u uuid REFERENCES users);' };
    expect(await found({ ...files, '3': 'ALTER TABLE t ALTER u TYPE int USING NULL;' })).toEqual([
      'error 2:1:24 The foreign key from t.u to users.id joins uuid to integer. 3.sql:1 puts it right, but a new database does not get that far.',
    ]);
  });
});

describe('types that PostgreSQL joins although they differ are a warning', () => {
  test.each([
    ['bigint', 'CREATE TABLE t (u bigint REFERENCES users);'],
    ['smallint', 'CREATE TABLE t (u smallint REFERENCES users);'],
    ['text for varchar', 'CREATE TABLE t (u text REFERENCES users (code));'],
  ])('%s', async (_name, sql) => {
    expect(await found({ '1': users, '2': sql })).toEqual([expect.stringMatching(/^warning 2:1:\d+ .* joins /)]);
  });

  test('it is said where the types came apart', async () => {
    const files = { '1': users, '2': 'CREATE TABLE t (u int REFERENCES users);' };
    expect(await found({ ...files, '3': 'ALTER TABLE users ALTER id TYPE bigint;' })).toEqual([
      'warning 3:1:25 The foreign key from t.u to users.id joins integer to bigint.',
    ]);
  });

  test('a later repair settles it', async () => {
    const files = { '1': users, '2': 'CREATE TABLE t (u bigint REFERENCES users);' };
    expect(await found({ ...files, '3': 'ALTER TABLE users ALTER id TYPE bigint;' })).toEqual([]);
    expect(await found({ ...files, '3': 'ALTER TABLE t DROP CONSTRAINT t_u_fkey;' })).toEqual([]);
    expect(await found({ ...files, '3': 'DROP TABLE t;' })).toEqual([]);
  });
});

describe('nothing is said', () => {
  test.each([
    [
      'of equal types, however they are written',
      'CREATE TABLE t (u int4 REFERENCES users, c character varying REFERENCES users (code));',
    ],
    ['of serials', 'CREATE TABLE t (u serial REFERENCES users (id));'],
    ['of types of the application', 'CREATE TABLE x (id citext PRIMARY KEY); CREATE TABLE t (u text REFERENCES x);'],
    ['of tables that are elsewhere', 'CREATE TABLE t (u uuid REFERENCES auth.users (id));'],
    [
      'of a column whose type is decided then',
      "DO $$ BEGIN EXECUTE format('ALTER TABLE %I ALTER COLUMN id TYPE uuid USING NULL', 'users'); END $$; CREATE TABLE t (u uuid REFERENCES users (id));",
    ],
    [
      'under a condition about types',
      "CREATE TABLE t (u uuid); DO $$ BEGIN IF (SELECT data_type FROM information_schema.columns WHERE table_name = 't') = 'integer' THEN ALTER TABLE t ADD FOREIGN KEY (u) REFERENCES users; END IF; END $$;",
    ],
    [
      'where its error is expected',
      'CREATE TABLE t (u uuid); DO $$ BEGIN ALTER TABLE t ADD FOREIGN KEY (u) REFERENCES users; EXCEPTION WHEN datatype_mismatch THEN NULL; END $$;',
    ],
    [
      'after the type was changed',
      'CREATE TABLE t (u uuid); ALTER TABLE t ALTER u TYPE int USING NULL, ADD FOREIGN KEY (u) REFERENCES users;',
    ],
  ])('%s', async (_name, sql) => {
    expect(await found({ '1': users, '2': sql })).toEqual([]);
  });

  test('of what dynamic SQL elsewhere leaves as it was', async () => {
    const repair =
      "DO $$ DECLARE c record; BEGIN FOR c IN SELECT * FROM information_schema.columns WHERE column_name = 'user_id' LOOP EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE integer USING NULL', c.table_name, c.column_name); END LOOP; END $$;";
    const files = { '1': `${users} CREATE TABLE t (user_id uuid);`, '2': repair };
    // users.id was integer before and is integer after, whatever it does; t.user_id may be either.
    expect(await found({ ...files, '3': 'CREATE TABLE n (u uuid REFERENCES users);' })).toHaveLength(1);
    expect(await found({ ...files, '3': 'ALTER TABLE t ADD FOREIGN KEY (user_id) REFERENCES users;' })).toEqual([]);
  });
});
