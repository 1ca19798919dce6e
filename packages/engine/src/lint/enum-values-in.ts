import type { ColumnDef, InsertStmt, Node, ResTarget, TypeCast } from 'libpg-query';
import { columnsIn, visit } from '../declared/mentioned.ts';
import { strings } from '../declared/tree-names.ts';

/**
 * The literals in a statement that are surely values of a type: cast to it, given to a column of it, or compared with
 * one.
 *
 * @param columns the columns of the type that the statement can mean
 */
export function enumValuesIn(node: Node, type: string, columns: ReadonlySet<string>): readonly string[] {
  const found: (string | null)[] = [];
  visit({ node }, (tag, value) => {
    if (tag === 'TypeCast') found.push(ofCast(value as TypeCast, type));
    if (tag === 'ColumnDef') found.push(...ofColumn(value as ColumnDef, type));
    if (tag === 'ResTarget') found.push(ofTarget(value as ResTarget, columns));
    if (tag === 'A_Expr') found.push(...ofComparison(value as { lexpr?: Node; rexpr?: Node }, columns));
    if (tag === 'AlterTableCmd')
      found.push(ofDefault(value as { subtype?: string; name?: string; def?: Node }, columns));
    if (tag === 'InsertStmt') found.push(...ofInsert(value as InsertStmt, columns));
  });
  return found.filter((value) => value !== null);
}

function literal(node: Node | undefined): string | null {
  return node !== undefined && 'A_Const' in node && node.A_Const.sval !== undefined
    ? (node.A_Const.sval.sval ?? '')
    : null;
}

function ofCast({ arg, typeName }: TypeCast, type: string): string | null {
  return strings(typeName?.names).at(-1) === type ? literal(arg) : null;
}

function ofColumn({ typeName, constraints = [] }: ColumnDef, type: string): readonly (string | null)[] {
  if (strings(typeName?.names).at(-1) !== type) return [];
  return constraints.map((node) => ('Constraint' in node ? literal(node.Constraint.raw_expr) : null));
}

function ofTarget({ name, val }: ResTarget, columns: ReadonlySet<string>): string | null {
  return name !== undefined && columns.has(name) ? literal(val) : null;
}

/** `status = 'x'`, `status IN ('x', 'y')` */
function ofComparison(
  { lexpr, rexpr }: { lexpr?: Node; rexpr?: Node },
  columns: ReadonlySet<string>,
): readonly (string | null)[] {
  const isColumn = (side: Node | undefined): boolean => {
    if (side === undefined || !('ColumnRef' in side)) return false;
    return columnsIn({ NullTest: { arg: side } }).some((name) => columns.has(name));
  };
  if (isColumn(rexpr)) return [literal(lexpr)];
  if (!isColumn(lexpr) || rexpr === undefined) return [];
  return 'List' in rexpr ? (rexpr.List.items ?? []).map(literal) : [literal(rexpr)];
}

function ofDefault(
  { subtype, name, def }: { subtype?: string; name?: string; def?: Node },
  columns: ReadonlySet<string>,
): string | null {
  return subtype === 'AT_ColumnDefault' && columns.has(name ?? '') ? literal(def) : null;
}

/** INSERT INTO t (a, b) VALUES (...): by place. */
function ofInsert({ cols = [], selectStmt }: InsertStmt, columns: ReadonlySet<string>): readonly (string | null)[] {
  const select = selectStmt !== undefined && 'SelectStmt' in selectStmt ? selectStmt.SelectStmt : undefined;
  const places = cols.flatMap((node, at) =>
    'ResTarget' in node && columns.has(node.ResTarget.name ?? '') ? [at] : [],
  );
  return (select?.valuesLists ?? []).flatMap((row) =>
    'List' in row ? places.map((at) => literal(row.List.items?.[at])) : [],
  );
}
