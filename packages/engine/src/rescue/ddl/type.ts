import type { CompositeObject, DomainObject, EnumObject, RangeObject } from '../../catalog/type-objects.ts';
import { quoteIdentifier, quoteLiteral } from '../../db/quote.ts';
import { qualified } from './qualified.ts';
import { rewritten } from './rewritten.ts';

export function createEnum({ schema, name, labels }: EnumObject): string {
  return `CREATE TYPE ${qualified(schema, name)} AS ENUM (${labels.map(quoteLiteral).join(', ')})`;
}

/** The label goes where it belongs among those that are there. */
export function addEnumValue({ schema, name, labels }: EnumObject, label: string, there: ReadonlySet<string>): string {
  const after = labels.slice(0, labels.indexOf(label)).findLast((one) => there.has(one));
  const before = labels.slice(labels.indexOf(label) + 1).find((one) => there.has(one));
  const place =
    after === undefined
      ? before === undefined
        ? ''
        : ` BEFORE ${quoteLiteral(before)}`
      : ` AFTER ${quoteLiteral(after)}`;
  return `ALTER TYPE ${qualified(schema, name)} ADD VALUE ${quoteLiteral(label)}${place}`;
}

/** Its constraints that are not validated follow by {@link addDomainCheck}. */
export function createDomain({
  schema,
  name,
  type,
  collation,
  nullable,
  default: value,
  checks,
}: DomainObject): string {
  return [
    `CREATE DOMAIN ${qualified(schema, name)} AS ${type}`,
    ...(collation === null ? [] : [`COLLATE ${collation}`]),
    ...(value === null ? [] : [`DEFAULT ${value}`]),
    ...(nullable ? [] : ['NOT NULL']),
    ...checks.filter(({ validated }) => validated).map(domainCheck),
  ].join(' ');
}

export function addDomainCheck(domain: DomainObject, check: DomainObject['checks'][number]): string {
  const notValid = check.validated ? '' : ' NOT VALID';
  return `ALTER DOMAIN ${qualified(domain.schema, domain.name)} ADD ${domainCheck(check)}${notValid}`;
}

function domainCheck({ name, text }: DomainObject['checks'][number]): string {
  return `CONSTRAINT ${quoteIdentifier(name)} CHECK (${rewritten(text ?? '')})`;
}

export function createComposite({ schema, name, attributes }: CompositeObject): string {
  const parts = attributes.map(({ name: attribute, type, collation }) => {
    return `${quoteIdentifier(attribute)} ${type}${collation === null ? '' : ` COLLATE ${collation}`}`;
  });
  return `CREATE TYPE ${qualified(schema, name)} AS (${parts.join(', ')})`;
}

export function createRange({
  schema,
  name,
  subtype,
  collation,
  subtypeDiff,
  operatorClass,
  multirange,
}: RangeObject): string {
  const options = [
    `SUBTYPE = ${subtype}`,
    ...(operatorClass === null ? [] : [`SUBTYPE_OPCLASS = ${operatorClass}`]),
    ...(collation === null ? [] : [`COLLATION = ${collation}`]),
    `MULTIRANGE_TYPE_NAME = ${multirange}`,
    ...(subtypeDiff === null ? [] : [`SUBTYPE_DIFF = ${subtypeDiff}`]),
  ];
  return `CREATE TYPE ${qualified(schema, name)} AS RANGE (${options.join(', ')})`;
}
