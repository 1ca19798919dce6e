import { counted, type DataLoss, type DownResult, type TableRows } from '@plumbline/engine';
import type { Terminal } from './terminal.ts';

/** What `down` is about to do, for people: the files in order, and the data that would go. */
export function downText({ steps, losses, target }: DownResult, { paint }: Terminal): string {
  const where = target === null ? '' : ` in database "${target.database}" on ${target.host}:${target.port}`;
  const width = Math.max(0, ...steps.map(({ name }) => name.length));
  const lines = steps.map(({ name, file, statements }) => {
    return `  ${paint.cyan(name.padEnd(width))}  ${file}  ${paint.dim(counted(statements, 'statement'))}`;
  });
  return [
    `To be reverted${where}, in this order:`,
    ...lines,
    ...(losses.length === 0 ? [] : ['', paint.red('Data that goes for good:'), ...losses.flatMap(lossLines)]),
  ].join('\n');
}

function lossLines({ statement, columns, position, tables }: DataLoss): readonly string[] {
  const place = `  ${position.file}:${position.line}:${position.column}  ${statement}`;
  const what = columns.length === 0 ? place : `${place} ${columns.join(', ')}`;
  if (tables.length === 0) return [`${what}  (nothing of that name is there)`];
  return tables.map((rows) => `${what}  ${rows.table}, ${rowsText(rows)}`);
}

function rowsText({ rows, isExact }: TableRows): string {
  if (rows === null) return 'rows not counted';
  return isExact ? counted(rows, 'row') : `about ${counted(rows, 'row')}`;
}
