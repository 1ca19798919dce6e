import { tokenReader } from '../diagnose/token-reader.ts';
import { allIn, type Footprint, footprint } from './footprint.ts';
import { acceptIf, readNames } from './read-names.ts';

/** DROP TABLE, VIEW, MATERIALIZED VIEW, SEQUENCE, FOREIGN TABLE and INDEX. */
export function dropRelation(kind: string, sql: string): Footprint {
  const reader = tokenReader(sql);
  reader.accept('drop');
  reader.accept('materialized') || reader.accept('foreign');
  reader.advance();
  const concurrent = reader.accept('concurrently');
  acceptIf(reader);
  const names = readNames(reader);
  const cascades = reader.word === 'cascade';
  return footprint({
    locks: allIn(concurrent ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE', names),
    notes: [
      ...(kind === 'DROP INDEX'
        ? [`The table of the index gets the same lock${concurrent ? ', and old transactions are waited for' : ''}.`]
        : []),
      ...(kind === 'DROP TABLE' ? ['Tables that its foreign keys refer to get ACCESS EXCLUSIVE as well.'] : []),
      ...(cascades ? ['CASCADE takes along, and locks, what depends on it.'] : []),
    ],
  });
}

/** DROP SCHEMA, DROP OWNED, DROP TYPE ... CASCADE: what is in it, or rests on it, is locked too. */
export function dropOther(sql: string): Footprint {
  const cascades = /\bcascade\s*$/i.test(sql);
  return footprint({
    notes: cascades ? ['Every table that is dropped with it, or loses a column, gets ACCESS EXCLUSIVE.'] : [],
  });
}
