import type { Building } from './building.ts';
import { qualifiedName } from './qualified-name.ts';
import type { AggregateObject, RoutineObject } from './routine-objects.ts';
import type { RoutineRow } from './rows.ts';
import { array, vector } from './server-lists.ts';

/** Functions, procedures and aggregates. */
export function buildRoutines(building: Building): void {
  for (const row of building.rows.routines) {
    const [oid] = row;
    if (!building.lookup.isMember('pg_proc', oid)) building.add(routineOf(building, row), 'pg_proc', oid);
  }
  buildAggregates(building);
}

function routineOf({ lookup, text }: Building, row: RoutineRow): RoutineObject {
  const [oid, schema, name, kind, inputTypes, allTypes, modes, names, hasDefaults, returns, returnsSet] = row;
  const [, , , , , , , , , , , language, source, library, volatility, parallel, strict, definer, leakproof] = row;
  const [, , , , , , , , , , , , , , , , , , , settings, cost, rows] = row;
  const inputs = vector(inputTypes).map((type) => lookup.type(type));
  const types = allTypes === null ? inputs : array(allTypes).map((type) => lookup.type(type));
  return {
    kind: kind === 'p' ? 'procedure' : 'function',
    schema,
    name,
    signature: inputs.join(', '),
    argumentNames: array(names),
    argumentTypes: types,
    argumentModes: modes === null ? types.map(() => 'in') : array(modes).map((mode) => argumentModes[mode] ?? 'in'),
    defaults: hasDefaults === 't' ? text('routine', oid, 1) : null,
    returns: kind === 'p' ? null : lookup.type(returns),
    returnsSet: returnsSet === 't',
    language,
    body: source === null || library === null ? source : `${library}, ${source}`,
    text: source === null ? text('routine', oid, 2) : null,
    volatility: volatility === 'i' ? 'immutable' : volatility === 's' ? 'stable' : 'volatile',
    parallel: parallelSafety(parallel),
    strict: strict === 't',
    securityDefiner: definer === 't',
    leakproof: leakproof === 't',
    isWindow: kind === 'w',
    settings: array(settings),
    cost: Number(cost),
    rows: Number(rows),
  };
}

const argumentModes: Readonly<Record<string, RoutineObject['argumentModes'][number]>> = {
  i: 'in',
  o: 'out',
  b: 'inout',
  v: 'variadic',
  t: 'table',
};

function parallelSafety(letter: string): RoutineObject['parallel'] {
  return letter === 's' ? 'safe' : letter === 'r' ? 'restricted' : 'unsafe';
}

function buildAggregates({ rows, lookup, add }: Building): void {
  for (const row of rows.aggregates) {
    const [oid, schema, name, inputTypes, returns, transitionSchema, transition, finalSchema, final] = row;
    const [, , , , , , , , , combineSchema, combine, stateType, initial, parallel] = row;
    if (lookup.isMember('pg_proc', oid)) continue;
    const aggregate: AggregateObject = {
      kind: 'aggregate',
      schema,
      name,
      signature: vector(inputTypes)
        .map((type) => lookup.type(type))
        .join(', '),
      returns: lookup.type(returns),
      transition: qualifiedName(transitionSchema, transition),
      final: optionalName(finalSchema, final),
      combine: optionalName(combineSchema, combine),
      stateType: lookup.type(stateType),
      initial,
      parallel: parallelSafety(parallel),
    };
    add(aggregate, 'pg_proc', oid);
  }
}

/** Null where there is none. */
export function optionalName(schema: string | null, name: string | null): string | null {
  return schema === null || name === null ? null : qualifiedName(schema, name);
}
