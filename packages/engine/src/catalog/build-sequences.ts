import type { Building } from './building.ts';
import type { SequenceObject } from './relation-objects.ts';

/** Sequences, those of serial and identity columns too. */
export function buildSequences(building: Building): void {
  const { rows, lookup } = building;
  for (const row of rows.sequences) {
    const [oid, type, start, increment, min, max, cache, cycle, owner, ownerColumn, dependency] = row;
    const relation = lookup.relations.get(oid);
    if (relation === undefined) continue;
    const table = owner === null ? null : lookup.named(owner);
    const [column = ''] = owner === null || ownerColumn === null ? [] : lookup.columnNames(owner, [ownerColumn]);
    const sequence: SequenceObject = {
      kind: 'sequence',
      schema: relation.schema,
      name: relation.name,
      type,
      start,
      increment,
      min,
      max,
      cache,
      cycle: cycle === 't',
      unlogged: relation.row[4] === 'u',
      ownedBy: table === null ? null : { schema: table.schema, table: table.name, column },
      identity: dependency === 'i',
    };
    building.add(sequence, 'pg_class', oid);
  }
}
