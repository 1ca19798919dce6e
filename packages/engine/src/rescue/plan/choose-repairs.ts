import type { Catalog } from '../../catalog/catalog.ts';
import { identityOf } from '../../catalog/identity-of.ts';
import { qualifiedName } from '../../catalog/qualified-name.ts';
import { objectMap } from '../../expect/catalog-changes.ts';
import type { StatementChanges } from '../../expect/stretch.ts';
import type { Finding } from '../../verify/finding.ts';
import { dropObject } from '../ddl/drop-object.ts';
import { isSameObject } from '../difference.ts';
import type { Obstacle, Outcome, RepairBasis } from '../repair/repair.ts';
import { repairObject } from '../repair/repair-object.ts';
import { viewsInTheWay } from '../repair/views-in-the-way.ts';
import { isCode, treeOf } from './file-statements.ts';
import type { OpenDifference } from './open-differences.ts';
import type { PlanBasis } from './plan-basis.ts';
import type { PlanStep } from './plan-step.ts';
import { renameBack, renameObstacle, renamesOf } from './renames.ts';

/** What could be done about the differences that are open, and what nobody but a person can do. */
export interface Repairs {
  readonly steps: readonly RepairStep[];
  readonly obstacles: readonly Obstacle[];
}

export interface RepairStep extends PlanStep {
  /** To be tried when the server refuses the statements. */
  readonly otherwise: readonly string[] | null;
}

/**
 * A statement of a migration is taken as it is written where all that it made is missing and nothing changed it later;
 * everything else is made of the difference.
 */
export function chooseRepairs(open: readonly OpenDifference[], actual: Catalog, basis: PlanBasis): Repairs {
  const { catalog: expected, origins } = basis.replay;
  const repairBasis = { ...basis, expected: expected.objects, actual: actual.objects };
  const steps: RepairStep[] = [];
  const obstacles: Obstacle[] = [];
  const written = writtenStatements(actual, basis);
  const taken = new Set<string>();
  const renames = renamesOf(expected, actual);
  for (const difference of open.toSorted(tablesFirst)) {
    const { identity } = difference;
    const renamed = difference.state === 'missing' ? renames.get(identity) : undefined;
    const outcome = outcomeOf(difference, renamed, repairBasis);
    if ('obstacle' in outcome) {
      obstacles.push(outcome.obstacle);
      continue;
    }
    if (taken.has(identity) || outcome.repair.statements.length === 0) continue;
    const exact = difference.state === 'missing' && renameBack(renamed) === null ? written.get(identity) : undefined;
    const objects = exact?.objects ?? [identity, ...(outcome.repair.covers ?? [])];
    for (const one of objects) taken.add(one);
    steps.push(
      exact ?? {
        kind: 'generated',
        origin: origins.get(identity) ?? null,
        statements: [...viewDrops(difference, actual), ...outcome.repair.statements],
        otherwise: outcome.repair.otherwise ?? null,
        objects,
      },
    );
  }
  return { steps, obstacles };
}

function outcomeOf(difference: OpenDifference, renamed: Finding | undefined, basis: RepairBasis): Outcome {
  const obstacle = renameObstacle(renamed, basis.allowed) ?? basis.rowsAgainst.get(difference.identity) ?? null;
  if (obstacle !== null) return { obstacle };
  const statement = renameBack(renamed);
  return statement === null ? repairObject(difference, basis) : { repair: { statements: [statement] } };
}

/** By the identity of what it made, each statement of a migration that can run as it is. */
function writtenStatements(actual: Catalog, basis: PlanBasis): ReadonlyMap<string, RepairStep> {
  if (basis.isGenerated) return new Map();
  const live = objectMap(actual);
  const expected = objectMap(basis.replay.catalog);
  const all = new Map<string, RepairStep>();
  for (const change of basis.replay.changes) {
    const text = change.created.every((identity) => !live.has(identity)) ? textOf(change, basis, expected) : null;
    if (text === null) continue;
    const { migration, file, line, statement } = change;
    const origin = { migration, file, line, statement };
    const step: RepairStep = {
      kind: 'statement',
      origin,
      statements: [text],
      otherwise: null,
      objects: change.created,
    };
    for (const identity of change.created) all.set(identity, step);
  }
  return all;
}

function textOf(change: StatementChanges, basis: PlanBasis, expected: ReturnType<typeof objectMap>): string | null {
  if (change.changed.length > 0 || change.dropped.length > 0) return null;
  const isFinal = change.objects.every((object) => {
    const last = expected.get(identityOf(object));
    return last !== undefined && isSameObject(object, last) && JSON.stringify(object) === JSON.stringify(last);
  });
  const step = basis.files.find(({ migration }) => migration.name === change.migration)?.steps[change.statement - 1];
  if (!isFinal || step === undefined) return null;
  const node = treeOf(basis.parser, step);
  // What code does besides what it made here is not known.
  return node === null || isCode(node) || !step.inTransaction ? null : step.text;
}

/** Views are made again afterwards: they are missing then. */
function viewDrops({ expected, actual: found, state }: OpenDifference, actual: Catalog): readonly string[] {
  if (state !== 'different') return [];
  const isView = expected.kind === 'view' || expected.kind === 'materialized view';
  const isRetyped = expected.kind === 'column' && found.kind === 'column' && expected.type !== found.type;
  if (!isView && !isRetyped) return [];
  const relation = expected.kind === 'column' ? expected.table : expected.name;
  const views = viewsInTheWay([qualifiedName(expected.schema ?? '', relation)], actual.objects);
  return views.map((view) => dropObject(view) ?? '');
}

/** What comes along with a table is not made twice. */
function tablesFirst(a: OpenDifference, b: OpenDifference): number {
  return Number(b.expected.kind === 'table') - Number(a.expected.kind === 'table');
}
