import type { AggregateObject, RoutineObject } from '../../catalog/routine-objects.ts';
import { quoteBody, quoteIdentifier, quoteLiteral } from '../../db/quote.ts';
import { qualified } from './qualified.ts';
import { returnedColumns, routineArguments } from './routine-arguments.ts';

/** `CREATE OR REPLACE`: a function of the same arguments is replaced where it stands, and what uses it goes on. */
export function createRoutine(routine: RoutineObject): string {
  const { kind, schema, name, returns, language, body, text } = routine;
  const returned = kind === 'procedure' || returns === null ? [] : [`RETURNS ${returnType(routine)}`];
  return [
    `CREATE OR REPLACE ${kind.toUpperCase()} ${qualified(schema, name)}(${routineArguments(routine)})`,
    ...returned,
    `LANGUAGE ${quoteIdentifier(language)}`,
    ...(kind === 'procedure' ? [] : properties(routine)),
    ...(routine.securityDefiner ? ['SECURITY DEFINER'] : []),
    ...routine.settings.map(setting),
    body === null ? (text ?? '') : `AS ${quoteBody(body)}`,
  ].join('\n');
}

export function dropRoutine({ kind, schema, name, signature }: RoutineObject): string {
  return `DROP ${kind.toUpperCase()} ${qualified(schema, name)}(${signature})`;
}

function returnType(routine: RoutineObject): string {
  const { returns, returnsSet } = routine;
  const columns = returnedColumns(routine);
  if (columns !== null) return columns;
  return returnsSet ? `SETOF ${returns}` : (returns ?? '');
}

function properties(routine: RoutineObject): readonly string[] {
  const { isWindow, volatility, parallel, strict, leakproof, cost, rows, returnsSet } = routine;
  return [
    ...(isWindow ? ['WINDOW'] : []),
    volatility.toUpperCase(),
    `PARALLEL ${parallel.toUpperCase()}`,
    ...(strict ? ['STRICT'] : []),
    ...(leakproof ? ['LEAKPROOF'] : []),
    `COST ${cost}`,
    ...(returnsSet && rows > 0 ? [`ROWS ${rows}`] : []),
  ];
}

/** A setting that is a list of names is stored as it was written, and is not one text. */
function setting(text: string): string {
  const at = text.indexOf('=');
  const name = text.slice(0, at);
  const value = text.slice(at + 1);
  return `SET ${name} TO ${LISTS.has(name) ? value || "''" : quoteLiteral(value)}`;
}

const LISTS: ReadonlySet<string> = new Set(['search_path', 'temp_tablespaces', 'session_preload_libraries']);

export function createAggregate(aggregate: AggregateObject): string {
  const { schema, name, signature, transition, final, combine, stateType, initial, parallel } = aggregate;
  const options = [
    `SFUNC = ${transition}`,
    `STYPE = ${stateType}`,
    ...(final === null ? [] : [`FINALFUNC = ${final}`]),
    ...(combine === null ? [] : [`COMBINEFUNC = ${combine}`]),
    ...(initial === null ? [] : [`INITCOND = ${quoteLiteral(initial)}`]),
    `PARALLEL = ${parallel.toUpperCase()}`,
  ];
  return `CREATE OR REPLACE AGGREGATE ${qualified(schema, name)}(${signature === '' ? '*' : signature}) (${options.join(', ')})`;
}
