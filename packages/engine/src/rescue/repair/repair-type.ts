import type { CatalogObject } from '../../catalog/catalog-object.ts';
import { identityOf } from '../../catalog/identity-of.ts';
import type { CompositeObject, DomainObject, EnumObject } from '../../catalog/type-objects.ts';
import { quoteIdentifier } from '../../db/quote.ts';
import { qualified } from '../ddl/qualified.ts';
import { addDomainCheck, addEnumValue } from '../ddl/type.ts';
import type { Outcome } from './repair.ts';

/** Labels can be added; none can be taken away or moved. */
export function alterDifferentEnum(wanted: EnumObject, found: EnumObject): Outcome {
  const there = new Set(found.labels);
  const kept = wanted.labels.filter((label) => there.has(label));
  if (kept.join('\0') !== found.labels.join('\0'))
    return cannotChange(wanted, 'has labels that it should not have, or in another order');
  const statements: string[] = [];
  for (const label of wanted.labels) {
    if (there.has(label)) continue;
    statements.push(addEnumValue(wanted, label, there));
    there.add(label);
  }
  return { repair: { statements } };
}

export function alterDifferentDomain(wanted: DomainObject, found: DomainObject): Outcome {
  if (wanted.type !== found.type || wanted.collation !== found.collation)
    return cannotChange(wanted, `is of ${found.type}, not ${wanted.type}`);
  const alter = `ALTER DOMAIN ${qualified(wanted.schema, wanted.name)}`;
  const same = (one: DomainObject['checks'][number], others: DomainObject['checks']): boolean =>
    others.some((other) => JSON.stringify(other) === JSON.stringify(one));
  return {
    repair: {
      statements: [
        ...found.checks
          .filter((check) => !same(check, wanted.checks))
          .map(({ name }) => `${alter} DROP CONSTRAINT ${quoteIdentifier(name)}`),
        ...wanted.checks.filter((check) => !same(check, found.checks)).map((check) => addDomainCheck(wanted, check)),
        ...(wanted.default === found.default
          ? []
          : [wanted.default === null ? `${alter} DROP DEFAULT` : `${alter} SET DEFAULT ${wanted.default}`]),
        ...(wanted.nullable === found.nullable ? [] : [`${alter} ${wanted.nullable ? 'DROP' : 'SET'} NOT NULL`]),
      ],
    },
  };
}

/** Attributes can be added at the end. */
export function alterDifferentComposite(wanted: CompositeObject, found: CompositeObject): Outcome {
  const isBeginning = found.attributes.every(
    (one, index) => JSON.stringify(one) === JSON.stringify(wanted.attributes[index]),
  );
  if (!isBeginning) return cannotChange(wanted, 'has other attributes than it should have');
  const added = wanted.attributes.slice(found.attributes.length);
  return {
    repair: {
      statements: added.map(
        ({ name, type, collation }) =>
          `ALTER TYPE ${qualified(wanted.schema, wanted.name)} ADD ATTRIBUTE ${quoteIdentifier(name)} ${type}${collation === null ? '' : ` COLLATE ${collation}`}`,
      ),
    },
  };
}

export function cannotChange(object: CatalogObject, how: string): Outcome {
  const identity = identityOf(object);
  return {
    obstacle: {
      identity,
      reason: 'shape',
      message: `${identity} ${how}: PostgreSQL cannot change that in place.`,
      choices: ['Make it anew by hand under another name, bring what uses it over, and adopt again.'],
      rows: null,
    },
  };
}
