import { type Declared, isRelation } from './declared.ts';
import type { Missing } from './missing-objects.ts';

/** How many are named in a line; the rest is counted. */
const MOST = 3;

/** What is missing in one line, the most important first. */
export function missingSummary(missing: readonly Missing[]): string {
  const named = missing.slice(0, MOST).map(missingWords);
  const rest = missing.length - named.length;
  return `declared, and not there: ${named.join('; ')}${rest === 0 ? '' : `; and ${rest} more`}`;
}

/** One thing that is missing, with the reason as far as the file shows it. */
export function missingWords(missing: Missing): string {
  const { declared } = missing;
  const { handler } = declared;
  if (declared.certain) return objectWords(declared);
  if (handler === null) return `${otherShape(missing)} (IF NOT EXISTS passed over what is there)`;
  if (declared.kind === 'column type')
    return `${otherShape(missing)} (passed over by the EXCEPTION block in line ${handler.line})`;
  return `${objectWords(declared)} (its error was swallowed by the EXCEPTION block in line ${handler.line})`;
}

/** IF NOT EXISTS only leaves something out when something of that name is there. */
function otherShape({ declared, actual }: Missing): string {
  const { kind, table, name, type } = declared;
  const shape = `table ${table} already existed with another shape`;
  if (kind === 'column type') return `${shape}: column ${name} is ${actual}, not ${type?.written}`;
  if (kind === 'index' || isRelation(declared)) return `${objectWords(declared)}: its name was taken`;
  return table === null ? objectWords(declared) : `${shape}: ${ownWords(declared)} is missing`;
}

/** `column x of table t`, `function f with 2 arguments`. */
export function objectWords(declared: Declared): string {
  const { kind, schema, table, name, inputs } = declared;
  const prefix = schema === null || kind === 'schema' ? '' : `${schema}.`;
  if (table !== null) {
    const owner = kind === 'enum value' ? 'type' : 'table';
    return `${ownWords(declared)} ${kind === 'column' || kind === 'enum value' ? 'of' : 'on'} ${owner} ${prefix}${table}`;
  }
  const takes = inputs === null ? '' : ` with ${inputs === 1 ? '1 argument' : `${inputs} arguments`}`;
  return `${kind} ${prefix}${name}${takes}`;
}

function ownWords({ kind, name, columns, target }: Declared): string {
  if (name !== null) return `${kind} ${name}`;
  const listed = (columns ?? []).map((column) => column ?? '...').join(', ');
  return `${kind}${listed === '' ? '' : ` (${listed})`}${target === null ? '' : ` to ${target}`}`;
}
