import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import type { Cause } from '../cause.ts';
import type { DiagnoseInput, ForeignKeySides } from '../diagnosis.ts';
import { failedSql } from '../failed-sql.ts';
import { foreignKeysIn } from '../foreign-keys-in.ts';
import { firstName } from '../names.ts';

/** The sides as they were looked up; without facts, as far as the statement's own text tells. */
function sidesOf(input: DiagnoseInput): readonly ForeignKeySides[] {
  if (input.facts?.foreignKeys !== undefined) return input.facts.foreignKeys;
  const text = failedSql(input.failure, input.statement?.text ?? null);
  if (text === null) return [];
  return foreignKeysIn(text).flatMap((key) =>
    key.columns.map((column, at) => ({
      table: key.table.join('.'),
      column: column.name,
      type: column.type,
      targetTable: key.targetTable.join('.'),
      targetColumn: key.targetColumns[at] ?? 'its primary key',
      targetType: null,
    })),
  );
}

function sideWords(side: ForeignKeySides): string {
  const type = side.type === null ? 'of a type that could not be looked up' : `of type ${side.type}`;
  const targetType = side.targetType === null ? 'of another type' : `of type ${side.targetType}`;
  return `${side.table}.${side.column} is ${type}, but it refers to ${side.targetTable}.${side.targetColumn}, which is ${targetType}`;
}

function remedies(side: ForeignKeySides | undefined): string[] {
  const declare =
    side?.targetType == null
      ? 'Declare both columns with the same type.'
      : `Declare the column with the type of its target: ${writtenIdentifier(side.column)} ${side.targetType}`;
  return [
    declare,
    'If the column already exists and holds data, map the old values to the new keys first (add a column, fill it with UPDATE ... FROM, then swap); there is no general cast between different kinds of keys.',
    'Do not leave the foreign key out to make the error go away: rows that point nowhere come later.',
  ];
}

const typeMismatch: Cause = {
  code: 'foreign-key-type-mismatch',
  sqlstates: ['42804'],
  when: (input) => /foreign key/i.test(input.failure.message) || (input.facts?.foreignKeys?.length ?? 0) > 0,
  explain: (input) => {
    const sides = sidesOf(input);
    const differing = sides.filter(
      (side) => side.type !== null && side.targetType !== null && side.type !== side.targetType,
    );
    const shown = differing.length > 0 ? differing : sides;
    const first = shown[0];
    return {
      title:
        first?.type == null || first.targetType == null
          ? 'The two sides of a foreign key have different types'
          : `The foreign key joins ${first.type} to ${first.targetType}`,
      explanation:
        `A foreign key compares two columns, so both need types that PostgreSQL can compare with one index. ` +
        (shown.length === 0 ? '' : `Here ${shown.map(sideWords).join('; and ')}. `) +
        'The table or constraint was not created.',
      remedy: remedies(first),
    };
  },
};

const targetNotUnique: Cause = {
  code: 'foreign-key-target-not-unique',
  sqlstates: ['42830'],
  explain: (input) => ({
    title: 'The target of the foreign key is not unique',
    explanation:
      `A foreign key must point to columns that are the primary key or have a unique constraint of exactly these columns, and ${firstName(input, 'the target table')} has none on them ` +
      '(a unique index with a WHERE clause or an expression does not count).',
    remedy: [
      'Refer to the primary key of the target.',
      'Or add the constraint first: ALTER TABLE ... ADD UNIQUE (...);',
    ],
  }),
};

const violation: Cause = {
  code: 'foreign-key-violation',
  sqlstates: ['23503'],
  explain: ({ failure }) => ({
    title: 'A row points to a row that is not there',
    explanation:
      `The foreign key ${failure.constraint === null ? '' : `"${failure.constraint}" `}of ${failure.table === null ? 'the table' : `"${failure.table}"`} ` +
      'does not hold: a row refers to a key that does not exist in the other table, or a row that others refer to is being deleted. The detail of the error names the key.',
    remedy: [
      'Find the rows without a partner: select c.* from child c left join parent p on p.id = c.parent_id where p.id is null and c.parent_id is not null;',
      'Correct or keep them elsewhere in the same migration, before the constraint.',
      'To protect new rows at once and clean up later: ADD CONSTRAINT ... NOT VALID now, VALIDATE CONSTRAINT in a later migration.',
    ],
  }),
};

/** Foreign keys: their types, their targets, their rows. */
export const foreignKeyCauses: readonly Cause[] = [typeMismatch, targetNotUnique, violation];
