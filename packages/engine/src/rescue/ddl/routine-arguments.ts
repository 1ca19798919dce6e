import type { RoutineObject } from '../../catalog/routine-objects.ts';
import { quoteIdentifier } from '../../db/quote.ts';

/** What stands between the brackets of CREATE FUNCTION; columns of RETURNS TABLE are not among it. */
export function routineArguments(routine: RoutineObject): string {
  const all = argumentsOf(routine).filter(({ mode }) => mode !== 'table');
  const inputs = all.filter(({ mode }) => mode !== 'out');
  const values = topLevelParts(routine.defaults ?? '');
  const parts = all.map((argument) => {
    const fromEnd = inputs.length - inputs.indexOf(argument);
    const value = argument.mode === 'out' || fromEnd > values.length ? undefined : values[values.length - fromEnd];
    return `${words(argument)}${value === undefined ? '' : ` DEFAULT ${value}`}`;
  });
  return parts.join(', ');
}

/** `TABLE (...)` of a function that has such columns; else null. */
export function returnedColumns(routine: RoutineObject): string | null {
  const columns = argumentsOf(routine).filter(({ mode }) => mode === 'table');
  if (columns.length === 0) return null;
  return `TABLE (${columns.map((column) => words({ ...column, mode: 'in' })).join(', ')})`;
}

interface Argument {
  readonly name: string;
  readonly type: string;
  readonly mode: RoutineObject['argumentModes'][number];
}

function argumentsOf({ argumentNames, argumentTypes, argumentModes }: RoutineObject): readonly Argument[] {
  return argumentTypes.map((type, index) => ({
    type,
    name: argumentNames[index] ?? '',
    mode: argumentModes[index] ?? 'in',
  }));
}

function words({ name, type, mode }: Argument): string {
  return [...(mode === 'in' ? [] : [mode.toUpperCase()]), ...(name === '' ? [] : [quoteIdentifier(name)]), type].join(
    ' ',
  );
}

/** The parts between commas that stand outside of brackets and quotes: a list of expressions as a server writes it. */
export function topLevelParts(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: token, index } of text.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[(),[\]]/g)) {
    if (token === '(' || token === '[') depth += 1;
    if (token === ')' || token === ']') depth -= 1;
    if (token !== ',' || depth > 0) continue;
    parts.push(text.slice(from, index).trim());
    from = index + 1;
  }
  const last = text.slice(from).trim();
  return last === '' ? parts : [...parts, last];
}
