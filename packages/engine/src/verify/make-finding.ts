import type { CatalogObject } from '../catalog/catalog-object.ts';
import { identityOf } from '../catalog/identity-of.ts';
import type { Difference } from './check.ts';
import type { Finding, Origin } from './finding.ts';
import { type FindingCode, findingCodes } from './finding-codes.ts';

export type Origins = ReadonlyMap<string, Origin>;

/** A finding about an object: everything that follows from the object and the code, and what the check says. */
export function makeFinding(
  code: FindingCode,
  object: CatalogObject,
  difference: Difference,
  origins?: Origins,
): Finding {
  const identity = identityOf(object);
  return {
    code,
    severity: difference.severity ?? findingCodes[code].severity,
    object: {
      kind: object.kind,
      schema: object.schema,
      table: 'table' in object ? object.table : null,
      name: object.name,
    },
    identity,
    expected: difference.expected,
    actual: difference.actual,
    message: difference.message,
    why: difference.why,
    remedy: difference.remedy,
    origin: origins?.get(identity) ?? null,
  };
}
