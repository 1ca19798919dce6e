import { qualifiedName } from './qualified-name.ts';
import type { RowSets } from './row-sets.ts';
import type { ColumnRow, RelationRow } from './rows.ts';
import { EMPTY } from './server-lists.ts';

/** A relation that is read, with what hangs on it. */
export interface Relation {
  readonly row: RelationRow;
  readonly schema: string;
  readonly name: string;
  readonly kind: string;
  /** In the order of the table; dropped ones are not among them. */
  readonly columns: readonly ColumnRow[];
}

/** What OIDs stand for in one snapshot. */
export interface Lookup {
  readonly relations: ReadonlyMap<string, Relation>;
  /** Whether the object is a part of an extension or of a type, which answers for it then. */
  isMember(catalog: string, oid: string): boolean;
  /** Names of a relation's columns by their numbers; 0 stands for an expression and is left out. */
  columnNames(relation: string, numbers: readonly string[]): readonly string[];
  /** Schema and name of any relation that something refers to. */
  named(relation: string): { readonly schema: string; readonly name: string } | null;
  /** Without a modifier. */
  type(oid: string): string;
  typeFacts(oid: string): { readonly storage: string; readonly collation: string };
  /** Null for 0. */
  collation(oid: string): string | null;
  role(oid: string): string;
}

/** Makes maps of the rows that others refer to. */
export function lookupOf(rows: RowSets): Lookup {
  const members = new Set(rows.members.map(([catalog, oid]) => `${catalog} ${oid}`));
  const isMember = (catalog: string, oid: string): boolean => members.has(`${catalog} ${oid}`);
  const relations = relationsOf(rows, isMember);
  const outside = outsideOf(rows);
  const types = new Map(rows['types-named'].map((row) => [row[0], row]));
  const rowTypes = rowTypesOf(relations);
  const collations = new Map(rows.collations.map(([oid, schema, name]) => [oid, qualifiedName(schema, name)]));
  const roles = new Map(rows.roles);
  const columnName = (relation: string, number: string): string | undefined =>
    relations.get(relation)?.columns.find((column) => column[1] === number)?.[2] ??
    outside.get(relation)?.columns.get(number) ??
    systemColumns.get(number);
  return {
    relations,
    isMember,
    columnNames: (relation, numbers) => {
      if (numbers.length === 0) return EMPTY;
      return numbers.filter((number) => number !== '0').map((number) => columnName(relation, number) ?? `#${number}`);
    },
    named: (relation) => relations.get(relation) ?? outside.get(relation) ?? null,
    type: (oid) => types.get(oid)?.[1] ?? rowTypes.get(oid) ?? `#${oid}`,
    typeFacts: (oid) => {
      const row = types.get(oid);
      return row === undefined ? ROW_TYPE : { storage: row[2], collation: row[3] };
    },
    collation: (oid) => (oid === '0' ? null : (collations.get(oid) ?? `#${oid}`)),
    role: (oid) => (oid === '0' ? 'public' : (roles.get(oid) ?? `#${oid}`)),
  };
}

/** Of every row type, and of the arrays of them. */
const ROW_TYPE = { storage: 'x', collation: '0' };

/** By what they are written as: the names of their relations. */
function rowTypesOf(relations: Lookup['relations']): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const { row, schema, name } of relations.values()) {
    const [, , , , , , , , , , , , , , , rowType, rowTypes] = row;
    if (rowTypes === null) continue;
    types.set(rowType, qualifiedName(schema, name));
    types.set(rowTypes, `${qualifiedName(schema, name)}[]`);
  }
  return types;
}

/** Those that an index or constraint may refer to. */
const systemColumns: ReadonlyMap<string, string> = new Map([
  ['-1', 'ctid'],
  ['-6', 'tableoid'],
]);

function relationsOf(rows: RowSets, isMember: Lookup['isMember']): ReadonlyMap<string, Relation> {
  const schemas = new Map(rows.schemas);
  const columns = new Map<string, ColumnRow[]>();
  for (const row of rows.columns) {
    const found = columns.get(row[0]);
    if (found === undefined) columns.set(row[0], [row]);
    else found.push(row);
  }
  for (const list of columns.values()) list.sort((a, b) => Number(a[1]) - Number(b[1]));
  const relations = new Map<string, Relation>();
  for (const row of rows.relations) {
    const [oid, schema, name, kind] = row;
    if (isMember('pg_class', oid)) continue;
    relations.set(oid, { row, schema: schemas.get(schema) ?? '', name, kind, columns: columns.get(oid) ?? [] });
  }
  return relations;
}

interface Outside {
  readonly schema: string;
  readonly name: string;
  readonly columns: Map<string, string>;
}

function outsideOf(rows: RowSets): ReadonlyMap<string, Outside> {
  const outside = new Map<string, Outside>();
  for (const [oid, schema, name, number, column] of rows['outside-columns']) {
    const found = outside.get(oid) ?? { schema, name, columns: new Map<string, string>() };
    found.columns.set(number, column);
    outside.set(oid, found);
  }
  return outside;
}
