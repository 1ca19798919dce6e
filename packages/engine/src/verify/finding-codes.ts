import type { Severity } from './finding.ts';

interface CodeEntry {
  /** As a rule; a finding may say another one where it weighs more or less. */
  readonly severity: Severity;
  readonly meaning: string;
}

const rows = [
  // Schemas and extensions.
  ['schema-missing', 'critical', 'A schema is not there, and nothing that should be in it.'],
  ['extra-schema', 'info', 'A schema is there that is not expected.'],
  ['renamed-schema', 'critical', 'A schema has another name, and holds what it should.'],
  ['extension-missing', 'critical', 'An extension is not installed.'],
  ['extension-version', 'minor', 'An extension has another version.'],
  ['extension-schema', 'major', 'An extension is in another schema.'],
  ['extra-extension', 'info', 'An extension is installed that is not expected.'],

  // Relations.
  ['missing-relation', 'critical', 'A table, view, materialized view or sequence is not there.'],
  ['extra-relation', 'info', 'A table, view, materialized view or sequence is there that is not expected.'],
  [
    'renamed-relation',
    'critical',
    'A table, view, materialized view or sequence has another name or is in another schema.',
  ],
  ['relation-kind', 'critical', 'A relation of that name is there, but of another kind.'],
  ['table-form', 'major', 'A table is regular, partitioned or foreign, and should be another of the three.'],
  ['table-unlogged', 'major', 'A table is unlogged and should not be, or the other way round.'],
  ['table-options', 'minor', 'A table has other storage options, access method or clustering.'],
  ['table-inheritance', 'major', 'A table inherits from other tables, or is of another type.'],
  ['partition-key', 'major', 'A table is partitioned by another key.'],
  ['partition-bound', 'major', 'A partition has another bound, belongs to another table, or is not attached.'],
  ['foreign-server', 'major', 'A foreign table is on another server.'],
  ['row-security', 'major', 'Row security of a table is off and should be on, or the other way round.'],
  ['replica-identity', 'minor', 'A table has another replica identity.'],

  // Columns.
  ['missing-column', 'critical', 'A column is not there.'],
  ['extra-column', 'info', 'A column is there that is not expected.'],
  ['renamed-column', 'critical', 'A column has another name.'],
  ['column-type', 'critical', 'A column has another type.'],
  ['column-nullability', 'major', 'A column accepts NULL and should not, or the other way round.'],
  ['column-default', 'major', 'A column has another default.'],
  ['column-identity', 'major', 'A column is an identity and should not be, or the other way round.'],
  ['column-generated', 'major', 'A column is generated in another way, or not at all.'],
  ['column-collation', 'minor', 'A column sorts and compares by another collation.'],
  ['column-storage', 'minor', 'A column is stored in another way.'],
  ['column-order', 'info', 'The columns of a table stand in another order.'],

  // Constraints.
  ['primary-key-missing', 'major', 'A table has no primary key and should have one.'],
  ['primary-key-columns', 'major', 'A primary key has other columns.'],
  ['foreign-key-missing', 'major', 'A foreign key is not there.'],
  ['foreign-key-columns', 'major', 'A foreign key has other columns.'],
  ['foreign-key-target', 'major', 'A foreign key refers to something else.'],
  ['foreign-key-actions', 'major', 'A foreign key does something else on update or delete.'],
  ['foreign-key-match', 'minor', 'A foreign key matches NULLs in another way.'],
  ['constraint-missing', 'major', 'A unique, check or exclusion constraint is not there.'],
  ['constraint-definition', 'major', 'A constraint demands something else.'],
  ['constraint-kind', 'minor', 'A unique index stands where a constraint should, or the other way round.'],
  ['constraint-deferrable', 'major', 'A constraint is checked at another moment.'],
  ['constraint-not-validated', 'major', 'A constraint was never checked against the rows that are there.'],
  ['constraint-not-enforced', 'major', 'A constraint is not enforced.'],
  ['extra-constraint', 'major', 'A constraint is there that is not expected.'],
  ['renamed-constraint', 'minor', 'A constraint has another name.'],

  // Indexes and statistics.
  ['index-missing', 'minor', 'An index is not there.'],
  ['index-definition', 'minor', 'An index is of something else.'],
  ['index-options', 'minor', 'An index has other storage options.'],
  ['index-invalid', 'minor', 'An index is not valid: the server does not use it.'],
  ['extra-index', 'info', 'An index is there that is not expected.'],
  ['renamed-index', 'info', 'An index has another name.'],
  ['statistics-missing', 'minor', 'Extended statistics are not there.'],
  ['statistics-definition', 'minor', 'Extended statistics are of something else.'],
  ['extra-statistics', 'info', 'Extended statistics are there that are not expected.'],
  ['renamed-statistics', 'info', 'Extended statistics have another name.'],

  // Views and sequences.
  ['view-definition', 'major', 'A view asks something else.'],
  ['view-columns', 'critical', 'A view has other columns.'],
  ['view-options', 'major', 'A view has other options.'],
  ['view-not-populated', 'critical', 'A materialized view holds no data and cannot be read.'],
  ['sequence-definition', 'major', 'A sequence counts in another way.'],
  ['sequence-ownership', 'minor', 'A sequence belongs to another column, or to none.'],

  // Functions.
  ['function-missing', 'critical', 'A function, procedure or aggregate is not there.'],
  ['function-signature', 'critical', 'A function takes other arguments.'],
  ['function-arguments', 'critical', 'The arguments of a function have other names, modes or defaults.'],
  ['function-returns', 'critical', 'A function returns something else.'],
  ['function-body', 'major', 'A function does something else.'],
  ['function-language', 'major', 'A function is written in another language.'],
  ['function-security', 'major', 'A function runs with other rights or settings.'],
  ['function-properties', 'minor', 'The planner is told something else of a function.'],
  ['aggregate-definition', 'major', 'An aggregate is computed in another way.'],
  ['routine-kind', 'critical', 'A routine of that name is there, but of another kind.'],
  ['extra-function', 'info', 'A function, procedure or aggregate is there that is not expected.'],
  ['renamed-function', 'critical', 'A function, procedure or aggregate has another name.'],

  // What acts by itself: triggers, rules, policies.
  ['trigger-missing', 'major', 'A trigger is not there.'],
  ['trigger-definition', 'major', 'A trigger does something else.'],
  ['trigger-disabled', 'major', 'A trigger is disabled.'],
  ['trigger-state', 'major', 'A trigger fires in other sessions than it should.'],
  ['extra-trigger', 'major', 'A trigger is there that is not expected.'],
  ['renamed-trigger', 'minor', 'A trigger has another name.'],
  ['event-trigger-missing', 'major', 'An event trigger is not there.'],
  ['event-trigger-definition', 'major', 'An event trigger does something else.'],
  ['extra-event-trigger', 'major', 'An event trigger is there that is not expected.'],
  ['renamed-event-trigger', 'minor', 'An event trigger has another name.'],
  ['rule-missing', 'major', 'A rule is not there.'],
  ['rule-definition', 'major', 'A rule does something else.'],
  ['extra-rule', 'major', 'A rule is there that is not expected.'],
  ['policy-missing', 'major', 'A row security policy is not there.'],
  ['policy-definition', 'major', 'A row security policy allows something else.'],
  ['extra-policy', 'major', 'A row security policy is there that is not expected.'],
  ['renamed-policy', 'info', 'A row security policy has another name.'],

  // Types.
  ['type-missing', 'critical', 'A type is not there.'],
  ['type-kind', 'critical', 'A type of that name is there, but of another kind.'],
  ['enum-values', 'critical', 'An enum has other values, or another order of them.'],
  ['domain-type', 'critical', 'A domain is of another type.'],
  ['domain-constraints', 'major', 'A domain accepts other values.'],
  ['domain-default', 'major', 'A domain has another default.'],
  ['composite-attributes', 'critical', 'A composite type has other attributes.'],
  ['range-definition', 'major', 'A range type is defined in another way.'],
  ['extra-type', 'info', 'A type is there that is not expected.'],
  ['renamed-type', 'critical', 'A type has another name.'],

  // Said of other objects; compared only when asked for.
  ['owner-differs', 'minor', 'An object belongs to another role.'],
  ['grant-missing', 'critical', 'A role lacks privileges that it should have.'],
  ['extra-grant', 'major', 'A role has privileges that are not expected.'],
  ['comment-differs', 'info', 'An object has another comment, or none.'],

  // Faults that any database can have.
  ['foreign-key-type-mismatch', 'minor', 'The two sides of a foreign key have different types.'],
  [
    'reference-type-mismatch',
    'major',
    'A column looks like a reference and has another type than what it would refer to.',
  ],
  ['key-like-column-without-foreign-key', 'info', 'A column looks like a reference, and no foreign key holds it.'],
  ['key-near-exhaustion', 'minor', 'A key is running out of numbers.'],
  ['duplicate-index', 'minor', 'Two indexes of a table are the same.'],
  ['foreign-key-without-index', 'minor', 'No index helps to find the rows that a foreign key holds.'],

  ['unread', 'info', 'An object was locked or going away, and could not be read just now.'],
] as const;

export type FindingCode = (typeof rows)[number][0];

/**
 * Every finding there is: its code, how severe it is as a rule, what it means. `docs/checks/` has one page a code; a
 * test holds the two together.
 */
export const findingCodes: Readonly<Record<FindingCode, CodeEntry>> = Object.fromEntries(
  rows.map(([code, severity, meaning]) => [code, { severity, meaning }]),
) as Record<FindingCode, CodeEntry>;
