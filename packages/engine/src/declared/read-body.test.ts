import { declaredCases, swallowed } from '../../test/declared-words.ts';

declaredCases('bodies of DO blocks', [
  { name: 'what stands at their top is declared', sql: 'DO $$ BEGIN CREATE TABLE a (); END $$', declares: ['table a'] },
  {
    name: 'an EXCEPTION block makes it uncertain',
    sql: swallowed(`CREATE TABLE a (); EXECUTE 'CREATE INDEX i ' || 'ON a (x)';`),
    declares: ['table a !', 'index i on table a !'],
  },
  {
    name: 'nested blocks count each for itself',
    sql: `DO $$ <<outer>> DECLARE n int := 1; c CURSOR FOR SELECT 1; BEGIN CREATE TABLE a ();
      BEGIN CREATE TABLE b (); EXCEPTION WHEN OTHERS THEN RAISE NOTICE '%', SQLERRM; END; CREATE TABLE c (); END outer $$`,
    declares: ['table a', 'table b !', 'table c'],
  },
  {
    name: 'what is conditional declares nothing',
    sql: swallowed(`IF n = CASE WHEN true THEN 1 ELSE 2 END THEN CREATE TABLE a (); ELSIF x THEN CREATE TABLE b (); ELSE CREATE TABLE c (); END IF;
      CASE n WHEN 1 THEN CREATE TABLE d (); ELSE CREATE TABLE e (); END CASE; FOR i IN 1..3 LOOP CREATE TABLE f (); END LOOP;
      WHILE true LOOP CREATE TABLE g (); END LOOP; LOOP CREATE TABLE h (); EXIT; END LOOP; CREATE TABLE never ();`),
    declares: [],
  },
  {
    name: 'what stands behind a RETURN may never run',
    sql: 'DO $$ BEGIN CREATE TABLE a (); IF true THEN RETURN; END IF; CREATE TABLE b (); END $$',
    declares: ['table a'],
  },
  {
    name: 'a handler that raises again swallows nothing',
    sql: `DO $$ BEGIN CREATE TABLE a (); EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'no'; RAISE; END $$;
      DO $$ BEGIN CREATE TABLE b (); EXCEPTION WHEN duplicate_table THEN NULL; WHEN OTHERS THEN RAISE EXCEPTION 'b: %', SQLERRM; END $$;`,
    declares: ['table a', 'table b !'],
  },
  {
    name: 'a handler that names what it expects, or does something instead, is a choice',
    sql: `DO $$ BEGIN ALTER TABLE a ADD COLUMN x int; EXCEPTION WHEN undefined_table THEN NULL; END $$;
      DO $$ BEGIN CREATE INDEX i ON a USING gin (x); EXCEPTION WHEN OTHERS THEN CREATE INDEX j ON a (x); END $$;
      DO $$ BEGIN CREATE TABLE c (); EXCEPTION WHEN OTHERS THEN IF SQLERRM LIKE 'x%' THEN RAISE; END IF; END $$;`,
    declares: ['column x of table a ?', 'index i on table a ?', 'table c ?'],
  },
  {
    name: 'an extension that is tried for is optional',
    sql: swallowed('CREATE EXTENSION vector; CREATE TABLE a ();'),
    declares: ['extension vector ?', 'table a !'],
  },
  {
    name: 'SQL that is put together at run time excuses what stands above it, unless it can only add',
    sql: `${swallowed('CREATE TABLE a ();')} DO $$ BEGIN EXECUTE format('GRANT SELECT ON %I TO %I', a, b); END $$;`,
    declares: ['table a !'],
  },
  {
    name: 'SQL that is put together at run time may drop',
    sql: `${swallowed('CREATE TABLE a ();')} DO $$ BEGIN EXECUTE 'DROP TABLE ' || name; CREATE TABLE b (); END $$; ${swallowed('CREATE TABLE c ();')}`,
    declares: ['table a ?', 'table b', 'table c !'],
  },
  {
    name: 'a conditional drop or rename leaves nothing to expect',
    sql: `${swallowed('CREATE TABLE a (); CREATE TABLE b (); CREATE TABLE c ();')}
      DO $$ BEGIN IF true THEN DROP TABLE a; END IF; BEGIN ALTER TABLE b RENAME TO d; EXCEPTION WHEN OTHERS THEN NULL; END; END $$`,
    declares: ['table c !'],
  },
  {
    name: 'variables may be filled in every way of PL/pgSQL',
    sql: swallowed(`SELECT count(*), 1 INTO STRICT n, m.o FROM t; PERFORM pg_sleep(0); x := f(1); GET DIAGNOSTICS n = ROW_COUNT;
      a.b := 3; r[1] := 2; CREATE FUNCTION g() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; END; CREATE TABLE a ();`),
    declares: ['function g with 0 arguments !', 'table a !'],
  },
  {
    name: 'other languages and bodies that cannot be read say nothing, and excuse what stands above them',
    sql: `${swallowed('CREATE TABLE a ();')} DO LANGUAGE plpython3u $$ import os $$; ${swallowed('CREATE TABLE b ();')} DO $$ BEGIN IF $$;`,
    declares: ['table a ?', 'table b ?'],
  },
  {
    name: 'a body may be a plain string',
    sql: `DO 'BEGIN CREATE TABLE a (x text DEFAULT ''it''''s''); EXCEPTION WHEN OTHERS THEN NULL; END'`,
    declares: ['table a !', 'column x of table a !'],
  },
]);
