/** Prints a table: the first column left, the others right. */
export function printTable(title, head, rows) {
  const all = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('  ');
  console.log(`\n${title}\n`);
  for (const row of all) console.log(`  ${line(row)}`);
}

/** A figure and what it should be at most. */
export function target(name, measured, most, digits = 2) {
  return { name, measured, most, digits, isMet: measured <= most };
}

/** Prints each target with its figure. @returns those that were missed */
export function printTargets(targets) {
  const rows = targets.map(({ name, measured, most, digits, isMet }) => {
    return [name, measured.toFixed(digits), `<= ${most.toFixed(digits)}`, isMet ? 'met' : 'MISSED'];
  });
  printTable('Targets', ['target', 'measured', 'should be', ''], rows);
  return targets.filter(({ isMet }) => !isMet);
}

export function milliseconds(value) {
  return `${value.toFixed(value < 100 ? 1 : 0)} ms`;
}

export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
