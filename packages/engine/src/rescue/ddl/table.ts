import type { ColumnObject, SequenceObject, TableObject } from '../../catalog/relation-objects.ts';
import { quoteIdentifier } from '../../db/quote.ts';
import { columnDefinition } from './column.ts';
import { optionList, qualified } from './qualified.ts';

/**
 * A table with its columns alone: constraints, indexes and what it inherits from follow, so that each has its own name
 * and no order among tables is needed.
 *
 * @param columns in order
 * @param sequences those of identity columns
 */
export function createTable(
  table: TableObject,
  columns: readonly ColumnObject[],
  sequences: readonly SequenceObject[] = [],
): string {
  const { schema, name, form, unlogged, partitionKey, options, server, ofType, accessMethod } = table;
  const kind = form === 'foreign' ? 'FOREIGN TABLE' : unlogged ? 'UNLOGGED TABLE' : 'TABLE';
  const definitions = columns.map((column) => {
    const sequence = sequences.find(({ identity, ownedBy }) => identity && ownedBy?.column === column.name);
    return `  ${columnDefinition(column, sequence ?? null)}`;
  });
  const listed = definitions.length === 0 ? '()' : `(\n${definitions.join(',\n')}\n)`;
  return [
    `CREATE ${kind} ${qualified(schema, name)} ${ofType === null ? listed : `OF ${ofType}`}`,
    ...(partitionKey === null ? [] : [`PARTITION BY ${partitionKey}`]),
    ...(accessMethod === null ? [] : [`USING ${quoteIdentifier(accessMethod)}`]),
    ...(server === null ? [] : [`SERVER ${quoteIdentifier(server)}`]),
    optionList(form === 'foreign' ? 'OPTIONS' : 'WITH', options).trim(),
  ]
    .join(' ')
    .trimEnd();
}

/** What binds a table to others: its place as a partition, the tables it inherits from. */
export function attachTable({ schema, name, partitionOf, inherits }: TableObject): readonly string[] {
  const self = qualified(schema, name);
  return [
    ...(partitionOf === null
      ? []
      : [`ALTER TABLE ${partitionOf.parent} ATTACH PARTITION ${self} ${partitionOf.bound}`]),
    ...inherits.map((parent) => `ALTER TABLE ${self} INHERIT ${parent}`),
  ];
}

/** Row security, as the table has it. */
export function secureTable({ schema, name, rowSecurity, rowSecurityForced }: TableObject): readonly string[] {
  const alter = `ALTER TABLE ${qualified(schema, name)}`;
  return [
    `${alter} ${rowSecurity ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY`,
    `${alter} ${rowSecurityForced ? 'FORCE' : 'NO FORCE'} ROW LEVEL SECURITY`,
  ];
}

/** How its rows are told apart for replication, and by which index they were put in order. After its indexes. */
export function identifyTable(table: TableObject): readonly string[] {
  const { replicaIdentity, replicaIdentityIndex, clusteredOn } = table;
  const alter = `ALTER TABLE ${qualified(table.schema, table.name)}`;
  const identity =
    replicaIdentityIndex === null
      ? replicaIdentity.toUpperCase()
      : `USING INDEX ${quoteIdentifier(replicaIdentityIndex)}`;
  return [
    `${alter} REPLICA IDENTITY ${identity}`,
    clusteredOn === null ? `${alter} SET WITHOUT CLUSTER` : `${alter} CLUSTER ON ${quoteIdentifier(clusteredOn)}`,
  ];
}

export function dropTable({ schema, name, form }: TableObject): string {
  return `DROP ${form === 'foreign' ? 'FOREIGN ' : ''}TABLE ${qualified(schema, name)}`;
}
