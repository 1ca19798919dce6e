import type { AggregateObject, RoutineObject } from '../../catalog/routine-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { nameOf } from './names.ts';

/** The head of a function without its body: `FUNCTION public.total(a integer) RETURNS bigint LANGUAGE sql STABLE`. */
export function routineWords(routine: RoutineObject): string {
  const words = [
    `${routine.kind.toUpperCase()} ${nameOf(routine)}(${argumentWords(routine)})`,
    returnWords(routine),
    `LANGUAGE ${writtenIdentifier(routine.language)}`,
  ];
  return [...words, ...propertyWords(routine)].filter((word) => word !== null).join(' ');
}

/** `public.total(integer, text)`: how a function is named in ALTER, DROP and GRANT. */
export function routineName(routine: RoutineObject | AggregateObject): string {
  return `${nameOf(routine)}(${routine.signature})`;
}

/** `a integer, OUT b text`; the columns of TABLE are left to what it returns. */
export function argumentWords({ argumentNames, argumentTypes, argumentModes, defaults }: RoutineObject): string {
  const list = argumentTypes.flatMap((type, index) => {
    const mode = argumentModes[index] ?? 'in';
    if (mode === 'table') return [];
    const name = argumentNames[index] ?? '';
    return [
      [mode === 'in' ? '' : mode.toUpperCase(), name === '' ? '' : writtenIdentifier(name), type]
        .filter(Boolean)
        .join(' '),
    ];
  });
  return defaults === null ? list.join(', ') : `${list.join(', ')} DEFAULT ${defaults}`;
}

/** `RETURNS SETOF integer`; null of a procedure. */
export function returnWords(routine: RoutineObject): string | null {
  const { returns, returnsSet, argumentNames, argumentTypes, argumentModes } = routine;
  if (returns === null) return null;
  const columns = argumentTypes.flatMap((type, index) =>
    argumentModes[index] === 'table' ? [`${writtenIdentifier(argumentNames[index] ?? '')} ${type}`] : [],
  );
  if (columns.length > 0) return `RETURNS TABLE (${columns.join(', ')})`;
  return `RETURNS ${returnsSet ? 'SETOF ' : ''}${returns}`;
}

/** What is not as it is by default: `STABLE`, `STRICT`, `SECURITY DEFINER`, `SET search_path=''`. */
export function propertyWords(routine: RoutineObject): readonly string[] {
  return [
    ...(routine.isWindow ? ['WINDOW'] : []),
    ...(routine.volatility === 'volatile' ? [] : [routine.volatility.toUpperCase()]),
    ...(routine.strict ? ['STRICT'] : []),
    ...(routine.securityDefiner ? ['SECURITY DEFINER'] : []),
    ...(routine.leakproof ? ['LEAKPROOF'] : []),
    ...(routine.parallel === 'unsafe' ? [] : [`PARALLEL ${routine.parallel.toUpperCase()}`]),
    ...routine.settings.map((setting) => `SET ${setting}`),
  ];
}

/** `AGGREGATE public.product(numeric) (SFUNC = numeric_mul, STYPE = numeric, INITCOND = '1')`. */
export function aggregateWords(aggregate: AggregateObject): string {
  const properties = [
    `SFUNC = ${aggregate.transition}`,
    `STYPE = ${aggregate.stateType}`,
    aggregate.final === null ? null : `FINALFUNC = ${aggregate.final}`,
    aggregate.combine === null ? null : `COMBINEFUNC = ${aggregate.combine}`,
    aggregate.initial === null ? null : `INITCOND = '${aggregate.initial}'`,
    aggregate.parallel === 'unsafe' ? null : `PARALLEL = ${aggregate.parallel.toUpperCase()}`,
  ].filter((property) => property !== null);
  return `AGGREGATE ${routineName(aggregate)} RETURNS ${aggregate.returns} (${properties.join(', ')})`;
}
