import type { CreateFunctionStmt, IndexStmt, IntoClause, Node, ViewStmt } from 'libpg-query';
import type { DeclaredKind } from './declared.ts';
import { relationsIn } from './mentioned.ts';
import { readTable, relationName } from './read-table.ts';
import { type Draft, declare, isTemporary, type Scope } from './scope.ts';
import { qualifiedName, strings } from './tree-names.ts';

type Creation = Omit<Draft, 'schema'> & { readonly schema: string | null };

/** CREATE of anything but a schema: what it declares. */
export function readCreate(scope: Scope, node: Node): void {
  if ('CreateStmt' in node) readTable(scope, node.CreateStmt, 'table');
  else if ('CreateForeignTableStmt' in node) {
    if (node.CreateForeignTableStmt.base !== undefined)
      readTable(scope, node.CreateForeignTableStmt.base, 'foreign table');
  } else if ('CreateTableAsStmt' in node) {
    const { into, objtype, if_not_exists: ifNotExists } = node.CreateTableAsStmt;
    readInto(scope, into, objtype === 'OBJECT_MATVIEW' ? 'materialized view' : 'table', ifNotExists);
  } else if ('SelectStmt' in node) readInto(scope, node.SelectStmt.intoClause, 'table', false);
  else if ('IndexStmt' in node) readIndex(scope, node.IndexStmt);
  else if ('ViewStmt' in node) readView(scope, node.ViewStmt);
  else if ('CreateFunctionStmt' in node) readRoutine(scope, node.CreateFunctionStmt);
  else if ('CreateEnumStmt' in node) {
    const { typeName, vals } = node.CreateEnumStmt;
    const name = qualifiedName(strings(typeName));
    declare(scope, { kind: 'type', ...name });
    for (const value of strings(vals)) {
      declare(scope, { kind: 'enum value', schema: name.schema, table: name.name, name: value });
    }
  } else for (const draft of creations(node)) declare(scope, { ...draft, excuse: optional(scope, draft) });
}

/** Extensions are the one thing that files try for, and do without where the server has not got them. */
function optional({ handler }: Scope, { kind }: Creation): string | null {
  return kind === 'extension' && handler !== null
    ? `the EXCEPTION block in line ${handler.line} does without it`
    : null;
}

/** The statements that create one thing and say no more of it than its name. */
function creations(node: Node): readonly Creation[] {
  if ('CreateSeqStmt' in node) {
    const { sequence, if_not_exists: ifNotExists } = node.CreateSeqStmt;
    if (sequence?.relpersistence === 't') return [];
    return [{ kind: 'sequence', ...relationName(sequence), ifNotExists, location: sequence?.location }];
  }
  if ('CreateDomainStmt' in node)
    return [{ kind: 'type', ...qualifiedName(strings(node.CreateDomainStmt.domainname)) }];
  if ('CreateRangeStmt' in node) return [{ kind: 'type', ...qualifiedName(strings(node.CreateRangeStmt.typeName)) }];
  if ('CompositeTypeStmt' in node) return [{ kind: 'type', ...relationName(node.CompositeTypeStmt.typevar) }];
  if ('DefineStmt' in node) {
    const { kind, defnames } = node.DefineStmt;
    const name = qualifiedName(strings(defnames));
    if (kind === 'OBJECT_TYPE') return [{ kind: 'type', ...name }];
    return kind === 'OBJECT_AGGREGATE' ? [{ kind: 'aggregate', ...name }] : [];
  }
  if ('CreateTrigStmt' in node) {
    const { trigname = '', relation } = node.CreateTrigStmt;
    const { schema, name: table } = relationName(relation);
    return [{ kind: 'trigger', schema, table, name: trigname }];
  }
  if ('CreatePolicyStmt' in node) {
    const { policy_name: name = '', table: relation } = node.CreatePolicyStmt;
    const { schema, name: table } = relationName(relation);
    return [{ kind: 'policy', schema, table, name }];
  }
  if (!('CreateExtensionStmt' in node)) return [];
  const { extname = '', if_not_exists: ifNotExists } = node.CreateExtensionStmt;
  return [{ kind: 'extension', schema: null, name: extname, ifNotExists }];
}

function readInto(scope: Scope, into: IntoClause | undefined, kind: DeclaredKind, ifNotExists = false): void {
  const relation = into?.rel;
  if (relation === undefined) return;
  const { schema, name } = relationName(relation);
  if (relation.relpersistence === 't' || isTemporary(scope, schema, null)) {
    scope.ledger.temporary.add(name);
    return;
  }
  declare(scope, { kind, schema, name, ifNotExists, location: relation.location });
  for (const column of strings(into?.colNames)) {
    declare(scope, { kind: 'column', schema, table: name, name: column, ifNotExists, location: relation.location });
  }
}

function readView(scope: Scope, { view, query }: ViewStmt): void {
  const { schema, name } = relationName(view);
  // A view of a temporary table is temporary without being called so.
  const isOfTemporary = relationsIn(query).some((table) => isTemporary(scope, null, table));
  if (view?.relpersistence === 't' || isOfTemporary) scope.ledger.temporary.add(name);
  else declare(scope, { kind: 'view', schema, name, location: view?.location });
}

function readIndex(scope: Scope, index: IndexStmt): void {
  const { schema, name: table } = relationName(index.relation);
  const columns = (index.indexParams ?? []).map((node) => ('IndexElem' in node ? (node.IndexElem.name ?? null) : null));
  declare(scope, {
    kind: 'index',
    schema,
    table,
    name: index.idxname ?? null,
    columns,
    mayBeInvalid: index.relation?.inh !== true,
    ifNotExists: index.if_not_exists,
  });
}

function readRoutine(scope: Scope, { funcname, parameters = [], is_procedure }: CreateFunctionStmt): void {
  const inputs = parameters.filter((node) => {
    const mode = 'FunctionParameter' in node ? node.FunctionParameter.mode : undefined;
    return mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE';
  }).length;
  const kind = is_procedure === true ? 'procedure' : 'function';
  declare(scope, { kind, ...qualifiedName(strings(funcname)), inputs });
}
