import { tokenReader } from '../diagnose/token-reader.ts';
import { allIn, type Footprint, footprint } from './footprint.ts';
import { acceptIf, moveTo, readNames } from './read-names.ts';

/** ALTER INDEX: a new name or new options let everything go on. */
export function alterIndex(sql: string): Footprint {
  const reader = tokenReader(sql);
  reader.accept('alter', 'index');
  acceptIf(reader);
  const relation = reader.name();
  if (reader.accept('attach', 'partition')) {
    return footprint({
      locks: [
        { relation, mode: 'SHARE UPDATE EXCLUSIVE' },
        { relation: reader.name(), mode: 'ACCESS EXCLUSIVE' },
      ],
    });
  }
  const isLight =
    reader.accept('rename', 'to') || reader.accept('set', '(') || reader.accept('reset') || reader.accept('alter');
  const moves = reader.word === 'set';
  return footprint({
    locks: [{ relation, mode: isLight ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE' }],
    rewrites: moves ? 'yes' : 'no',
  });
}

/** ALTER SEQUENCE: what changes its numbers holds up nextval(); owner, name and schema hold up everybody. */
export function alterSequence(sql: string): Footprint {
  const reader = tokenReader(sql);
  reader.accept('alter', 'sequence');
  acceptIf(reader);
  const relation = reader.name();
  const isWhole = reader.word === 'rename' || (reader.accept('owner') && reader.word === 'to') || reader.accept('set');
  return footprint({ locks: [{ relation, mode: isWhole ? 'ACCESS EXCLUSIVE' : 'SHARE ROW EXCLUSIVE' }] });
}

/** CREATE and ALTER PUBLICATION ... TABLE a, b. */
export function publication(sql: string): Footprint {
  const reader = tokenReader(sql);
  if (!moveTo(reader, 'table')) return footprint({});
  reader.accept('table');
  return footprint({ locks: allIn('SHARE UPDATE EXCLUSIVE', readNames(reader)) });
}

/** ALTER DOMAIN ... ADD CONSTRAINT reads every table that has a column of it. */
export function alterDomain(sql: string): Footprint {
  const scans = /\b(add|set\s+not\s+null|validate)\b/i.test(sql) && !/\bnot\s+valid\b/i.test(sql);
  return footprint({
    notes: scans ? ['Every table with a column of this domain is read whole, and its writers wait.'] : [],
  });
}
