import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogObject } from '../catalog/catalog-object.ts';
import { dropObject } from './ddl/drop-object.ts';
import { differencesOf } from './difference.ts';
import type { PlanBasis } from './plan/plan-basis.ts';
import type { PlanStep } from './plan/plan-step.ts';
import type { Obstacle } from './repair/repair.ts';
import { timelines } from './timeline.ts';

/** What holds no data, and goes without a loss when a migration drops it. */
const LOOSE: ReadonlySet<CatalogObject['kind']> = new Set([
  ...(['view', 'constraint', 'index', 'trigger', 'rule', 'policy', 'statistics'] as const),
  ...(['function', 'procedure', 'aggregate', 'event trigger'] as const),
]);

/**
 * Drops what should not be there: what a person named, and what a migration dropped, as far as no data are in it. All
 * else that is in no migration is left alone.
 */
export async function dropExtras(
  basis: PlanBasis,
  actual: Catalog,
): Promise<{ readonly steps: readonly PlanStep[]; readonly obstacles: readonly Obstacle[] }> {
  const lines = timelines(basis.replay.changes);
  const steps: PlanStep[] = [];
  const obstacles: Obstacle[] = [];
  for (const { identity, state, actual: object } of differencesOf(basis.replay.catalog, actual)) {
    if (state !== 'extra') continue;
    const last = lines.get(identity)?.at(-1);
    const isNamed = basis.allowed.has(identity);
    if (!isNamed && !(last?.object === null && LOOSE.has(object.kind))) continue;
    const statement = dropObject(object);
    const failure = statement === null ? null : await basis.rehearsal.attempt([statement]);
    if (statement !== null && failure === null) {
      steps.push({ kind: 'generated', origin: last?.origin ?? null, statements: [statement], objects: [identity] });
    } else if (isNamed) {
      obstacles.push({
        ...{ identity, reason: 'refused', rows: null },
        message: `${identity} cannot be dropped: ${failure?.message ?? 'there is no statement for that'}.`,
        choices: [`Name what hangs on it as well, or drop it by hand.`],
      });
    }
  }
  return { steps, obstacles };
}
