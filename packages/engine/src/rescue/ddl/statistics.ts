import type { StatisticsObject } from '../../catalog/attached-objects.ts';
import { quoteIdentifier } from '../../db/quote.ts';
import { qualified } from './qualified.ts';

export function createStatistics({ schema, table, name, kinds, columns, text }: StatisticsObject): string {
  const parts = [...columns.map(quoteIdentifier), ...(text === null || text === '' ? [] : [`(${text})`])];
  // Of a single expression the server makes one kind alone, and wants no list.
  const list = parts.length > 1 && kinds.length > 0 ? ` (${kinds.join(', ')})` : '';
  return `CREATE STATISTICS ${qualified(schema, name)}${list} ON ${parts.join(', ')} FROM ${qualified(schema, table)}`;
}

export function measureStatistics({ schema, name, statisticsTarget }: StatisticsObject): string {
  return `ALTER STATISTICS ${qualified(schema, name)} SET STATISTICS ${statisticsTarget ?? -1}`;
}

export function dropStatistics({ schema, name }: StatisticsObject): string {
  return `DROP STATISTICS ${qualified(schema, name)}`;
}
