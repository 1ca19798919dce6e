import type { IndexKey, IndexObject } from '../../catalog/attached-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { listed, parenthesised, tableOf } from './names.ts';

/** `CREATE UNIQUE INDEX users_email ON public.users USING btree (lower(email)) WHERE (deleted_at IS NULL)`. */
export function indexWords(index: IndexObject, concurrently = false): string {
  const create = `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${concurrently ? 'CONCURRENTLY ' : ''}`;
  return `${create}${writtenIdentifier(index.name)} ON ${tableOf(index)} ${indexDefinitionWords(index)}`;
}

/** What an index is, without its name and table: `USING btree (email) WHERE (deleted_at IS NULL)`. */
export function indexDefinitionWords(index: IndexObject): string {
  return [
    `USING ${index.method} (${index.keys.map((key) => keyWords(key, index.method)).join(', ')})`,
    index.include.length === 0 ? null : `INCLUDE (${listed(index.include)})`,
    index.nullsNotDistinct ? 'NULLS NOT DISTINCT' : null,
    index.options.length === 0 ? null : `WITH (${index.options.join(', ')})`,
    index.isPartial ? `WHERE ${parenthesised(index.predicate ?? '...')}` : null,
  ]
    .filter((word) => word !== null)
    .join(' ');
}

function keyWords(key: IndexKey, method: string): string {
  const expression = key.text === null ? '(...)' : expressionWords(key.text);
  return [
    key.column === null ? expression : writtenIdentifier(key.column),
    key.collation === null ? null : `COLLATE ${key.collation}`,
    key.operatorClass,
    ...(method === 'btree' ? orderWords(key) : []),
  ]
    .filter((word) => word !== null)
    .join(' ');
}

/** A call stands without parentheses, all else between them, as the server writes it. */
function expressionWords(text: string): string {
  return /^[\w.]+\(.*\)$/s.test(text) ? text : parenthesised(text);
}

/** NULLS FIRST goes with DESC unless something else is said. */
function orderWords({ descending, nullsFirst }: IndexKey): readonly string[] {
  return [
    ...(descending ? ['DESC'] : []),
    ...(nullsFirst === descending ? [] : [nullsFirst ? 'NULLS FIRST' : 'NULLS LAST']),
  ];
}
