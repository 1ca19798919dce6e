import type { ConstraintObject } from '../../catalog/attached-objects.ts';
import { identityOf } from '../../catalog/identity-of.ts';
import type { SequenceObject, TableObject } from '../../catalog/relation-objects.ts';
import { addConstraint } from '../ddl/constraint.ts';
import { createObject } from '../ddl/create-object.ts';
import { optionList, qualified } from '../ddl/qualified.ts';
import { createSequence, ownSequence } from '../ddl/sequence.ts';
import { attachTable, dropTable, identifyTable, secureTable } from '../ddl/table.ts';
import type { Outcome, Repair, RepairBasis } from './repair.ts';

/** With the sequences of its serial columns, since each needs the other, and with its own keys and checks. */
export function addMissingTable(table: TableObject, { expected, actual }: RepairBasis): Repair {
  const there = new Set(actual.map(identityOf));
  const sequences = expected.filter((one): one is SequenceObject => {
    const isOwned = one.kind === 'sequence' && one.ownedBy?.schema === table.schema && one.ownedBy.table === table.name;
    return isOwned && !one.identity && !there.has(identityOf(one));
  });
  const constraints = expected.filter((one): one is ConstraintObject => {
    const isOwn = one.kind === 'constraint' && one.schema === table.schema && one.table === table.name;
    return isOwn && one.type !== 'foreign key';
  });
  return {
    statements: [
      ...sequences.map(createSequence),
      ...createObject(table, { objects: expected }),
      ...sequences.map(ownSequence),
      ...attachTable(table),
      ...constraints.map((constraint) => addConstraint(constraint)),
      ...(table.rowSecurity || table.rowSecurityForced ? secureTable(table) : []),
    ],
    covers: constraints.map(identityOf),
  };
}

/** What a table is besides its columns. What cannot be changed in place is made anew when nothing is in it. */
export function alterDifferentTable(wanted: TableObject, found: TableObject, basis: RepairBasis): Outcome {
  const identity = identityOf(wanted);
  if (!isSameBody(wanted, found)) {
    if (!basis.hasRows(wanted.schema, wanted.name)) {
      return {
        repair: {
          ...addMissingTable(wanted, basis),
          statements: [dropTable(found), ...addMissingTable(wanted, basis).statements],
        },
      };
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
