import type { CatalogObject, ObjectKind } from '../catalog/catalog-object.ts';
import { identityOf } from '../catalog/identity-of.ts';
import type { PlanEntry } from '../plan/plan.ts';
import type { PendingMigration } from './verify-result.ts';

/** A migration that has a file and has not run, or not to its end. */
export function isPending({ migration, record }: PlanEntry): boolean {
  return migration !== null && record?.state !== 'applied';
}

/** Objects that a person would name when asked what a migration makes. */
const NAMED: ReadonlySet<ObjectKind> = new Set<ObjectKind>([
  ...(['schema', 'extension', 'table', 'view', 'materialized view', 'function', 'procedure', 'aggregate'] as const),
  ...(['enum', 'domain', 'composite type', 'range type'] as const),
]);

/** @param made what each of them makes; null when nothing says so */
export function pendingMigrations(
  entries: readonly PlanEntry[],
  made: ReadonlyMap<string, readonly CatalogObject[]> | null,
): readonly PendingMigration[] {
  return entries.filter(isPending).map(({ name, migration }) => ({
    name,
    file: migration?.file ?? null,
    makes: made === null ? null : namedOf(made.get(name) ?? []),
  }));
}

/** Columns only where their table is older. */
function namedOf(objects: readonly CatalogObject[]): readonly string[] {
  const named = objects.filter(({ kind }) => NAMED.has(kind));
  const tables = new Set(named.filter(({ kind }) => kind === 'table').map(({ schema, name }) => `${schema}.${name}`));
  const columns = objects.filter(
    (object) => object.kind === 'column' && !tables.has(`${object.schema}.${object.table}`),
  );
  return [...named, ...columns].map(identityOf);
}
