import { tableElements } from '../diagnose/table-elements.ts';
import { tokenReader } from '../diagnose/token-reader.ts';
import { allIn, type Footprint, footprint, isSameName, type Name } from './footprint.ts';
import { acceptIf, moveTo, readNames } from './read-names.ts';

const MODIFIERS: ReadonlySet<string> = new Set(
  'or replace global local temp temporary unlogged foreign materialized recursive'.split(' '),
);

/**
 * CREATE TABLE, VIEW, MATERIALIZED VIEW, SEQUENCE and their kind: the relation is new; the targets of its foreign keys,
 * its parents and the table that it becomes a partition of are not.
 */
export function createRelation(sql: string): Footprint {
  const reader = tokenReader(sql);
  reader.accept('create');
  let replaces = false;
  while (MODIFIERS.has(reader.word)) {
    replaces ||= reader.word === 'replace';
    reader.advance();
  }
  const isTable = reader.word === 'table';
  reader.advance();
  const mayExist = acceptIf(reader) || replaces;
  const name = reader.name();
  if (!isTable)
    return footprint({
      creates: [name],
      mayExist,
      locks: replaces ? [{ relation: name, mode: 'ACCESS EXCLUSIVE' }] : [],
    });
  const targets = (tableElements(sql)?.foreignKeys ?? []).map(({ targetTable }) => targetTable);
  const partitionOf = reader.accept('partition', 'of') ? [reader.name()] : [];
  const parents =
    moveTo(reader, 'inherits') && reader.accept('inherits') && reader.accept('(') ? readNames(reader) : [];
  return footprint({
    creates: [name],
    mayExist,
    locks: [
      ...allIn(
        'SHARE ROW EXCLUSIVE',
        targets.filter((target) => !isSameName(target, name)),
      ),
      ...allIn('ACCESS EXCLUSIVE', partitionOf),
      ...allIn('SHARE UPDATE EXCLUSIVE', parents),
    ],
  });
}

/** CREATE TABLE AS, SELECT INTO: the new table alone, reading others. */
export function createTableAs(sql: string): Footprint {
  const reader = tokenReader(sql);
  if (reader.word === 'create') return footprint({ ...createRelation(sql), locks: [] });
  moveTo(reader, 'into');
  reader.accept('into');
  while (['temporary', 'temp', 'unlogged', 'table'].includes(reader.word)) reader.advance();
  return footprint({ creates: [reader.name()] });
}

/** CREATE INDEX: writers wait until it is built; with CONCURRENTLY they do not. */
export function createIndex(sql: string): Footprint {
  const reader = tokenReader(sql);
  reader.accept('create');
  reader.accept('unique');
  reader.accept('index');
  const concurrent = reader.accept('concurrently');
  const mayExist = acceptIf(reader);
  const name = reader.word === 'on' ? [] : reader.name();
  reader.accept('on');
  reader.accept('only');
  const table = reader.name();
  // An index lives in the schema of its table.
  const own: Name = name.length === 1 ? [...table.slice(0, -1), ...name] : name;
  return footprint({
    creates: own.length === 0 ? [] : [own],
    mayExist,
    locks: [{ relation: table, mode: concurrent ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE' }],
    notes: concurrent ? ['It waits for every transaction that is older than itself.'] : [],
  });
}
