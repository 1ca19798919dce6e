import { describe, expect, it } from 'vitest';
import { serverFailure } from '../server-failure.ts';
import { missingObject } from './missing-object.ts';

function missing(code: string, message: string): object | null {
  const found = missingObject(serverFailure({ code, severity: 'ERROR', message }));
  return found === null ? null : { kind: found.kind, schema: found.schema, table: found.table, name: found.name };
}

describe('missingObject', () => {
  it.each([
    ['42P01', 'relation "ai_agent_providers" does not exist', 'relation', null, null, 'ai_agent_providers'],
    ['42P01', 'relation "billing.Invoices" does not exist', 'relation', 'billing', null, 'Invoices'],
    ['42P01', 'table "zz" does not exist', 'relation', null, null, 'zz'],
    ['42P01', 'Relation »zz« existiert nicht', 'relation', null, null, 'zz'],
    ['42P01', 'la relation « zz » n’existe pas', 'relation', null, null, 'zz'],
    [
      '42703',
      'column "value" of relation "system_performance_metrics" does not exist',
      'column',
      null,
      'system_performance_metrics',
      'value',
    ],
    ['42703', 'column "nme" does not exist', 'column', null, null, 'nme'],
    ['42703', 'column a.nme does not exist', 'column', null, 'a', 'nme'],
    ['42703', 'column "zz" referenced in foreign key constraint does not exist', 'column', null, null, 'zz'],
    ['42703', 'record "new" has no field "total"', 'column', null, 'new', 'total'],
    ['42883', 'function foo(integer) does not exist', 'function', null, null, 'foo'],
    ['42883', 'function public.foo(integer, text) does not exist', 'function', 'public', null, 'foo'],
    ['42704', 'type "vector" does not exist', 'other', null, null, 'vector'],
    ['3F000', 'schema "nos" does not exist', 'other', null, null, 'nos'],
  ])('%s: %s', (code, message, kind, schema, table, name) => {
    expect(missing(code, message)).toEqual({ kind, schema, table, name });
  });

  it('knows nothing of other errors', () => {
    expect(missing('23505', 'duplicate key value violates unique constraint "a"')).toBeNull();
  });
});
