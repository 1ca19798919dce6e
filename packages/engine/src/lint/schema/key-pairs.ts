import type { KeyPair } from './change.ts';
import type { ForeignKey } from './relation.ts';
import { baseType, type Schema } from './schema.ts';

/** The columns of a foreign key with those they point to, as far as the types of both are known; domains resolved. */
export function keyPairs(schema: Schema, { table, columns, target, targetColumns }: ForeignKey): readonly KeyPair[] {
  return columns.flatMap((name, place): readonly KeyPair[] => {
    const column = table.columns.get(name);
    const targetColumn = target.columns.get(targetColumns[place] ?? '');
    const type = baseType(schema, column?.type ?? null);
    const targetType = baseType(schema, targetColumn?.type ?? null);
    if (column === undefined || targetColumn === undefined || type === null || targetType === null) return [];
    const { typedAt } = column;
    return [
      { column: name, type, targetColumn: targetColumn.name, targetType, typedAt, targetTypedAt: targetColumn.typedAt },
    ];
  });
}
