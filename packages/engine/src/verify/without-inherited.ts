import { qualifiedName } from '../catalog/qualified-name.ts';
import type { TableObject } from '../catalog/relation-objects.ts';
import type { Comparison } from './comparison.ts';
import type { Finding } from './finding.ts';

/** Leaves out what a partition or a child table only has from its parent, of which the same is said. */
export function withoutInherited(findings: readonly Finding[], { expected }: Comparison): readonly Finding[] {
  const said = new Set(findings.map(keyOf));
  return findings.filter((finding) => {
    const { schema, table, kind, name } = finding.object;
    if (schema === null || table === null) return true;
    const owner = expected.byIdentity.get(`table ${qualifiedName(schema, table)}`);
    if (owner?.kind !== 'table') return true;
    return !parentsOf(owner).some((parent) => said.has([finding.code, kind, parent, name].join('\0')));
  });
}

function keyOf({ code, object }: Finding): string {
  const { kind, schema, table, name } = object;
  return [code, kind, qualifiedName(schema ?? '', table ?? ''), name].join('\0');
}

function parentsOf({ inherits, partitionOf }: TableObject): readonly string[] {
  return partitionOf === null ? inherits : [...inherits, partitionOf.parent];
}
