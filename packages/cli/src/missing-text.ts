import type { MissingFromCatalog } from '@plumbline/engine';

const MOST = 30;

/** What files declare and the database lacks, a line each with its place. */
export function missingText(missing: readonly MissingFromCatalog[], indent: string): string {
  const width = Math.max(...missing.map(({ object }) => object.length));
  const lines = missing.slice(0, MOST).map(({ object, position }) => {
    const { file, line, column } = position;
    return `${indent}${object.padEnd(width)}  ${file}:${line}:${column}`;
  });
  return [...lines, ...(missing.length > MOST ? [`${indent}... and ${missing.length - MOST} more`] : [])].join('\n');
}
