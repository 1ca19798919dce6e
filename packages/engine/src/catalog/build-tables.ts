import type { Building } from './building.ts';
import type { Relation } from './lookup.ts';
import { qualifiedName } from './qualified-name.ts';
import type { ColumnObject, TableObject } from './relation-objects.ts';
import type { ColumnRow, IndexRow } from './rows.ts';
import { array, EMPTY, sorted } from './server-lists.ts';

type Parents = ReadonlyMap<string, readonly string[]>;

/** Tables and their columns. */
export function buildTables(building: Building): void {
  const { rows, lookup } = building;
  const foreign = new Map(rows['foreign-tables'].map(([table, ...rest]) => [table, rest]));
  const parents = parentsOf(building);
  const identityIndexes = new Map(rows.indexes.filter((row) => row[14] === 't').map(byTable));
  const clusterIndexes = new Map(rows.indexes.filter((row) => row[15] === 't').map(byTable));
  for (const [oid, relation] of lookup.relations) {
    const { kind } = relation;
    if (kind !== 'r' && kind !== 'p' && kind !== 'f') continue;
    const [server = null, foreignOptions = null] = foreign.get(oid) ?? [];
    building.add(
      tableOf(building, relation, parents, {
        replicaIdentityIndex: identityIndexes.get(oid) ?? null,
        clusteredOn: clusterIndexes.get(oid) ?? null,
        server,
        foreignOptions,
      }),
      'pg_class',
      oid,
    );
    for (const [index, row] of relation.columns.entries()) building.add(columnOf(building, relation, row, index + 1));
  }
}

function byTable(row: IndexRow): readonly [table: string, index: string] {
  return [row[1], row[2]];
}

/** Qualified names, in the order of INHERITS. */
function parentsOf({ rows, lookup }: Building): Parents {
  const parents = new Map<string, [place: number, name: string][]>();
  for (const [child, parent, place] of rows.inheritance) {
    const named = lookup.named(parent);
    const list = parents.get(child) ?? [];
    list.push([Number(place), named === null ? `#${parent}` : qualifiedName(named.schema, named.name)]);
    parents.set(child, list);
  }
  return new Map(
    [...parents].map(([child, list]) => [child, list.sort((a, b) => a[0] - b[0]).map(([, name]) => name)]),
  );
}

function tableOf(
  building: Building,
  { row, schema, name, kind }: Relation,
  parents: Parents,
  more: Pick<TableObject, 'replicaIdentityIndex' | 'clusteredOn' | 'server'> & {
    readonly foreignOptions: string | null;
  },
): TableObject {
  const [oid, , , , persistence, isPartition, secured, forced, identity, , options, toast, method, strategy, ofType] =
    row;
  const { foreignOptions, ...rest } = more;
  const inherits = parents.get(oid) ?? EMPTY;
  return {
    kind: 'table',
    schema,
    name,
    form: kind === 'p' ? 'partitioned' : kind === 'f' ? 'foreign' : 'regular',
    unlogged: persistence === 'u',
    partitionKey: strategy === null ? null : building.text('partition-key', oid),
    partitionOf:
      isPartition === 't' ? { parent: inherits[0] ?? '', bound: building.text('partition-bound', oid) } : null,
    inherits: isPartition === 't' ? EMPTY : inherits,
    rowSecurity: secured === 't',
    rowSecurityForced: forced === 't',
    replicaIdentity: replicaIdentities[identity] ?? 'default',
    accessMethod: method,
    ofType: ofType === '0' ? null : building.lookup.type(ofType),
    options: sorted([...array(options), ...array(toast).map((option) => `toast.${option}`), ...array(foreignOptions)]),
    ...rest,
  };
}

const replicaIdentities: Readonly<Record<string, TableObject['replicaIdentity']>> = {
  d: 'default',
  n: 'nothing',
  f: 'full',
  i: 'index',
};

function columnOf(
  building: Building,
  { schema, name: table }: Relation,
  row: ColumnRow,
  position: number,
): ColumnObject {
  const [, , name, type, modified, notNull, identity, generated, collation, defaultOid] = row;
  const [, , , , , , , , , , , storage, compression, target, options, foreignOptions] = row;
  const { lookup } = building;
  const facts = lookup.typeFacts(type);
  const text = defaultOid === null ? null : building.text(generated === null ? 'default' : 'generation', defaultOid);
  return {
    kind: 'column',
    schema,
    table,
    name,
    position,
    type: modified ?? lookup.type(type),
    nullable: notNull === 'f',
    default: generated === null ? text : null,
    identity: identity === null ? null : identity === 'a' ? 'always' : 'by default',
    generated: generated === null ? null : { storage: generated === 'v' ? 'virtual' : 'stored', text },
    collation: collation === facts.collation ? null : lookup.collation(collation),
    storage: storage === facts.storage ? null : (storages[storage] ?? null),
    compression: compression === null ? null : compression === 'l' ? 'lz4' : 'pglz',
    statisticsTarget: target === null ? null : Number(target),
    options: sorted([...array(options), ...array(foreignOptions)]),
  };
}

const storages: Readonly<Record<string, ColumnObject['storage']>> = {
  p: 'plain',
  e: 'external',
  x: 'extended',
  m: 'main',
};
