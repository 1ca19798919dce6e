import { identityOf } from '../../catalog/identity-of.ts';
import type { TableObject } from '../../catalog/relation-objects.ts';
import { createObject } from '../ddl/create-object.ts';
import { optionList, qualified } from '../ddl/qualified.ts';
import { attachTable, dropTable, identifyTable, secureTable } from '../ddl/table.ts';
import type { Outcome, RepairBasis } from './repair.ts';

export function addMissingTable(table: TableObject, basis: RepairBasis): readonly string[] {
  return [
    ...createObject(table, { objects: basis.expected }),
    ...attachTable(table),
    ...(table.rowSecurity || table.rowSecurityForced ? secureTable(table) : []),
  ];
}

/** What a table is besides its columns. What cannot be changed in place is made anew when nothing is in it. */
export function alterDifferentTable(wanted: TableObject, found: TableObject, basis: RepairBasis): Outcome {
  const identity = identityOf(wanted);
  if (!isSameBody(wanted, found)) {
    if (!basis.hasRows(wanted.schema, wanted.name)) {
      return { repair: { statements: [dropTable(found), ...addMissingTable(wanted, basis)] } };
    }
    const shape = ({ form, partitionKey }: TableObject): string =>
      `${form} table${partitionKey === null ? '' : ` by ${partitionKey}`}`;
    return {
      obstacle: {
        identity,
        reason: 'shape',
        message: `${identity} is a ${shape(found)} and should be a ${shape(wanted)}: PostgreSQL cannot change that in place.`,
        choices: ['Rename the table, adopt, and copy the rows over.'],
        rows: null,
      },
    };
  }
  const alter = `ALTER TABLE ${qualified(wanted.schema, wanted.name)}`;
  return {
    repair: {
      statements: [
        ...(wanted.unlogged === found.unlogged ? [] : [`${alter} SET ${wanted.unlogged ? 'UNLOGGED' : 'LOGGED'}`]),
        ...optionChanges(alter, wanted.options, found.options),
        ...(wanted.rowSecurity === found.rowSecurity && wanted.rowSecurityForced === found.rowSecurityForced
          ? []
          : secureTable(wanted)),
        ...(identifyTable(wanted).join() === identifyTable(found).join() ? [] : identifyTable(wanted)),
        ...found.inherits
          .filter((parent) => !wanted.inherits.includes(parent))
          .map((parent) => `${alter} NO INHERIT ${parent}`),
        ...attachTable({
          ...wanted,
          partitionOf:
            JSON.stringify(wanted.partitionOf) === JSON.stringify(found.partitionOf) ? null : wanted.partitionOf,
          inherits: wanted.inherits.filter((parent) => !found.inherits.includes(parent)),
        }),
      ],
    },
  };
}

function isSameBody(wanted: TableObject, found: TableObject): boolean {
  const body = ({ form, partitionKey, server, ofType, accessMethod }: TableObject): string =>
    JSON.stringify([form, partitionKey, server, ofType, accessMethod]);
  return body(wanted) === body(found);
}

function optionChanges(alter: string, wanted: readonly string[], found: readonly string[]): readonly string[] {
  const named = (option: string): string => option.slice(0, option.indexOf('='));
  const gone = found.filter((option) => !wanted.some((one) => named(one) === named(option))).map(named);
  const set = wanted.filter((option) => !found.includes(option));
  return [
    ...(gone.length === 0 ? [] : [`${alter} RESET (${gone.join(', ')})`]),
    ...(set.length === 0 ? [] : [`${alter} SET${optionList('', set)}`]),
  ];
}
