import type { Lookup } from './lookup.ts';
import type { RowSets } from './row-sets.ts';

/** Kinds of texts that only a server can write; each has its query `sql/catalog/text-<kind>.sql`. */
export type TextKind =
  | 'default'
  | 'generation'
  | 'check'
  | 'exclusion'
  | 'index'
  | 'partition-bound'
  | 'partition-key'
  | 'view'
  | 'rule'
  | 'trigger'
  | 'policy'
  | 'routine'
  | 'statistics'
  | 'domain-default';

/** Some texts of one object that are to be asked for. */
export interface TextWish {
  readonly kind: TextKind;
  readonly oid: string;
  /** xmin of its row in the snapshot: a text that was written for another version of it is of no use. */
  readonly version: string;
  /** OID of the relation that the server locks in order to write it, or of the object itself; null when it locks none. */
  readonly locks: string | null;
}

/** Everything whose text has to be asked for. */
export function textWishes(rows: RowSets, lookup: Lookup): readonly TextWish[] {
  const { relations } = lookup;
  const wishes: TextWish[] = [];
  const wish = (kind: TextKind, oid: string, version: string, locks: string | null): void => {
    wishes.push({ kind, oid, version, locks });
  };
  const views = new Map(rows['view-rules']);
  for (const [oid, { row, kind, columns }] of relations) {
    const [, , , , , isPartition, , , , , , , , strategy, , , , version] = row;
    if (isPartition === 't') wish('partition-bound', oid, version, null);
    if (strategy !== null) wish('partition-key', oid, version, oid);
    if (kind === 'v' || kind === 'm') wish('view', oid, views.get(oid) ?? '', oid);
    for (const [, , , , , , , generated, , defaultOid, defaultVersion] of columns) {
      if (defaultOid === null) continue;
      if (generated === null) wish('default', defaultOid, defaultVersion ?? '', null);
      else wish('generation', defaultOid, defaultVersion ?? '', oid);
    }
  }
  for (const [oid, , type, relation, domain, , , , , , , , , , , , , , , , version] of rows.constraints) {
    if (type === 'c' && (domain !== '0' || relations.has(relation))) {
      wish('check', oid, version, domain === '0' ? relation : null);
    }
    if (type === 'x' && relations.has(relation)) wish('exclusion', oid, version, relation);
  }
  for (const row of rows.indexes) {
    if ((row[16] === 't' || row[17] === 't') && relations.has(row[1])) wish('index', row[0], row[20], row[1]);
  }
  for (const row of rows.triggers)
    if (row[8] === 't' && relations.has(row[1])) wish('trigger', row[0], row[15], row[1]);
  for (const [oid, relation, , , , , version] of rows.rules) {
    if (relations.has(relation)) wish('rule', oid, version, relation);
  }
  for (const [oid, relation, , , , , , , version] of rows.policies) {
    if (relations.has(relation)) wish('policy', oid, version, relation);
  }
  for (const row of rows.statistics) if (row[6] === 't') wish('statistics', row[0], row[8], row[3]);
  for (const row of rows.routines) {
    const hasText = row[8] === 't' || row[12] === null;
    if (hasText && !lookup.isMember('pg_proc', row[0])) wish('routine', row[0], row[22], row[0]);
  }
  for (const row of rows.types) {
    if (row[3] === 'd' && row[7] === 't' && !lookup.isMember('pg_type', row[0])) {
      wish('domain-default', row[0], row[9], null);
    }
  }
  return wishes;
}
