import type { IndexObject } from '../catalog/attached-objects.ts';
import type { CatalogObject } from '../catalog/catalog-object.ts';
import { qualifiedName } from '../catalog/qualified-name.ts';
import { writtenIdentifier } from '../spelling/written-identifier.ts';
import type { CatalogIndex } from './index-catalog.ts';
import { tableOf } from './words/names.ts';

/** What is on one side only, and the other side. */
export interface OneSided {
  /** Identities of all that the other side does not have. */
  readonly lone: ReadonlySet<string>;
  readonly other: CatalogIndex;
}

/**
 * Whether an object is on one side only because something that it stands on is: the columns of a missing table, the index on
 * a missing column, the foreign key to a missing table. That is one finding, not two.
 */
export function isConsequence(object: CatalogObject, side: OneSided): boolean {
  return (
    isIn(side, object.schema) ||
    ('table' in object && isOnLone(side, object.schema, object.table)) ||
    isOnLoneColumn(object, side) ||
    isOfLoneParent(object, side) ||
    ('on' in object && !side.other.byIdentity.has(object.on))
  );
}

function isIn({ lone }: OneSided, schema: string | null): boolean {
  return schema !== null && lone.has(`schema ${writtenIdentifier(schema)}`);
}

function isOnLone(side: OneSided, schema: string, table: string): boolean {
  const name = qualifiedName(schema, table);
  return isIn(side, schema) || ['table', 'view', 'materialized view'].some((kind) => side.lone.has(`${kind} ${name}`));
}

function isOnLoneColumn(object: CatalogObject, side: OneSided): boolean {
  switch (object.kind) {
    case 'constraint':
      return (
        hasLoneColumn(object, [...object.columns, ...object.include], side) ||
        (object.target !== null &&
          (isOnLone(side, object.target.schema, object.target.table) ||
            hasLoneColumn(object.target, object.target.columns, side)))
      );
    case 'index':
      return (
        hasLoneColumn(object, [...object.keys.flatMap(({ column }) => column ?? []), ...object.include], side) ||
        mentionsLoneColumn(object, side)
      );
    case 'trigger':
    case 'statistics':
      return hasLoneColumn(object, object.columns, side);
    case 'sequence':
      return object.ownedBy !== null && isOwnedByLone(object.ownedBy, object.identity, side);
    default:
      return false;
  }
}

function hasLoneColumn(
  table: { readonly schema: string; readonly table: string },
  columns: readonly string[],
  { lone }: OneSided,
): boolean {
  return columns.some((column) => lone.has(`column ${tableOf(table)}.${writtenIdentifier(column)}`));
}

/** An expression does not say its columns, so its words are looked at. */
function mentionsLoneColumn({ keys, predicate, ...index }: IndexObject, side: OneSided): boolean {
  const texts = [...keys.map(({ text }) => text), predicate].join(' ');
  return hasLoneColumn(index, texts.match(/[\w$]+/g) ?? [], side);
}

/** The sequence of an identity comes and goes with it, which is said of the column. */
function isOwnedByLone(
  owner: { readonly schema: string; readonly table: string; readonly column: string },
  isIdentity: boolean,
  side: OneSided,
): boolean {
  if (isOnLone(side, owner.schema, owner.table) || hasLoneColumn(owner, [owner.column], side)) return true;
  const column = side.other.columnsOf(owner.schema, owner.table).find(({ name }) => name === owner.column);
  return isIdentity && column !== undefined && column.identity === null;
}

function isOfLoneParent(object: CatalogObject, { lone }: OneSided): boolean {
  if (object.kind !== 'table') return false;
  return [...object.inherits, object.partitionOf?.parent ?? []].flat().some((parent) => lone.has(`table ${parent}`));
}
