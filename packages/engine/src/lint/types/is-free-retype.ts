import { isIdenticalType, type SqlType } from './sql-type.ts';
import { isKnownType } from './type-casts.ts';

const TEXTS: ReadonlySet<string> = new Set(['text', 'varchar']);
/** Types whose modifier is an upper bound: a higher one, or none, takes every value as it is. */
const BOUNDED: ReadonlySet<string> = new Set(['varchar', 'varbit', 'timestamp', 'timestamptz', 'time', 'timetz']);

/**
 * Whether a column gets another type without a look at its rows: they are stored in the same way, and every value
 * fits. `null` when it cannot be told.
 */
export function isFreeRetype(from: SqlType, to: SqlType): boolean | null {
  if (isIdenticalType(from, to)) return true;
  if (!isKnownType(from) || !isKnownType(to)) return null;
  if (from.isArray || to.isArray) return from.isArray && to.isArray && from.name === to.name ? null : false;
  if (TEXTS.has(from.name) && TEXTS.has(to.name)) return isWider(from, to);
  if (from.name === 'cidr' && to.name === 'inet') return true;
  if (from.name !== to.name) return false;
  if (BOUNDED.has(from.name)) return isWider(from, to);
  if (from.name === 'numeric') return isWiderNumeric(from, to);
  return from.name === 'interval' ? null : false;
}

/** A limit that is not there holds everything. */
function isWider(from: SqlType, to: SqlType): boolean {
  const [before] = from.modifiers;
  const [after] = to.modifiers;
  return after === undefined || (before !== undefined && after >= before);
}

function isWiderNumeric(from: SqlType, to: SqlType): boolean {
  const [before, scaleBefore = 0] = from.modifiers;
  const [after, scaleAfter = 0] = to.modifiers;
  return after === undefined || (before !== undefined && scaleBefore === scaleAfter && after >= before);
}
