import { qualifiedName } from './qualified-name.ts';
import type { RowSets } from './row-sets.ts';

/** The name of an operator class where it has to be written; null where it is what the server takes by itself. */
export type OperatorClassName = (oid: string, method: string, type: string | null) => string | null;

/**
 * A default class serves all types that are stored like its own, so a class can be a default and yet not the one that
 * the server would take: `text_ops` on a column of a type that has a default class of its own.
 *
 * @param rows all operator classes
 */
export function operatorClassNamer(rows: RowSets['operator-classes']): OperatorClassName {
  const classes = new Map(rows.map((row) => [row[0], row]));
  const defaults = new Map(rows.filter((row) => row[4] === 't').map((row) => [`${row[3]} ${row[5]}`, row[0]]));
  return (oid, method, type) => {
    const row = classes.get(oid);
    if (row === undefined) return oid === '0' ? null : `#${oid}`;
    const own = type === null ? undefined : defaults.get(`${method} ${type}`);
    const isDefault = row[4] === 't' && (own === undefined || own === oid);
    return isDefault ? null : qualifiedName(row[1], row[2]);
  };
}
