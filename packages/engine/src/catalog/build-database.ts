import { triggerState } from './build-attached.ts';
import type { Building } from './building.ts';
import type { EventTriggerObject } from './database-objects.ts';
import { qualifiedName } from './qualified-name.ts';
import { array, sorted } from './server-lists.ts';

/**
 * Schemas, extensions and event triggers.
 *
 * @param schemas when only some are read: an extension counts by where its objects are, an event trigger by its function
 */
export function buildDatabase({ rows, lookup, add }: Building, schemas: readonly string[] | null): void {
  for (const [oid, name] of rows.schemas) {
    if (!lookup.isMember('pg_namespace', oid)) add({ kind: 'schema', schema: null, name }, 'pg_namespace', oid);
  }
  for (const [, schema, name, version] of rows.extensions) {
    if (schemas?.includes(schema) !== false) add({ kind: 'extension', schema, name, version });
  }
  for (const [oid, name, event, tags, functionSchema, functionName, enabled] of rows['event-triggers']) {
    if (schemas?.includes(functionSchema) === false || lookup.isMember('pg_event_trigger', oid)) continue;
    const trigger: EventTriggerObject = {
      kind: 'event trigger',
      schema: null,
      name,
      event,
      tags: sorted(array(tags)),
      function: qualifiedName(functionSchema, functionName),
      enabled: triggerState(enabled),
    };
    add(trigger, 'pg_event_trigger', oid);
  }
}
