import type { ServerFailure } from '../server-failure.ts';
import { quotedNames } from './names.ts';

/** What a server says is not there. */
export interface MissingObject {
  readonly kind: 'relation' | 'column' | 'function' | 'other';
  readonly schema: string | null;
  /** For a column, its table or the alias of it, when the message names one. */
  readonly table: string | null;
  readonly name: string;
  /** As the message has it: `billing.invoices`. */
  readonly written: string;
}

const kinds: Readonly<Record<string, MissingObject['kind']>> = {
  '42P01': 'relation',
  '42703': 'column',
  '42883': 'function',
  '42704': 'other',
  '3F000': 'other',
};

/**
 * Takes the name of the missing object out of the message: the protocol has no field for it. The message texts of
 * these errors are the same from PostgreSQL 14 to 18; of a translated message the quotes are still read.
 */
export function missingObject(failure: ServerFailure): MissingObject | null {
  const kind = kinds[failure.sqlstate ?? ''];
  if (kind === undefined) return null;
  const [first, second] = quotedNames(failure.message);
  if (kind === 'function') {
    const written = /(\S+?)\(/.exec(failure.message)?.[1];
    return written === undefined ? null : parts(kind, written);
  }
  if (kind !== 'column') return first === undefined ? null : parts(kind, first);
  // `column a.nme does not exist`: a qualified column comes without quotes.
  const qualified = first === undefined ? /\s((?:[^\s.]+\.)+[^\s.]+)\s/.exec(failure.message)?.[1] : undefined;
  if (qualified !== undefined) {
    const { schema: table, name } = parts(kind, qualified);
    return { kind, schema: null, table: table?.split('.').at(-1) ?? null, name, written: qualified };
  }
  if (first === undefined) return null;
  // `record "new" has no field "total"` has them the other way round.
  const isField = /^record\b/.test(failure.message);
  const name = isField ? (second ?? first) : first;
  return { kind, schema: null, table: isField ? first : (second ?? null), name, written: name };
}

function parts(kind: MissingObject['kind'], written: string): MissingObject {
  const dot = written.lastIndexOf('.');
  return {
    kind,
    schema: dot === -1 ? null : written.slice(0, dot),
    table: null,
    name: written.slice(dot + 1),
    written,
  };
}
