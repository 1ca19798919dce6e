import type { DropStmt, Node } from 'libpg-query';
import { qualifiedName, strings } from '../declared/tree-names.ts';
import { annotationClaims } from './annotation-claims.ts';
import type { Claim } from './claim.ts';

/**
 * What a statement is sure to touch alone; null when its words do not say, such as a DO block. An empty list is a
 * statement that makes nothing: INSERT, SELECT, SET. Whether it was right is seen when the catalog is read: a change
 * that nobody claims has the file replayed with a reading after each statement.
 */
export function statementClaims(node: Node): readonly Claim[] | null {
  if ('CreateStmt' in node) return relation(node.CreateStmt.relation?.relname);
  if ('CreateForeignTableStmt' in node) return relation(node.CreateForeignTableStmt.base?.relation?.relname);
  if ('CreateTableAsStmt' in node) return relation(node.CreateTableAsStmt.into?.rel?.relname);
  if ('ViewStmt' in node) return relation(node.ViewStmt.view?.relname);
  if ('CreateSeqStmt' in node) return relation(node.CreateSeqStmt.sequence?.relname);
  if ('AlterSeqStmt' in node) return relation(node.AlterSeqStmt.sequence?.relname);
  if ('AlterTableStmt' in node) {
    const { relation: altered, objtype } = node.AlterTableStmt;
    if (objtype === 'OBJECT_INDEX') return one('index', altered?.relname);
    return objtype === 'OBJECT_TYPE' ? one('type', altered?.relname) : relation(altered?.relname);
  }
  if ('IndexStmt' in node) return one('index', node.IndexStmt.idxname, node.IndexStmt.relation?.relname);
  if ('CreateTrigStmt' in node)
    return one('trigger', node.CreateTrigStmt.trigname, node.CreateTrigStmt.relation?.relname);
  if ('CreatePolicyStmt' in node)
    return one('policy', node.CreatePolicyStmt.policy_name, node.CreatePolicyStmt.table?.relname);
  if ('AlterPolicyStmt' in node)
    return one('policy', node.AlterPolicyStmt.policy_name, node.AlterPolicyStmt.table?.relname);
  if ('RuleStmt' in node) return one('rule', node.RuleStmt.rulename, node.RuleStmt.relation?.relname);
  if ('CreateFunctionStmt' in node) return one('routine', strings(node.CreateFunctionStmt.funcname).at(-1));
  if ('CreateExtensionStmt' in node) return one('extension', node.CreateExtensionStmt.extname);
  if ('CreateSchemaStmt' in node) {
    const { schemaname, schemaElts = [] } = node.CreateSchemaStmt;
    return schemaElts.length === 0 ? one('schema', schemaname) : null;
  }
  if ('DropStmt' in node) return dropped(node.DropStmt);
  return typeClaims(node) ?? annotationClaims(node) ?? (changesNoSchema(node) ? [] : null);
}

function typeClaims(node: Node): readonly Claim[] | null {
  if ('CreateEnumStmt' in node) return one('type', strings(node.CreateEnumStmt.typeName).at(-1));
  if ('AlterEnumStmt' in node) return one('type', strings(node.AlterEnumStmt.typeName).at(-1));
  if ('CreateDomainStmt' in node) return one('type', strings(node.CreateDomainStmt.domainname).at(-1));
  if ('AlterDomainStmt' in node) return one('type', strings(node.AlterDomainStmt.typeName).at(-1));
  if ('CompositeTypeStmt' in node) return one('type', node.CompositeTypeStmt.typevar?.relname);
  if ('CreateRangeStmt' in node) return one('type', strings(node.CreateRangeStmt.typeName).at(-1));
  return null;
}

const RELATIONS: readonly (string | undefined)[] = [
  'OBJECT_TABLE',
  'OBJECT_FOREIGN_TABLE',
  'OBJECT_VIEW',
  'OBJECT_MATVIEW',
  'OBJECT_SEQUENCE',
];
const ATTACHED = { OBJECT_TRIGGER: 'trigger', OBJECT_POLICY: 'policy', OBJECT_RULE: 'rule' } as const;

function dropped({ removeType, objects = [] }: DropStmt): readonly Claim[] | null {
  const claims = objects.map((object): Claim | null => {
    if ('ObjectWithArgs' in object) return claim('routine', strings(object.ObjectWithArgs.objname).at(-1));
    if ('TypeName' in object) return claim('type', strings(object.TypeName.names).at(-1));
    if (!('List' in object)) return null;
    const parts = strings(object.List.items);
    if (RELATIONS.includes(removeType)) return claim('relation', parts.at(-1));
    if (removeType === 'OBJECT_INDEX') return claim('index', parts.at(-1));
    const kind = ATTACHED[removeType as keyof typeof ATTACHED];
    // Here the table comes before the name.
    const { schema: table, name } = qualifiedName(parts);
    return kind === undefined ? null : claim(kind, name, table ?? undefined);
  });
  return claims.every((each) => each !== null) ? claims : null;
}

const PLAIN = [
  ...['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'SelectStmt', 'CopyStmt', 'TruncateStmt', 'LockStmt'],
  ...['VariableSetStmt', 'VariableShowStmt', 'VacuumStmt', 'ConstraintsSetStmt', 'ExplainStmt'],
  ...['GrantRoleStmt', 'CreateRoleStmt', 'AlterRoleStmt', 'AlterRoleSetStmt', 'NotifyStmt'],
  ...['RefreshMatViewStmt', 'PrepareStmt', 'DeallocateStmt', 'DiscardStmt', 'CheckPointStmt', 'LoadStmt'],
];

function changesNoSchema(node: Node): boolean {
  return PLAIN.some((kind) => kind in node);
}

function relation(name: string | undefined): readonly Claim[] | null {
  return one('relation', name);
}

function one(kind: Claim['kind'], name: string | undefined, table?: string): readonly Claim[] | null {
  const found = claim(kind, name, table);
  return found === null ? null : [found];
}

function claim(kind: Claim['kind'], name: string | undefined, table?: string): Claim | null {
  return name === undefined ? null : { kind, name, table: table ?? null };
}
