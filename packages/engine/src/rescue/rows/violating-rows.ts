import type { Client } from 'pg';
import type { ConstraintObject, IndexObject } from '../../catalog/attached-objects.ts';
import type { CatalogObject } from '../../catalog/catalog-object.ts';
import { identityOf } from '../../catalog/identity-of.ts';
import { qualifiedName } from '../../catalog/qualified-name.ts';
import type { ColumnObject } from '../../catalog/relation-objects.ts';
import { quoteIdentifier } from '../../db/quote.ts';
import { simpleQuery } from '../../db/simple-query.ts';
import type { ObjectMap } from '../../expect/catalog-changes.ts';
import { columnList, qualified } from '../ddl/qualified.ts';
import type { Obstacle } from '../repair/repair.ts';

const MOST_SAMPLES = 5;

/**
 * Rows that an object would not let be: a constraint, a unique index, a column that must not be empty. Null when there
 * are none, or when nothing can be said beforehand, since a column that it is about is not there yet or of another type.
 *
 * @param live the database as it is
 */
export async function violatingRows(client: Client, object: CatalogObject, live: ObjectMap): Promise<Obstacle | null> {
  const question = questionOf(object, live);
  if (question === null) return null;
  const { from, where, advice, fault } = question;
  const keys = keyColumns(object, live);
  const key =
    keys.length === 0
      ? 't.ctid::text'
      : `concat_ws(', ', ${keys.map((name) => `t.${quoteIdentifier(name)}`).join(', ')})`;
  const { rowSets, failure } = await simpleQuery(
    client,
    `select count(*) over () as count, ${key} as key from ${from} t where ${where} order by ${keys.map((name) => `t.${quoteIdentifier(name)}`).join(', ') || 't.ctid'} limit ${MOST_SAMPLES}`,
  );
  const rows = rowSets[0] ?? [];
  // What cannot be asked now is found out when the plan runs, and rolls it back.
  if (failure !== null || rows.length === 0) return null;
  const count = Number(rows[0]?.count);
  const identity = identityOf(object);
  const table = 'table' in object ? object.table : object.name;
  const samples = rows.map((row) => String(row.key));
  return {
    identity,
    reason: 'rows',
    message: `${identity} ${object.kind === 'column' ? 'cannot be made NOT NULL' : 'cannot be made'}: ${count} ${count === 1 ? 'row' : 'rows'} of ${qualifiedName(object.schema ?? '', table)} ${count === 1 ? 'has' : 'have'} ${fault}: ${keys.length === 0 ? 'ctid' : keys.join(', ')} ${samples.join('; ')}${count > samples.length ? '; ...' : ''}.`,
    choices: [`Look at them: SELECT * FROM ${from} t WHERE ${where};`, advice],
    rows: { count, samples },
  };
}

interface Question {
  readonly from: string;
  readonly where: string;
  readonly advice: string;
  /** What the rows have that they may not have. */
  readonly fault: string;
}

function questionOf(object: CatalogObject, live: ObjectMap): Question | null {
  if (object.kind === 'column') return emptyRows(object, live);
  if (object.kind === 'index')
    return object.unique && !object.isPartial
      ? sameKeys(
          object,
          object.keys.map(({ column }) => column),
          live,
        )
      : null;
  if (object.kind !== 'constraint' || !hasColumns(object, object.columns, live)) return null;
  switch (object.type) {
    case 'foreign key':
      return object.validated && object.enforced ? orphans(object, live) : null;
    case 'check': {
      const from = qualified(object.schema, object.table);
      return object.validated && object.enforced
        ? {
            from,
            where: `not (${object.text})`,
            advice: 'Correct them, and adopt again.',
            fault: 'values that it refuses',
          }
        : null;
    }
    case 'unique':
      return sameKeys(object, object.columns, live);
    case 'primary key':
      return sameKeys(object, object.columns, live);
    default:
      return null;
  }
}

function emptyRows(column: ColumnObject, live: ObjectMap): Question | null {
  if (column.nullable || !hasColumns(column, [column.name], live)) return null;
  const from = qualified(column.schema, column.table);
  const name = quoteIdentifier(column.name);
  return {
    from,
    where: `t.${name} is null`,
    advice: `Give them a value: UPDATE ${from} SET ${name} = ... WHERE ${name} IS NULL; and adopt again.`,
    fault: 'nothing there',
  };
}

function orphans(key: ConstraintObject, live: ObjectMap): Question | null {
  const { target, columns } = key;
  if (target === null) return null;
  const isThere = live.has(`table ${qualifiedName(target.schema, target.table)}`);
  const filled = columns.map((name) => `t.${quoteIdentifier(name)} is not null`).join(' and ');
  const joined = columns
    .map((name, index) => `r.${quoteIdentifier(target.columns[index] ?? '')} = t.${quoteIdentifier(name)}`)
    .join(' and ');
  const to = qualified(target.schema, target.table);
  const from = qualified(key.schema, key.table);
  return {
    from,
    where: isThere ? `${filled} and not exists (select from ${to} r where ${joined})` : filled,
    advice: `They refer to rows of ${to} that are not there: bring those back, or empty the reference: UPDATE ${from} SET ${columns.map((name) => `${quoteIdentifier(name)} = NULL`).join(', ')} WHERE ...; and adopt again.`,
    fault: `a reference to no row of ${qualifiedName(target.schema, target.table)}`,
  };
}

function sameKeys(
  object: ConstraintObject | IndexObject,
  columns: readonly (string | null)[],
  live: ObjectMap,
): Question | null {
  const names = columns.filter((name): name is string => name !== null);
  if (names.length < columns.length || !hasColumns(object, names, live)) return null;
  const from = qualified(object.schema, object.table);
  const list = columnList(names);
  const filled = object.nullsNotDistinct
    ? 'true'
    : names.map((name) => `d.${quoteIdentifier(name)} is not null`).join(' and ');
  const grouped = `select ${list.slice(1, -1)} from ${from} d where ${filled} group by ${list.slice(1, -1)} having count(*) > 1`;
  const isPrimary = object.kind === 'constraint' && object.type === 'primary key';
  const empty = isPrimary ? ` or ${names.map((name) => `t.${quoteIdentifier(name)} is null`).join(' or ')}` : '';
  return {
    from,
    where: `(${names.map((name) => `t.${quoteIdentifier(name)}`).join(', ')}) in (${grouped})${empty}`,
    fault: 'a key that another row has',
    advice: 'Only one row may have each key: change or delete the others, and adopt again.',
  };
}

function hasColumns(
  { schema, table }: { readonly schema: string; readonly table: string },
  names: readonly string[],
  live: ObjectMap,
): boolean {
  const own = [...live.values()].filter(
    (one): one is ColumnObject => one.kind === 'column' && one.schema === schema && one.table === table,
  );
  return own.length > 0 && names.every((name) => own.some((column) => column.name === name));
}

function keyColumns(object: CatalogObject, live: ObjectMap): readonly string[] {
  if (!('table' in object)) return [];
  const { schema, table } = object;
  const primary = [...live.values()].find(
    (one) => one.kind === 'constraint' && one.type === 'primary key' && one.schema === schema && one.table === table,
  );
  return primary?.kind === 'constraint' ? primary.columns : [];
}
