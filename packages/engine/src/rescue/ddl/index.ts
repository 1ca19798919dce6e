import type { IndexKey, IndexObject } from '../../catalog/attached-objects.ts';
import { quoteIdentifier } from '../../db/quote.ts';
import { columnList, optionList, qualified } from './qualified.ts';
import { rewritten } from './rewritten.ts';

/** @param concurrently without blocking writes; not inside a transaction, and not on a partitioned table */
export function createIndex(index: IndexObject, concurrently = false): string {
  const { schema, table, name, unique, method, keys, include, nullsNotDistinct, options, predicate } = index;
  return [
    `CREATE ${unique ? 'UNIQUE ' : ''}INDEX${concurrently ? ' CONCURRENTLY' : ''} ${quoteIdentifier(name)}`,
    `ON ${qualified(schema, table)} USING ${quoteIdentifier(method)} (${keys.map((key) => keyText(key, method)).join(', ')})`,
    ...(include.length === 0 ? [] : [`INCLUDE ${columnList(include)}`]),
    ...(nullsNotDistinct ? ['NULLS NOT DISTINCT'] : []),
    ...(options.length === 0 ? [] : [optionList('WITH', options).trim()]),
    ...(predicate === null ? [] : [`WHERE ${rewritten(predicate)}`]),
  ].join(' ');
}

export function dropIndex({ schema, name }: IndexObject, concurrently = false): string {
  return `DROP INDEX ${concurrently ? 'CONCURRENTLY ' : ''}${qualified(schema, name)}`;
}

function keyText({ column, text, operatorClass, collation, descending, nullsFirst }: IndexKey, method: string): string {
  return [
    column === null ? `(${rewritten(text ?? '')})` : quoteIdentifier(column),
    ...(collation === null ? [] : [`COLLATE ${collation}`]),
    ...(operatorClass === null ? [] : [operatorClass]),
    ...(method === 'btree' && descending ? ['DESC'] : []),
    ...(method === 'btree' && nullsFirst !== descending ? [nullsFirst ? 'NULLS FIRST' : 'NULLS LAST'] : []),
  ].join(' ');
}
