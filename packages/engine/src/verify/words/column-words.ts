import type { ColumnObject } from '../../catalog/relation-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';

/** A column as CREATE TABLE and ADD COLUMN write it: `email text NOT NULL DEFAULT ''::text`. */
export function columnWords(column: ColumnObject): string {
  return [
    writtenIdentifier(column.name),
    column.type,
    column.collation === null ? null : `COLLATE ${column.collation}`,
    column.default === null ? null : `DEFAULT ${column.default}`,
    generatedWords(column),
    identityWords(column),
    column.nullable ? null : 'NOT NULL',
  ]
    .filter((word) => word !== null)
    .join(' ');
}

/** `GENERATED ALWAYS AS (a + b) STORED`; null when it is not generated. */
export function generatedWords({ generated }: ColumnObject): string | null {
  if (generated === null) return null;
  return `GENERATED ALWAYS AS (${generated.text ?? '...'}) ${generated.storage.toUpperCase()}`;
}

/** `GENERATED ALWAYS AS IDENTITY`; null when it is no identity. */
export function identityWords({ identity }: ColumnObject): string | null {
  return identity === null ? null : `GENERATED ${identity.toUpperCase()} AS IDENTITY`;
}
