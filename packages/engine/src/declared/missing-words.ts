import { type Declared, isRelation } from './declared.ts';
import type { Missing } from './missing-objects.ts';

/** How many are named with one reason; the rest is counted. */
const MOST = 3;

/** What is missing, and why, as far as the file shows it. */
interface Account {
  /** What holds for all with the same reason. */
  readonly shape: string;
  readonly words: string;
  readonly reason: string;
}

/** What is missing in one line: what has one reason is told together. */
export function missingSummary(missing: readonly Missing[]): string {
  const groups = new Map<string, Account[]>();
  for (const account of missing.map(accountOf)) {
    const key = `${account.shape}\0${account.reason}`;
    groups.set(key, [...(groups.get(key) ?? []), account]);
  }
  return `declared, and not there: ${[...groups.values()].map(groupWords).join('; ')}`;
}

function groupWords(accounts: readonly Account[]): string {
  const [first] = accounts;
  const rest = accounts.length - MOST;
  const named = accounts.slice(0, MOST).map(({ words }) => words);
  const listed = `${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  return `${first?.shape}${listed}${first?.reason === '' ? '' : ` (${first?.reason})`}`;
}

/** One thing that is missing, without the reason. */
export function missingWords(missing: Missing): string {
  const { shape, words } = accountOf(missing);
  return shape + words;
}

function accountOf({ declared, actual }: Missing): Account {
  const { kind, table, name, type, handler, certain } = declared;
  if (certain) return { shape: '', words: objectWords(declared), reason: '' };
  if (handler !== null && kind !== 'column type') {
    const reason = `the error was swallowed by the EXCEPTION block in line ${handler.line}`;
    return { shape: '', words: objectWords(declared), reason };
  }
  const reason =
    handler === null
      ? 'IF NOT EXISTS passed over what is there'
      : `passed over by the EXCEPTION block in line ${handler.line}`;
  // What IF NOT EXISTS left out, it left out because something of that name is there.
  if (kind === 'index' || isRelation(declared))
    return { shape: '', words: `${objectWords(declared)}, whose name was taken`, reason };
  if (table === null) return { shape: '', words: objectWords(declared), reason };
  const shape = `table ${table} already existed with another shape: `;
  const words =
    kind === 'column type' ? `column ${name} is ${actual}, not ${type?.written}` : `${ownWords(declared)} is missing`;
  return { shape, words, reason };
}

/** `column x of table t`, `function f with 2 arguments`. */
export function objectWords(declared: Declared): string {
  const { kind, schema, table, name, inputs } = declared;
  const prefix = schema === null || kind === 'schema' ? '' : `${schema}.`;
  if (kind === 'column type') return `type of column ${name} of table ${prefix}${table}`;
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
