import { writtenIdentifier } from '../spelling/written-identifier.ts';
import { optionalName } from './build-routines.ts';
import type { Building } from './building.ts';
import { operatorClassNamer } from './operator-class-name.ts';
import { qualifiedName } from './qualified-name.ts';
import type { TypeRow } from './rows.ts';
import { inCodeOrder } from './server-lists.ts';
import type { DomainObject, RangeObject } from './type-objects.ts';

/** Enums, domains, ranges and composite types. */
export function buildTypes(building: Building): void {
  const { rows, lookup, add } = building;
  const labels = new Map<string, string[]>();
  for (const [type, label] of rows['enum-labels']) labels.set(type, [...(labels.get(type) ?? []), label]);
  const checks = checksOf(building);
  for (const row of rows.types) {
    const [oid, schema, name, kind] = row;
    if (lookup.isMember('pg_type', oid)) continue;
    if (kind === 'e') add({ kind: 'enum', schema, name, labels: labels.get(oid) ?? [] }, 'pg_type', oid);
    if (kind === 'd') add(domainOf(building, row, checks.get(oid) ?? []), 'pg_type', oid);
    if (kind === 'r') addRange(building, row);
  }
  for (const [oid, { schema, name, kind, columns }] of lookup.relations) {
    if (kind !== 'c') continue;
    const attributes = columns.map(([, , attribute, type, modified, , , , collation]) => ({
      name: attribute,
      type: modified ?? lookup.type(type),
      collation: collation === lookup.typeFacts(type).collation ? null : lookup.collation(collation),
    }));
    add({ kind: 'composite type', schema, name, attributes }, 'pg_class', oid);
  }
}

type Check = { readonly oid: string; readonly name: string; readonly validated: boolean };

function checksOf({ rows }: Building): ReadonlyMap<string, readonly Check[]> {
  const checks = new Map<string, Check[]>();
  for (const row of rows.constraints) {
    const [oid, name, type, , domain] = row;
    if (type !== 'c' || domain === '0') continue;
    const list = checks.get(domain) ?? [];
    list.push({ oid, name, validated: row[15] === 't' });
    checks.set(domain, list);
  }
  return checks;
}

function domainOf({ lookup, text, name: say }: Building, row: TypeRow, checks: readonly Check[]): DomainObject {
  const [oid, schema, name, , baseType, modified, notNull, hasDefault, collation] = row;
  const written = qualifiedName(schema, name);
  for (const check of checks) {
    const identity = `constraint ${writtenIdentifier(check.name)} on domain ${written}`;
    say('pg_constraint', check.oid, { schema, name: check.name, identity });
  }
  return {
    kind: 'domain',
    schema,
    name,
    type: modified ?? lookup.type(baseType),
    nullable: notNull === 'f',
    default: hasDefault === 't' ? text('domain-default', oid) : null,
    collation: collation === lookup.typeFacts(baseType).collation ? null : lookup.collation(collation),
    checks: [...checks]
      .sort((a, b) => inCodeOrder(a.name, b.name))
      .map((check) => ({ name: check.name, text: text('check', check.oid), validated: check.validated })),
  };
}

function addRange({ rows, lookup, add }: Building, [oid, schema, name]: TypeRow): void {
  const range = rows.ranges.find((one) => one[0] === oid);
  if (range === undefined) return;
  const [, subtype, collation, operatorClass, multirange, canonicalSchema, canonical, differenceSchema, difference] =
    range;
  const btree = rows['operator-classes'].find((one) => one[0] === operatorClass)?.[3] ?? '';
  const type: RangeObject = {
    kind: 'range type',
    schema,
    name,
    subtype: lookup.type(subtype),
    collation: collation === lookup.typeFacts(subtype).collation ? null : lookup.collation(collation),
    canonical: optionalName(canonicalSchema, canonical),
    subtypeDiff: optionalName(differenceSchema, difference),
    operatorClass: operatorClassNamer(rows['operator-classes'])(operatorClass, btree, subtype),
    multirange: lookup.type(multirange),
  };
  add(type, 'pg_type', oid);
}
