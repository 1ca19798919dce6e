import type { ColumnObject } from '../../catalog/relation-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { tableOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const columnStorage: PairCheck = pairCheck('column-storage', ['column'], (expected, live) => {
  // What "of the type" means is another thing with another type.
  if (expected.type !== live.type) return null;
  const [should, is] = [storageWords(expected), storageWords(live)];
  if (should === is) return null;
  return {
    expected: should,
    actual: is,
    message: `${subject(expected)} is stored in another way: ${is}, not ${should}.`,
    why: 'It takes more space, or the planner knows less of it, than was intended.',
    remedy: remedyOf(expected, live),
  };
});

function storageWords({ storage, compression, statisticsTarget, options }: ColumnObject): string {
  return [
    `STORAGE ${storage ?? 'default'}`,
    compression === null ? null : `COMPRESSION ${compression}`,
    statisticsTarget === null ? null : `STATISTICS ${statisticsTarget}`,
    options.length === 0 ? null : `(${options.join(', ')})`,
  ]
    .filter((word) => word !== null)
    .join(' ');
}

function remedyOf(expected: ColumnObject, live: ColumnObject): readonly string[] {
  const alter = `ALTER TABLE ${tableOf(expected)} ALTER COLUMN ${writtenIdentifier(expected.name)}`;
  const { storage, compression, statisticsTarget, options } = expected;
  return [
    ...(storage === live.storage ? [] : [`${alter} SET STORAGE ${(storage ?? 'default').toUpperCase()};`]),
    ...(compression === live.compression ? [] : [`${alter} SET COMPRESSION ${compression ?? 'default'};`]),
    ...(statisticsTarget === live.statisticsTarget ? [] : [`${alter} SET STATISTICS ${statisticsTarget ?? -1};`]),
    ...(options.join() === live.options.join() || options.length === 0
      ? []
      : [`${alter} SET (${options.join(', ')});`]),
  ];
}
