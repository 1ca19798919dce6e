import type { Building } from './building.ts';
import type { ViewObject } from './relation-objects.ts';
import { array, sorted } from './server-lists.ts';

/** Views and materialized views, with their columns. */
export function buildViews(building: Building): void {
  const { lookup } = building;
  for (const [oid, { row, schema, name, kind, columns }] of lookup.relations) {
    if (kind !== 'v' && kind !== 'm') continue;
    const view: ViewObject = {
      kind: kind === 'v' ? 'view' : 'materialized view',
      schema,
      name,
      columns: columns.map(([, , column, type, modified, , , , , defaultOid]) => ({
        name: column,
        type: modified ?? lookup.type(type),
        default: defaultOid === null ? null : building.text('default', defaultOid),
      })),
      text: building.text('view', oid),
      options: sorted(array(row[10])),
      populated: row[9] === 't',
    };
    building.add(view, 'pg_class', oid);
  }
}
