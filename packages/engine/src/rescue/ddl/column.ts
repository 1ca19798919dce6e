import type { ColumnObject, SequenceObject } from '../../catalog/relation-objects.ts';
import { quoteIdentifier } from '../../db/quote.ts';
import { optionList, qualified } from './qualified.ts';
import { rewritten } from './rewritten.ts';
import { sequenceOptions } from './sequence.ts';

/** A column as it stands in CREATE TABLE or after ADD COLUMN. `sequence` is the one of an identity column. */
export function columnDefinition(column: ColumnObject, sequence: SequenceObject | null = null): string {
  const { name, type, collation, nullable } = column;
  return [
    quoteIdentifier(name),
    type,
    ...(collation === null ? [] : [`COLLATE ${collation}`]),
    ...filling(column, sequence),
    ...(nullable ? [] : ['NOT NULL']),
  ].join(' ');
}

/** Where the values of a column come from when nobody gives one. */
function filling(column: ColumnObject, sequence: SequenceObject | null): readonly string[] {
  const { default: value, identity, generated } = column;
  if (identity !== null) return [identityClause(identity, sequence)];
  if (generated !== null)
    return [`GENERATED ALWAYS AS (${rewritten(generated.text ?? '')}) ${generated.storage.toUpperCase()}`];
  return value === null ? [] : [`DEFAULT ${value}`];
}

/** `GENERATED ... AS IDENTITY` with the name and the options of its sequence. */
export function identityClause(identity: 'always' | 'by default', sequence: SequenceObject | null): string {
  const options =
    sequence === null
      ? ''
      : ` (SEQUENCE NAME ${qualified(sequence.schema, sequence.name)} ${sequenceOptions(sequence, false)})`;
  return `GENERATED ${identity.toUpperCase()} AS IDENTITY${options}`;
}

export function addColumn(column: ColumnObject, sequence: SequenceObject | null = null): string {
  return alterTable(column, `ADD COLUMN ${columnDefinition(column, sequence)}`);
}

export function dropColumn(column: ColumnObject): string {
  return alterTable(column, `DROP COLUMN ${quoteIdentifier(column.name)}`);
}

export function setNotNull(column: ColumnObject): string {
  return alterColumn(column, 'SET NOT NULL');
}

export function dropNotNull(column: ColumnObject): string {
  return alterColumn(column, 'DROP NOT NULL');
}

/** Gives the column the default that the value has, or takes it away. */
export function setDefault(column: ColumnObject): string {
  return alterColumn(column, column.default === null ? 'DROP DEFAULT' : `SET DEFAULT ${column.default}`);
}

/** `using` is the new value, as an expression; without one the server casts. */
export function setType(column: ColumnObject, using: string | null = null): string {
  const collation = column.collation === null ? '' : ` COLLATE ${column.collation}`;
  return alterColumn(column, `TYPE ${column.type}${collation}${using === null ? '' : ` USING ${using}`}`);
}

/** How its values are stored and counted, where that is not as the server does it by itself. */
export function storeColumn(column: ColumnObject): readonly string[] {
  const { storage, compression, statisticsTarget, options } = column;
  return [
    ...(storage === null ? [] : [`SET STORAGE ${storage.toUpperCase()}`]),
    ...(compression === null ? [] : [`SET COMPRESSION ${quoteIdentifier(compression)}`]),
    ...(statisticsTarget === null ? [] : [`SET STATISTICS ${statisticsTarget}`]),
    ...(options.length === 0 ? [] : [`SET${optionList('', options)}`]),
  ].map((change) => alterColumn(column, change));
}

export function alterColumn(column: ColumnObject, change: string): string {
  return alterTable(column, `ALTER COLUMN ${quoteIdentifier(column.name)} ${change}`);
}

function alterTable({ schema, table }: ColumnObject, change: string): string {
  return `ALTER TABLE ${qualified(schema, table)} ${change}`;
}
