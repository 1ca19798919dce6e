import {
  counted,
  type PlannedFile,
  type PlannedLock,
  type PlannedStatement,
  plainDuration,
  wrapText,
} from '@plumbline/engine';
import { sizeText } from './size-text.ts';
import type { Terminal } from './terminal.ts';

const WIDTH = 100;
const INDENT = '        ';

/** One file of a plan, for people: its statements between BEGIN and COMMIT, with what each locks beneath it. */
export function planText(file: PlannedFile, terminal: Terminal): string {
  const { paint } = terminal;
  const limits = [
    file.lockTimeoutMs === 0
      ? 'waits for tables without limit'
      : `waits ${plainDuration(file.lockTimeoutMs)} for a table`,
    ...(file.statementTimeoutMs === 0 ? [] : [`${plainDuration(file.statementTimeoutMs)} a statement`]),
  ];
  const facts = [file.mode, counted(file.statements.length, 'statement'), ...limits].join(', ');
  const lines = [`${paint.bold(file.name)}  ${paint.dim(facts)}`];
  let open: number | null = null;
  for (const statement of file.statements) {
    if (statement.transaction !== open) {
      if (open !== null) lines.push(paint.dim('  COMMIT'));
      if (statement.transaction !== null) lines.push(paint.dim('  BEGIN'));
      open = statement.transaction;
    }
    lines.push(...statementLines(statement, terminal));
  }
  if (open !== null) lines.push(paint.dim('  COMMIT'));
  return [...lines, ...file.warnings.map((warning) => paint.yellow(`  ! ${warning}`))].join('\n');
}

function statementLines(statement: PlannedStatement, { paint }: Terminal): readonly string[] {
  const { number, line, column, text, locks, rewrites, notes, isDone } = statement;
  const place = `${line}:${column}`.padEnd(6);
  if (isDone) return [paint.dim(`  ${String(number).padStart(3)}  ${place} ${text}  (done)`)];
  return [
    `  ${String(number).padStart(3)}  ${paint.dim(place)} ${text}`,
    ...locks.map((lock) => `${INDENT}${lockText(lock, paint)}`),
    ...(rewrites === 'no'
      ? []
      : [
          `${INDENT}${paint.red(rewrites === 'yes' ? 'writes the whole table anew' : 'may write the whole table anew')}`,
        ]),
    ...notes.map((note) => paint.dim(wrapText(note, WIDTH, INDENT))),
  ];
}

function lockText({ relation, mode, waits, isNew, rows, bytes }: PlannedLock, paint: Terminal['paint']): string {
  if (isNew) return paint.dim(`${mode} on ${relation}: new in this run, nobody waits for it`);
  const size = rows === null || bytes === null ? '' : ` (about ${counted(rows, 'row')}, ${sizeText(bytes)})`;
  const who = waits === 'nobody' ? '' : `: ${waits} wait`;
  const colour = { 'readers and writers': paint.red, writers: paint.yellow, nobody: paint.cyan }[waits];
  return `${colour(mode)} on ${relation}${size}${who}`;
}
