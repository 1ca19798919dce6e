import { describe, expect, test } from 'vitest';
import { failedBy, testCases } from './diagnose-statement.ts';

testCases('a name that is missing or taken is explained', [
  {
    name: 'a misspelt table',
    sql: 'select * from uzers;',
    sqlstate: '42P01',
    code: 'undefined-table',
    says: ['"uzers" does not exist', 'Did you mean users?'],
  },
  {
    name: 'a table of another schema',
    sql: 'select * from invoices;',
    sqlstate: '42P01',
    code: 'undefined-table',
    says: ['Did you mean billing.invoices?'],
  },
  {
    name: 'a misspelt column',
    sql: 'select emial from users;',
    sqlstate: '42703',
    code: 'undefined-column',
    says: ['"emial"', 'Did you mean email?'],
  },
  {
    name: 'a column with capitals, unquoted',
    sql: 'alter table users drop column odd_name;',
    sqlstate: '42703',
    code: 'undefined-column',
    says: ['"odd_name" of "users"', 'Did you mean "Odd Name"?'],
  },
  {
    name: 'uuid compared with integer',
    sql: 'select * from users a join users b on a.public_id = b.id;',
    sqlstate: '42883',
    code: 'operator-type-mismatch',
    says: ['uuid and integer', 'compares a uuid with integer', '42846'],
  },
  {
    name: 'another operator that does not exist',
    sql: 'select now() || true;',
    sqlstate: '42883',
    code: 'operator-type-mismatch',
    says: ['timestamp with time zone', '||', 'boolean'],
  },
  {
    name: 'a misspelt function',
    sql: 'select twize(1);',
    sqlstate: '42883',
    code: 'undefined-function',
    says: ['twize(integer)', 'Did you mean twice?'],
  },
  {
    name: 'a function with other arguments',
    sql: "select twice('a'::text);",
    sqlstate: '42883',
    code: 'undefined-function',
    says: ['twice(text)', 'Did you mean twice(integer)?'],
  },
  {
    name: 'a function of an extension',
    sql: 'create table t (id uuid default uuid_generate_v4());',
    sqlstate: '42883',
    code: 'undefined-function',
    says: ['uuid-ossp', 'gen_random_uuid()'],
  },
  {
    name: 'a schema that is not there',
    sql: 'create table biling.t (id int);',
    sqlstate: '3F000',
    code: 'undefined-schema',
    says: ['"biling"', 'Did you mean billing?', 'CREATE SCHEMA'],
  },
  {
    name: 'a type of an extension',
    sql: 'create table t (v vector(3));',
    sqlstate: '42704',
    code: 'undefined-object',
    says: ['extension vector', 'CREATE EXTENSION IF NOT EXISTS "vector"'],
  },
  {
    name: 'a misspelt type',
    sql: 'create table t (v moood);',
    sqlstate: '42704',
    code: 'undefined-object',
    says: ['"moood"', 'Did you mean mood?'],
  },
  {
    name: 'a table that is already there',
    sql: 'create table users (id int);',
    sqlstate: '42P07',
    code: 'duplicate-object',
    says: ['"users" is already there', 'IF NOT EXISTS'],
  },
  {
    name: 'a type that is already there',
    sql: "create type mood as enum ('no');",
    sqlstate: '42710',
    code: 'duplicate-object',
    says: ['"mood" is already there'],
  },
  {
    name: 'a schema that is already there',
    sql: 'create schema billing;',
    sqlstate: '42P06',
    code: 'duplicate-object',
    says: ['"billing" is already there'],
  },
  {
    name: 'a column that is already there',
    sql: 'alter table users add column email text;',
    sqlstate: '42701',
    code: 'duplicate-column',
    says: ['"email"', 'ADD COLUMN IF NOT EXISTS'],
  },
]);

describe('what would create a missing object is named', () => {
  test('the file that would create a table', async () => {
    const { diagnosis } = await failedBy('select * from ai_agent_providers;', {
      '003_later.sql': '-- later\n\ncreate table if not exists ai_agent_providers (id int);',
    });
    expect(diagnosis.explanation).toMatch(/created by 003_later \(\S*003_later\.sql:3:1\), which has not run yet/);
    expect(diagnosis.remedy[0]).toContain('after 003_later');
  });

  test('the file that would add a column to this very table', async () => {
    const { diagnosis } = await failedBy('select value from users;', {
      '003_other.sql': 'alter table billing.invoices add column value numeric;',
      '004_later.sql': 'do $$ begin alter table users add column value numeric; end $$;',
    });
    expect(diagnosis.explanation).toContain('created by 004_later');
  });

  test('a statement that stands too late in the same file', async () => {
    const { diagnosis } = await failedBy('select * from late;\ncreate table late ();');
    expect(diagnosis.explanation).toMatch(/further down in the same file \(\S*002_fails\.sql:2:1\)/);
  });
});
