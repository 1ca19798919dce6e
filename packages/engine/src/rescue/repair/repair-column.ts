import { identityOf } from '../../catalog/identity-of.ts';
import type { ColumnObject } from '../../catalog/relation-objects.ts';
import { quoteIdentifier } from '../../db/quote.ts';
import {
  alterColumn,
  dropColumn,
  dropNotNull,
  identityClause,
  setDefault,
  setNotNull,
  setType,
  storeColumn,
} from '../ddl/column.ts';
import { createObject } from '../ddl/create-object.ts';
import type { Outcome, RepairBasis } from './repair.ts';

/** A column that a table lacks. One that must not be empty needs a value for the rows that are there. */
export function addMissingColumn(column: ColumnObject, basis: RepairBasis): Outcome {
  const fillsItself =
    column.nullable || column.default !== null || column.identity !== null || column.generated !== null;
  if (fillsItself || !basis.hasRows(column.schema, column.table)) {
    return { repair: { statements: createObject(column, { objects: basis.expected }) } };
  }
  const identity = identityOf(column);
  return {
    obstacle: {
      identity,
      reason: 'no-value',
      message: `${identity} is missing and must not be empty, and the table has rows: nothing says what it is to be in them.`,
      choices: [
        `Add it by hand with the value that is right: ${createObject({ ...column, nullable: true }, { objects: basis.expected })[0]}; UPDATE ...; then adopt again.`,
      ],
      rows: null,
    },
  };
}

/** A column that is there in another shape. */
export function alterDifferentColumn(wanted: ColumnObject, found: ColumnObject, basis: RepairBasis): Outcome {
  const identity = identityOf(wanted);
  if (JSON.stringify(wanted.generated) !== JSON.stringify(found.generated)) return makeAnew(wanted, found, basis);
  const retypes = wanted.type !== found.type || wanted.collation !== found.collation;
  const isFree = !basis.hasRows(wanted.schema, wanted.table) || basis.allowed.has(identity);
  if (retypes && !isFree && !basis.keepsValues(identity, wanted.type)) return typeObstacle(wanted, found);
  const clearsDefault = found.default !== null && (retypes || wanted.default === null || wanted.identity !== null);
  const setsDefault = wanted.default !== null && (retypes || wanted.default !== found.default);
  return {
    repair: {
      statements: [
        ...(found.identity !== null && wanted.identity === null ? [alterColumn(wanted, 'DROP IDENTITY')] : []),
        ...(clearsDefault ? [setDefault({ ...wanted, default: null })] : []),
        ...(wanted.nullable && !found.nullable && wanted.identity === null ? [dropNotNull(wanted)] : []),
        ...(retypes ? [setType(wanted, castOf(wanted, found))] : []),
        ...(setsDefault ? [setDefault(wanted)] : []),
        ...(!wanted.nullable && found.nullable ? [setNotNull(wanted)] : []),
        ...identityChange(wanted, found, basis),
        ...storageChange(wanted, found),
      ],
    },
  };
}

/** Through text every value of one type can be tried as another. */
function castOf({ name, type }: ColumnObject, found: ColumnObject): string | null {
  const base = (text: string): string => text.replace(/\(.*/, '');
  return base(type) === base(found.type) ? null : `${quoteIdentifier(name)}::text::${type}`;
}

function identityChange(wanted: ColumnObject, found: ColumnObject, { expected }: RepairBasis): readonly string[] {
  if (wanted.identity === null || wanted.identity === found.identity) return [];
  if (found.identity !== null) return [alterColumn(wanted, `SET GENERATED ${wanted.identity.toUpperCase()}`)];
  const sequence = expected.find(
    (one) =>
      one.kind === 'sequence' &&
      one.identity &&
      one.ownedBy?.table === wanted.table &&
      one.ownedBy.schema === wanted.schema &&
      one.ownedBy.column === wanted.name,
  );
  const clause = identityClause(wanted.identity, sequence?.kind === 'sequence' ? sequence : null);
  return [alterColumn(wanted, `ADD ${clause}`)];
}

function storageChange(wanted: ColumnObject, found: ColumnObject): readonly string[] {
  const of = ({ storage, compression, statisticsTarget, options }: ColumnObject): string =>
    JSON.stringify([storage, compression, statisticsTarget, options]);
  return of(wanted) === of(found) ? [] : storeColumn(wanted);
}

/** What is computed can be computed again; what was written cannot. */
function makeAnew(wanted: ColumnObject, found: ColumnObject, basis: RepairBasis): Outcome {
  const identity = identityOf(wanted);
  const isFree = found.generated !== null && wanted.generated !== null;
  if (isFree || !basis.hasRows(wanted.schema, wanted.table) || basis.allowed.has(identity)) {
    return { repair: { statements: [dropColumn(found), ...createObject(wanted, { objects: basis.expected })] } };
  }
  return {
    obstacle: {
      identity,
      reason: 'shape',
      message: `${identity} is ${found.generated === null ? 'written' : 'computed'} and should be ${wanted.generated === null ? 'written' : 'computed'}.`,
      choices: [`To lose what is in it and make it anew: --allow '${identity}'.`],
      rows: null,
    },
  };
}

function typeObstacle(wanted: ColumnObject, found: ColumnObject): Outcome {
  const identity = identityOf(wanted);
  return {
    obstacle: {
      identity,
      reason: 'type',
      message: `${identity} is ${found.type} and should be ${wanted.type}, and its values would not stay what they are.`,
      choices: [
        `Convert it by hand: ${setType(wanted, '...')}; then adopt again.`,
        `To have every value cast through text, at the risk that the server refuses one or rounds it: --allow '${identity}'.`,
      ],
      rows: null,
    },
  };
}
