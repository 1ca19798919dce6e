import { tableElements, type WrittenColumn } from './table-elements.ts';

/** A foreign key that a statement declares, with the types of its columns where the statement itself has them. */
export interface DeclaredForeignKey {
  readonly table: readonly string[];
  readonly columns: readonly WrittenColumn[];
  readonly targetTable: readonly string[];
  /** Empty: the primary key of the target. */
  readonly targetColumns: readonly string[];
}

/** `serial` is written, `integer` is stored. */
const serials: Readonly<Record<string, string>> = {
  serial: 'integer',
  serial4: 'integer',
  bigserial: 'bigint',
  serial8: 'bigint',
  smallserial: 'smallint',
  serial2: 'smallint',
};

/** The type that a column of a written type has. */
export function storedType(written: string | null): string | null {
  return written === null ? null : (serials[written.toLowerCase()] ?? written);
}

/** Every foreign key that a CREATE TABLE or ALTER TABLE declares; empty for any other statement. */
export function foreignKeysIn(sql: string): DeclaredForeignKey[] {
  const elements = tableElements(sql);
  return (elements?.foreignKeys ?? []).map((key) => ({
    table: elements?.table ?? [],
    columns: key.columns.map((name) => ({
      name,
      type: storedType(elements?.columns.find((column) => column.name === name)?.type ?? null),
    })),
    targetTable: key.targetTable,
    targetColumns: key.targetColumns,
  }));
}
