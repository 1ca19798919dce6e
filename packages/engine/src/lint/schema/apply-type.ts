import type { Node } from 'libpg-query';
import { qualifiedName, strings } from '../../declared/tree-names.ts';
import { sqlType } from '../types/sql-type.ts';
import { type Applying, originOf } from './applying.ts';
import type { UserType } from './relation.ts';

/** CREATE TYPE and CREATE DOMAIN. @returns whether it is one */
export function applyType(applying: Applying, node: Node): boolean {
  const origin = originOf(applying);
  const add = (name: string, type: Omit<UserType, 'origin'>): boolean => {
    applying.schema.types.set(name, { ...type, origin });
    return true;
  };
  if ('CreateDomainStmt' in node) {
    const { domainname, typeName } = node.CreateDomainStmt;
    return add(last(domainname), { is: 'domain', base: sqlType(typeName) });
  }
  if ('CreateEnumStmt' in node) return add(last(node.CreateEnumStmt.typeName), { is: 'enum', base: null });
  if ('CompositeTypeStmt' in node) {
    return add(node.CompositeTypeStmt.typevar?.relname ?? '', { is: 'other', base: null });
  }
  if ('CreateRangeStmt' in node) return add(last(node.CreateRangeStmt.typeName), { is: 'other', base: null });
  if (!('DefineStmt' in node) || node.DefineStmt.kind !== 'OBJECT_TYPE') return false;
  return add(last(node.DefineStmt.defnames), { is: 'other', base: null });
}

function last(names: readonly Node[] | undefined): string {
  return qualifiedName(strings(names)).name;
}
