import type { CompositeObject, DomainObject, EnumObject, RangeObject } from '../../catalog/type-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { writtenLiteral } from '../../spelling/written-literal.ts';
import { parenthesised } from './names.ts';

/** A type as CREATE TYPE and CREATE DOMAIN say it, after its name: `AS ENUM ('a', 'b')`. */
export function typeWords(type: EnumObject | DomainObject | CompositeObject | RangeObject): string {
  switch (type.kind) {
    case 'enum':
      return `AS ENUM (${type.labels.map(writtenLiteral).join(', ')})`;
    case 'composite type':
      return `AS (${type.attributes.map(attributeWords).join(', ')})`;
    case 'range type':
      return rangeWords(type);
    case 'domain':
      return domainWords(type);
  }
}

function attributeWords({ name, type, collation }: CompositeObject['attributes'][number]): string {
  return `${writtenIdentifier(name)} ${type}${collation === null ? '' : ` COLLATE ${collation}`}`;
}

function rangeWords(range: RangeObject): string {
  const properties = [
    `SUBTYPE = ${range.subtype}`,
    range.operatorClass === null ? null : `SUBTYPE_OPCLASS = ${range.operatorClass}`,
    range.collation === null ? null : `COLLATION = ${range.collation}`,
    range.canonical === null ? null : `CANONICAL = ${range.canonical}`,
    range.subtypeDiff === null ? null : `SUBTYPE_DIFF = ${range.subtypeDiff}`,
    `MULTIRANGE_TYPE_NAME = ${range.multirange}`,
  ].filter((property) => property !== null);
  return `AS RANGE (${properties.join(', ')})`;
}

function domainWords(domain: DomainObject): string {
  return [
    `AS ${domain.type}`,
    domain.collation === null ? null : `COLLATE ${domain.collation}`,
    domain.default === null ? null : `DEFAULT ${domain.default}`,
    domain.nullable ? null : 'NOT NULL',
    ...domain.checks.map(domainCheckWords),
  ]
    .filter((word) => word !== null)
    .join(' ');
}

/** `CONSTRAINT positive CHECK (VALUE > 0)`. */
export function domainCheckWords({ name, text, validated }: DomainObject['checks'][number]): string {
  const words = `CONSTRAINT ${writtenIdentifier(name)} CHECK ${parenthesised(text ?? '...')}`;
  return validated ? words : `${words} NOT VALID`;
}
